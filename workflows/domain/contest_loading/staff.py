"""Who works on a contest: the people of the file, its jury and signers, and accounts for all other roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from workflows.domain.contest_file import ContestFile, ContestFileError
from workflows.domain.contest_file.parts import FileJudge, FilePerson
from workflows.domain.contest_loading.bodies import Bodies
from workflows.domain.contest_loading.fitting import fitting
from workflows.domain.people import Appointed, NameTaken, Post, appoint, placeholder_name
from workflows.models import Contest, Judge, Membership, OrganisationUnit, Signer, User
from workflows.roles import Role
from workflows.vietnamese.fold import slug

_BY_UNIT = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
_BY_CONTEST = (
    Role.SECRETARY,
    Role.STANDING_HEAD,
    Role.CHAIR,
    Role.CLERK,
    Role.ACCOUNTANT,
    Role.AUDITOR,
)
_AT_THE_STANDING_UNIT = (Role.SECRETARY, Role.STANDING_HEAD)


@dataclass
class _Plan:
    """The posts in the order in which they are filled, and which of them the file's own rows get."""

    contest: Contest
    file: ContestFile
    bodies: Bodies
    demo: bool
    posts: list[Post] = field(default_factory=list)
    judges: list[int] = field(default_factory=list)
    signers: dict[int, int] = field(default_factory=dict)

    def add(self, post: Post) -> int:
        self.posts.append(post)
        return len(self.posts) - 1


def load_staff(contest: Contest, file: ContestFile, bodies: Bodies, *, demo: bool) -> list[Appointed]:
    """Make jury, signers and accounts, every role of the contest held by somebody.

    Raises:
        ContestFileError: an account of the file's belongs to somebody else here, or fits no judge.
    """
    plan = _Plan(contest, file, bodies, demo)
    _plan_people(plan)
    _plan_judges(plan)
    _plan_signers(plan)
    _plan_roles(plan)
    _plan_units(plan)
    try:
        appointed = appoint(contest, plan.posts)
    except NameTaken as taken:
        raise _name_taken(file, taken.post)
    _save_jury(plan, [one.user for one in appointed])
    return appointed


def _plan_people(plan: _Plan) -> None:
    seen: set[str] = set()
    for index, person in enumerate(plan.file.people):
        path = f"$.people[{index}]"
        _check_address(person, path, seen)
        plan.add(_person_post(plan, person))
        if person.role == Role.JUDGE and _judge_of(plan.file, person) is None:
            sentence = _("is the account of no judge; please name it as the username of one of the judges.")
            raise ContestFileError(f"{path}.username", sentence)
        fitting(User(phone=person.phone, email=person.email), path)


def _person_post(plan: _Plan, person: FilePerson) -> Post:
    unit = plan.bodies.units[person.unit] if person.unit else plan.bodies.organizer
    return Post(
        username=person.username,
        full_name=person.full_name,
        roles=(Role(person.role),),
        unit=unit,
        position=person.position,
        phone=person.phone,
        email=person.email,
        is_fixed=True,
        is_named=True,
    )


def _check_address(person: FilePerson, path: str, seen: set[str]) -> None:
    """People log in by their address: two accounts cannot have the same."""
    if not person.email:
        return
    others = User.objects.filter(email__iexact=person.email).exclude(username=person.username)
    if others.exists() or (person.email.lower() in seen and not _is_listed(person, seen)):
        sentence = _("the address “{email}” belongs to another account; please give each account its own.")
        raise ContestFileError(f"{path}.email", sentence.format(email=person.email))
    seen |= {person.email.lower(), f"{person.username} {person.email.lower()}"}


def _is_listed(person: FilePerson, seen: set[str]) -> bool:
    return f"{person.username} {person.email.lower()}" in seen


def _judge_of(file: ContestFile, person: FilePerson) -> FileJudge | None:
    """The judge whose account this is: by account, else by name."""
    for judge in file.judges:
        if judge.username == person.username:
            return judge
    unlinked = (judge for judge in file.judges if not judge.username)
    return next((judge for judge in unlinked if judge.full_name == person.full_name), None)


def _person_of(plan: _Plan, role: Role, username: str | None, full_name: str) -> FilePerson | None:
    """The person of the file in a role: by account, else by name."""
    for person in plan.file.people:
        if username and person.username == username:
            return person
    if username:
        return None
    named = (p for p in plan.file.people if p.role == role and p.full_name == full_name)
    return next(named, None)


def _plan_judges(plan: _Plan) -> None:
    chaired = _names(plan.file, Role.CHAIR)
    for index, judge in enumerate(plan.file.judges):
        roles = (Role.JUDGE, Role.CHAIR) if judge.is_chair and not chaired else (Role.JUDGE,)
        person = _person_of(plan, Role.JUDGE, judge.username, judge.full_name)
        post = Post(
            username=person.username if person else f"judge.{slug(judge.code)}",
            full_name=judge.full_name,
            roles=roles,
            unit=plan.bodies.units[judge.unit] if judge.unit else plan.bodies.organizer,
            position=judge.title,
            is_fixed=person is not None,
            is_named=person is None,
        )
        fitting(Judge(code=judge.code, title=judge.title), f"$.judges[{index}]")
        plan.judges.append(plan.add(post))


def _plan_signers(plan: _Plan) -> None:
    """The first signer signs unless another is chosen: that one always has an account."""
    for index, signer in enumerate(plan.file.signers):
        person = _person_of(plan, Role.SIGNATORY, signer.username, signer.full_name)
        if person is None and index > 0:
            continue
        post = Post(
            username=person.username if person else "signatory",
            full_name=signer.full_name,
            roles=(Role.SIGNATORY,),
            unit=plan.bodies.organizer,
            position=signer.position,
            is_fixed=person is not None,
            is_named=person is None,
        )
        plan.signers[index] = plan.add(post)


def _plan_roles(plan: _Plan) -> None:
    """An account for each role of the contest that nobody of the file holds."""
    standing = plan.bodies.units[plan.file.contest.organizer.standing_unit]
    for role in _BY_CONTEST:
        if role is Role.CHAIR and plan.file.chair is not None:
            continue
        if not _names(plan.file, role):
            unit = standing if role in _AT_THE_STANDING_UNIT else plan.bodies.organizer
            head = standing.head_title if role is Role.STANDING_HEAD else ""
            plan.add(_placeholder(plan, role, unit, str(role.value), head))
    administrators = Membership.objects.current().filter(role=Role.ADMINISTRATOR)
    if not _names(plan.file, Role.ADMINISTRATOR) and not administrators.exists():
        name = Role.ADMINISTRATOR
        plan.add(_placeholder(plan, name, plan.bodies.organizer, str(name.value), ""))


def _plan_units(plan: _Plan) -> None:
    """An officer and a head for each unit that has none yet."""
    held = set(
        Membership.objects.current()
        .filter(unit__in=plan.bodies.units.values(), role__in=_BY_UNIT)
        .values_list("role", "unit_id")
    )
    for unit in plan.file.units:
        body = plan.bodies.units[unit.code]
        for role in _BY_UNIT:
            if (role.value, body.pk) not in held and not _names(plan.file, role, unit.code):
                head = unit.head_title if role is Role.UNIT_HEAD else ""
                plan.add(_placeholder(plan, role, body, f"{role.value}.{slug(unit.code)}", head))


def _placeholder(plan: _Plan, role: Role, unit: OrganisationUnit, username: str, position: str) -> Post:
    return Post(
        username=username,
        full_name=placeholder_name(role, unit.short_name or unit.name, demo=plan.demo),
        roles=(role,),
        unit=unit,
        position=position or str(role.label),
    )


def _names(file: ContestFile, role: Role, unit: str | None = None) -> bool:
    """Say whether the file names somebody for the role (of the unit)."""
    return any(p.role == role and (unit is None or p.unit == unit) for p in file.people)


def _save_jury(plan: _Plan, users: Sequence[User]) -> None:
    Judge.objects.bulk_create(_judge_rows(plan, users))
    Signer.objects.bulk_create(
        Signer(
            contest=plan.contest,
            order=order,
            full_name=signer.full_name,
            position=signer.position,
            authority=signer.authority,
            user=users[plan.signers[order]] if order in plan.signers else None,
        )
        for order, signer in enumerate(plan.file.signers)
    )


def _judge_rows(plan: _Plan, users: Sequence[User]) -> Iterator[Judge]:
    rows: dict[int, str] = {}
    for order, (judge, place) in enumerate(zip(plan.file.judges, plan.judges, strict=True)):
        user = users[place]
        if user.pk in rows:
            sentence = _("has the same account as judge “{code}”; please give each judge an own account.")
            raise ContestFileError(f"$.judges[{order}]", sentence.format(code=rows[user.pk]))
        rows[user.pk] = judge.code
        yield Judge(
            contest=plan.contest,
            user=user,
            code=judge.code,
            title=judge.title,
            unit=plan.bodies.units[judge.unit] if judge.unit else None,
            order=order,
        )


def _name_taken(file: ContestFile, post: Post) -> ContestFileError:
    index = next(i for i, person in enumerate(file.people) if person.username == post.username)
    sentence = _("the account “{name}” belongs to somebody else here; please choose another name for it.")
    return ContestFileError(f"$.people[{index}].username", sentence.format(name=post.username))
