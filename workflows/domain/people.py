"""Accounts and their roles: made for the posts of a contest, and for authors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from workflows.domain.contest_file.entry_parts import FileAuthor
from workflows.domain.terms import last_day
from workflows.models import Contest, Membership, OrganisationUnit, User
from workflows.roles import CONTEST_ROLES, UNIT_ROLES, Role
from workflows.vietnamese.fold import slug

_NAME_LENGTH = 150
_PHONE_LENGTH = 20


@dataclass(frozen=True)
class Post:
    """Roles that one account is to hold.

    ``username`` is where the search for a free name begins; with ``is_fixed`` it is the name. A post
    with ``is_named`` belongs to a person whom somebody named: an account with another name is never
    taken for it. ``unit`` is where the person works and the scope of unit roles.
    """

    username: str
    full_name: str
    roles: tuple[Role, ...]
    unit: OrganisationUnit | None = None
    position: str = ""
    phone: str = ""
    email: str = ""
    is_fixed: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class Appointed:
    """Who got a post, and whether the account was made for it."""

    post: Post
    user: User
    is_new: bool


class NameTaken(ValueError):
    """The account name of a fixed post belongs to somebody else."""

    def __init__(self, post: Post) -> None:
        super().__init__(post.username)
        self.post = post


def appoint(contest: Contest, posts: Sequence[Post]) -> list[Appointed]:
    """Give every post an account with its roles; the accounts stand in the order of ``posts``.

    An account of the same organizer's other contests serves again. A new one has no usable
    password: its person comes by invitation.

    Raises:
        NameTaken: a fixed account name belongs to somebody of another name.
    """
    search = _Search(contest, posts)
    with transaction.atomic():
        appointed = [search.account_for(post) for post in posts]
        User.objects.bulk_create({one.user.username: one.user for one in appointed if one.is_new}.values())
        _give_roles(contest, appointed)
    return appointed


@dataclass
class _Search:
    """Finds accounts for posts with a handful of queries for all of them."""

    contest: Contest
    posts: Sequence[Post]
    asked: set[str] = field(init=False)
    taken: dict[str, User] = field(init=False)
    serving: set[tuple[int, str]] = field(init=False)
    new: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asked = {name for post in self.posts for name in self._nearest(post)}
        self.taken = {user.username: user for user in User.objects.filter(username__in=self.asked)}
        others = Membership.objects.current().filter(
            contest__organizer=self.contest.organizer_id, user__in=self.taken.values()
        )
        self.serving = set(others.values_list("user_id", "role"))

    def account_for(self, post: Post) -> Appointed:
        for name in self._names(post):
            if name in self.new:
                if post.is_fixed:
                    return Appointed(post, self.new[name], True)
                continue
            user = self._holder(name)
            if user is None:
                self.new[name] = _new_user(post, name)
                return Appointed(post, self.new[name], True)
            if self._may_serve(user, post):
                return Appointed(post, user, False)
        raise NameTaken(post)

    def _holder(self, name: str) -> User | None:
        """Whose name it is; only names far down the list cost a query of their own."""
        return self.taken.get(name) if name in self.asked else User.objects.filter(username=name).first()

    def _may_serve(self, user: User, post: Post) -> bool:
        if not user.is_active or (post.is_named and user.full_name != post.full_name):
            return False
        return post.is_fixed or any((user.pk, role.value) in self.serving for role in post.roles)

    def _nearest(self, post: Post) -> tuple[str, ...]:
        if post.is_fixed:
            return (post.username,)
        return (
            post.username,
            f"{post.username}.{self.contest.organizer.code}",
            f"{post.username}.{self.contest.slug}",
        )

    def _names(self, post: Post) -> Iterator[str]:
        yield from self._nearest(post)
        if not post.is_fixed:
            yield from (f"{post.username}.{self.contest.slug}.{number}" for number in count(2))


def _new_user(post: Post, username: str) -> User:
    return User(
        username=username,
        full_name=shortened(post.full_name),
        email=post.email,
        phone=post.phone,
        position=shortened(post.position),
        unit=post.unit,
        password=make_password(None),
    )


def _give_roles(contest: Contest, appointed: Iterable[Appointed]) -> None:
    wanted = [
        _membership(contest, one.user, role, one.post.unit) for one in appointed for role in one.post.roles
    ]
    rows = {_key(row): row for row in wanted}
    held = _held({row.user_id for row in wanted})
    missing = [row for key, row in rows.items() if key not in held]
    Membership.objects.bulk_create(missing)
    User.objects.filter(pk__in={row.user_id for row in missing}).update(
        grants_version=F("grants_version") + 1
    )


def _held(user_ids: set[int]) -> set[tuple[int, str, int | None, int | None]]:
    return {_key(row) for row in Membership.objects.current().filter(user__in=user_ids, stand_in_for=None)}


def _key(row: Membership) -> tuple[int, str, int | None, int | None]:
    return row.user_id, str(row.role), row.unit_id, row.contest_id


def _membership(contest: Contest, user: User, role: Role, unit: OrganisationUnit | None) -> Membership:
    return Membership(
        user=user,
        role=role.value,
        unit=unit if role in UNIT_ROLES else None,
        contest=contest if role in CONTEST_ROLES | {Role.AUDITOR} else None,
        valid_to=last_day(role, contest),
    )


def waiting_for_invitation(contest: Contest) -> list[User]:
    """Return who holds a role of the contest or of its units and can't log in yet, by account name."""
    units = contest.participations.values("unit")
    roles = Membership.objects.current().filter(
        Q(contest=contest) | Q(unit__in=units) | Q(unit=None, contest=None),
        user__is_active=True,
        user__password__startswith=UNUSABLE_PASSWORD_PREFIX,
    )
    return list(User.objects.filter(pk__in=roles.values("user")).order_by("username"))


def shortened(name: str) -> str:
    """Return ``name`` as long as a name may be."""
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1].rstrip()}…"


def placeholder_name(role: Role, where: str, *, demo: bool) -> str:
    """Name an account after its role and place, so that nobody takes it for a person."""
    with override(settings.LANGUAGE_CODE):
        name = _("%(role)s, %(where)s (fictional)") if demo else _("%(role)s, %(where)s")
        return name % {"role": role.label, "where": where}


def placeholder_position(position: str, *, demo: bool) -> str:
    """Return the post, saying in a demonstration that it is fictional."""
    with override(settings.LANGUAGE_CODE):
        return shortened(_("%(position)s (fictional)") % {"position": position} if demo else position)


def author_account(contest: Contest, unit: OrganisationUnit, author: FileAuthor, demo: bool) -> User:
    """Return the account of an author of ``unit``: found by e-mail, else by name and unit; or made.

    With ``demo`` the account's post says that the person is fictional.
    """
    post = Post(
        username=f"author.{_author_key(unit, author)}",
        full_name=author.full_name,
        roles=(Role.AUTHOR,),
        unit=unit,
        position=placeholder_position(author.position or str(Role.AUTHOR.label), demo=demo),
        phone=author.phone if len(author.phone) <= _PHONE_LENGTH else "",
        email=author.email,
        is_named=True,
    )
    known = _known_author(unit, author)
    if known is not None:
        post = replace(post, username=known.username, is_fixed=True, is_named=False)
    return appoint(contest, [post])[0].user


def _author_key(unit: OrganisationUnit, author: FileAuthor) -> str:
    return slug(author.email.partition("@")[0] or f"{unit.code} {author.full_name}")[:60]


def _known_author(unit: OrganisationUnit, author: FileAuthor) -> User | None:
    if author.email:
        return User.objects.filter(email__iexact=author.email, is_active=True).order_by("pk").first()
    held = Membership.objects.current().filter(role=Role.AUTHOR, unit=unit, user__full_name=author.full_name)
    row = held.filter(user__is_active=True).select_related("user").order_by("pk").first()
    return row.user if row else None
