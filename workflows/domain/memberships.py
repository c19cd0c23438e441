"""Ending a role that somebody holds, and who is told when tasks are left behind by it."""

from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from workflows import clock
from workflows.domain import notices
from workflows.domain.actors import Actor
from workflows.errors import Forbidden, TransitionRefused
from workflows.models import Membership, User
from workflows.models.notice import NoticeKind
from workflows.roles import CONTEST_ROLES, Role


def close_membership(*, membership: Membership, actor: Actor) -> Membership | None:
    """End a membership now and return it; ``None`` where it has ended already.

    What the person has claimed under it goes back to its queue in the same act:
    :func:`workflows.flows.memberships.end_membership` does both and is what others call.

    Raises:
        Forbidden: only an administrator ends roles, or the clock.
        TransitionRefused: nobody would be left to administer the installation.
    """
    _require_right(actor)
    fresh = Membership.objects.select_for_update().get(pk=membership.pk)
    if fresh.ended_at is not None:
        return None
    if not actor.as_system:
        _keep_an_administrator(fresh)
    fresh.ended_at = clock.now()
    fresh.save(update_fields=["ended_at"])
    return fresh


def _require_right(actor: Actor) -> None:
    if not actor.as_system and not actor.grants.everywhere(Role.ADMINISTRATOR):
        raise Forbidden("no_right", _("Only an administrator may end a role; please ask one."))


def _keep_an_administrator(membership: Membership) -> None:
    if membership.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.current().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        sentence = _("This is the last administrator; please make somebody else an administrator first.")
        raise TransitionRefused("last_administrator", sentence)


def expired(day: date | None = None) -> QuerySet[Membership]:
    """Return the memberships whose last day is over and that are not noted as ended."""
    return Membership.objects.filter(ended_at=None, valid_to__lt=day or clock.today()).order_by("pk")


def holds(user: User, queue: str) -> bool:
    """Say whether the person may still take tasks of ``queue`` (``role@scope``)."""
    if not user.is_active:
        return False
    return any(row.queue_key == queue for row in Membership.objects.current().filter(user=user))


def tell_returned(*, queue: str, without: User, count: int) -> None:
    """Tell those who may take them that ``count`` tasks are in the queue again."""
    with override(settings.LANGUAGE_CODE):
        text = ngettext(
            "%(count)d task of %(person)s waits in the queue again (%(role)s).",
            "%(count)d tasks of %(person)s wait in the queue again (%(role)s).",
            count,
        ) % {"count": count, "person": without, "role": Role(queue.partition("@")[0]).label}
    _tell(_takers(queue, without), NoticeKind.TASKS_RETURNED, queue, text)


def tell_left_open(*, queue: str, of: User, count: int) -> None:
    """Tell who can see to it that ``count`` tasks are left open which nobody else can do.

    A judge's sheets are the judge's own: the secretary replaces or recuses the judge.
    """
    with override(settings.LANGUAGE_CODE):
        text = ngettext(
            "%(person)s (%(role)s) has left with %(count)d task open that nobody else can do.",
            "%(person)s (%(role)s) has left with %(count)d tasks open that nobody else can do.",
            count,
        ) % {"count": count, "person": of, "role": Role(queue.partition("@")[0]).label}
    _tell(_overseers(queue, of), NoticeKind.TASKS_LEFT, queue, text)


def _tell(people: list[User], kind: NoticeKind, queue: str, text: str) -> None:
    # every end of a role is an act of its own, and so is its notice
    notices.tell(people, kind, key=f"{kind.value}:{queue}:{clock.machine_now().isoformat()}", text=text)


def _takers(queue: str, without: User) -> list[User]:
    """Who holds the queue; where nobody does any more, who can see to it."""
    others = [person for person in _holders(Role(queue.partition("@")[0]), queue) if person != without]
    return others or _overseers(queue, without)


def _overseers(queue: str, without: User) -> list[User]:
    """The secretary for the roles of a contest, the head for those of a unit, else the administrators."""
    role = Role(queue.partition("@")[0])
    above = Role.SECRETARY if role in CONTEST_ROLES else Role.UNIT_HEAD
    people = [person for person in _holders(above, queue) if person != without]
    return people or notices.holders(Role.ADMINISTRATOR)


def _holders(role: Role, queue: str) -> list[User]:
    scope = queue.partition("@")[2]
    if scope.startswith("u"):
        return notices.holders(role, unit_id=int(scope[1:]))
    return notices.holders(role, contest_id=int(scope[1:])) if scope.startswith("c") else []
