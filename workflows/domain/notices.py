"""Telling people: one notice per person and key, however often it is asked for."""

from collections.abc import Iterable

from workflows import clock
from workflows.models import Contest, Document, Entry, Membership, Notice, User
from workflows.models.notice import NoticeKind
from workflows.roles import Role


def tell(
    people: Iterable[User],
    kind: NoticeKind,
    *,
    key: str,
    contest: Contest | None = None,
    entry: Entry | None = None,
    document: Document | None = None,
    text: str = "",
) -> None:
    """Give each of ``people`` the notice once."""
    moment = clock.now()
    rows = [
        Notice(
            user=person,
            kind=kind,
            key=key,
            contest=contest,
            entry=entry,
            document=document,
            text=text,
            created_at=moment,
        )
        for person in {person.pk: person for person in people}.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def tell_author(entry: Entry, kind: NoticeKind, *, text: str = "") -> None:
    """Give the entry's author the notice; once per version of the entry."""
    key = f"{kind.value}:{entry.pk}:{entry.version}"
    tell([entry.owner], kind, key=key, contest=entry.contest, entry=entry, text=text)


def holders(*roles: Role, unit_id: int | None = None, contest_id: int | None = None) -> list[User]:
    """Return who holds one of ``roles`` in the unit or the contest today."""
    memberships = Membership.objects.current().filter(role__in=roles, user__is_active=True)
    if unit_id is not None:
        memberships = memberships.filter(unit_id=unit_id)
    if contest_id is not None:
        memberships = memberships.filter(contest_id=contest_id)
    return [membership.user for membership in memberships.select_related("user")]
