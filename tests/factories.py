"""Builders that tests share: a contest with its people, and entries in any state.

Rows are written plainly, past the gate, with dates that hold every constraint: such a case has no trail.
Where a test is about the trail or the processes, let people act.

    world = make_world()                       # two units, three judges, every role once
    entry = make_entry(world, "received")      # assigned, with empty sheets
    client.force_login(world["secretary"])
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from workflows import clock
from workflows.domain import dues
from workflows.domain.actors import TIMER, Actor
from workflows.models import (
    Assignment,
    Attachment,
    Award,
    Case,
    ChecklistItem,
    Contest,
    ContestUnit,
    Criterion,
    Deadline,
    Document,
    Entry,
    EntryAuthor,
    ForwardingBatch,
    Installation,
    Judge,
    Membership,
    OrganisationUnit,
    Prescreening,
    Prize,
    RankingRow,
    Round,
    Score,
    Scoresheet,
    Signer,
    Theme,
    TieBreakRule,
    User,
)
from workflows.models import grants as grants_of_people
from workflows.models.case import CaseKind
from workflows.models.paper_kinds import NOUN_OF
from workflows.roles import CONTEST_ROLES, UNIT_ROLES, UNSCOPED_ROLES, Role
from workflows.states import GIVEN_OUT, BatchState, DocumentState, EntryState, RoundState

FORWARDED, RECEIVED = "forwarded", "received"
"""Steps inside the state ``pre_screened``, taken by ``make_entry`` like states."""

_LEFT = (EntryState.SCREENED_OUT, EntryState.WITHDRAWN, EntryState.DISQUALIFIED, EntryState.LAPSED)
_DECIDED = (EntryState.AWARDED, EntryState.NOT_AWARDED, EntryState.REVOKED)
_WAY = (
    EntryState.DRAFT,
    EntryState.SUBMITTED,
    EntryState.RETURNED,
    EntryState.PRE_SCREENED,
    FORWARDED,
    RECEIVED,
    EntryState.SCORED,
)


@dataclass
class World:
    """A contest and everybody in it; ``world["chair"]`` is a person, ``world.actor("chair")`` acts.

    Names of people: every role by its own name for the first unit and the contest; roles of the second
    unit end in ``_2``; judges are ``judge``, ``judge_2``, ``judge_3``; ``author_b`` is a second author in
    the first unit; ``superuser`` and ``stranger`` hold no role.
    """

    contest: Contest
    round: Round
    units: list[OrganisationUnit]
    people: dict[str, User] = field(default_factory=dict)
    judges: list[Judge] = field(default_factory=list)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def actor(self, name: str) -> Actor:
        """Return the person called ``name`` as an actor, ``system`` as the timer."""
        return TIMER if name == "system" else Actor(self.people[name])

    def closes_at(self, code: str = "unit_deadline") -> datetime:
        """Return the first moment at which the deadline ``code`` has passed."""
        last = self.contest.deadlines.get(code=code).date
        return datetime.combine(last + timedelta(days=1), time(), clock.LOCAL_ZONE)


_numbers = iter(range(1, 10**9))


def make_unit(name: str = "", **fields: Any) -> OrganisationUnit:
    """Return a unit with a code of its own."""
    number = next(_numbers)
    return OrganisationUnit.objects.create(
        **{"code": f"DV{number}", "name": name or f"Phường thứ {number}", **fields}
    )


def make_user(name: str = "", **fields: Any) -> User:
    """Return a person; ``name`` is the start of the user name."""
    user = _new_user(name or "person", **fields)
    user.save(force_insert=True)
    return user


def _new_user(name: str, **fields: Any) -> User:
    number = next(_numbers)
    full_name = fields.pop("full_name", f"Người {name} {number}")
    username = f"{name}.{number}"
    return User(
        username=username, full_name=full_name, email=f"{username}@example.vn", password="!", **fields
    )


def give(user: User, role: str, *, unit: Any = None, contest: Any = None, **fields: Any) -> Membership:
    """Give ``user`` a role in a scope."""
    membership = Membership.objects.create(user=user, role=role, unit=unit, contest=contest, **fields)
    user.refresh_from_db(fields=["grants_version"])
    return membership


def make_world(
    slug: str = "",
    *,
    units: int = 2,
    judges: int = 3,
    start: date | None = None,
    demo: bool = True,
    **fields: Any,
) -> World:
    """Return a running contest with all its people.

    ``start`` is the opening (default: 30 days ago); authors may submit until day 60, units forward until
    day 70, scoring ends on day 90 and awarding on day 120. ``fields`` go to the contest.
    """
    if demo:
        Installation.mark_demo()
    grants_of_people.forget()
    bodies = [make_unit() for _ in range(units)]
    contest = _make_contest(slug or f"thi-{next(_numbers)}", fields)
    _make_rules(contest, bodies, start or clock.today() - timedelta(days=30))
    world = World(contest, Round.objects.create(contest=contest), bodies)
    _make_people(world, judges)
    return world


def _make_contest(slug: str, fields: dict[str, Any]) -> Contest:
    organizer = make_unit("Quận Thử", symbol="UBND")
    standing = make_unit("Phòng Nội vụ", parent=organizer, symbol="NV", head_title="Trưởng phòng")
    contest = Contest.objects.create(
        case=Case.objects.create(kind=CaseKind.CONTEST),
        **{
            "slug": slug,
            "title": f"Cuộc thi {slug}",
            "year": clock.today().year,
            "organizer": organizer,
            "organizer_name": "Ủy ban nhân dân quận Thử",
            "organizer_short": "UBND quận Thử",
            "organizer_level": "district",
            "place_name": "Quận Thử",
            "standing_unit": standing,
            "plan_number": "10/KH-UBND",
            "plan_issued_on": clock.today() - timedelta(days=60),
            "max_total": Decimal(100),
            "pass_mean": Decimal(50),
            "min_sheets": 2,
            "entry_prefix": "T",
            "contact": "Bà Thư ký, 024 1234 5678",
            "body_decision_number": "12/QĐ-UBND",
            "body_decision_date": clock.today() - timedelta(days=50),
            "quorum": 2,
            "legal_bases": ["Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022"],
            **fields,
        },
    )
    Signer.objects.create(contest=contest, full_name="Nguyễn Văn Ký", position="CHỦ TỊCH", authority="TM.")
    return contest


def _make_rules(contest: Contest, units: Iterable[OrganisationUnit], start: date) -> None:
    days = {"open": 0, "submission_deadline": 60, "unit_deadline": 70, "scoring_done": 90, "award_done": 120}
    Deadline.objects.bulk_create(
        Deadline(
            contest=contest,
            code=code,
            name=code,
            date=start + timedelta(days=after),
            rule="on" if code == "open" else "on_or_before",
            order=order,
        )
        for order, (code, after) in enumerate(days.items())
    )
    ContestUnit.objects.bulk_create(ContestUnit(contest=contest, unit=unit) for unit in units)
    Theme.objects.create(contest=contest, code="T1", name="Chuyển đổi số")
    ChecklistItem.objects.create(contest=contest, code="K1", text="Đúng đối tượng dự thi")
    first = Criterion.objects.create(contest=contest, code="A", name="Tính mới", max_points=60)
    Criterion.objects.create(contest=contest, code="B", name="Tính khả thi", max_points=40, order=1)
    TieBreakRule.objects.create(contest=contest, order=1, criterion=first, text="Điểm tính mới cao hơn")
    TieBreakRule.objects.create(contest=contest, order=2, text="Biểu quyết")
    Prize.objects.create(contest=contest, code="nhat", name="Giải Nhất", quantity=1, money_vnd=5_000_000)
    Prize.objects.create(
        contest=contest, code="nhi", name="Giải Nhì", quantity=1, money_vnd=3_000_000, order=1
    )


def _make_people(world: World, judges: int) -> None:
    given: list[tuple[str, str, dict[str, Any]]] = [("author_b", "author", {"unit": world.units[0]})]
    for number, unit in enumerate(world.units, 1):
        given += [(_name(role.value, number), role.value, {"unit": unit}) for role in sorted(UNIT_ROLES)]
    scope = {"contest": world.contest}
    given += [(role.value, role.value, scope) for role in sorted(CONTEST_ROLES - {Role.JUDGE})]
    given += [(_name("judge", number), "judge", scope) for number in range(1, judges + 1)]
    given += [(role.value, role.value, {}) for role in sorted(UNSCOPED_ROLES)]
    names = [name for name, _role, _scope in given]
    rows = [_new_user(name) for name in names]
    rows.append(_new_user("superuser", is_superuser=True, is_staff=True))
    rows.append(_new_user("stranger"))
    saved = User.objects.bulk_create(rows)
    world.people = dict(zip([*names, "superuser", "stranger"], saved, strict=True))
    Membership.objects.bulk_create(
        Membership(user=world.people[name], role=role, **where) for name, role, where in given
    )
    world.judges = Judge.objects.bulk_create(
        Judge(contest=world.contest, user=world.people[name], code=f"GK{number}", order=number)
        for number, name in enumerate((n for n in names if n.startswith("judge")), 1)
    )


def _name(role: str, number: int) -> str:
    return role if number == 1 else f"{role}_{number}"


def make_batch(world: World, state: str = BatchState.COLLECTING, *, unit: Any = None) -> ForwardingBatch:
    """Return a list of the unit in ``state``."""
    unit = unit or world.units[0]
    number = 1 + world.contest.batches.filter(unit=unit).count()
    moment = _moment(world, 62)
    head, secretary = world["unit_head"], world["secretary"]
    confirmed = {"confirmed_at": moment, "confirmed_by": head}
    forwarded = {"forwarded_at": moment, "forwarded_by": head}
    received = {"received_at": moment, "received_by": secretary}
    fields: dict[str, Any] = {
        BatchState.CONFIRMED: confirmed,
        BatchState.NONE_DECLARED: confirmed,
        BatchState.FORWARDED: {**confirmed, **forwarded},
        BatchState.RECEIVED: {**confirmed, **forwarded, **received},
    }.get(BatchState(state), {})
    return ForwardingBatch.objects.create(
        contest=world.contest, unit=unit, ordinal=number, state=state, **fields
    )


def _moment(world: World, after: int) -> datetime:
    """Return noon, ``after`` days from the opening, but never later than now."""
    opening = world.contest.deadlines.get(code="open").date
    return min(datetime.combine(opening + timedelta(days=after), time(12), clock.LOCAL_ZONE), clock.now())


def make_entry(
    world: World,
    state: str = EntryState.DRAFT,
    *,
    unit: Any = None,
    owner: User | None = None,
    left_from: str = EntryState.SUBMITTED,
    judges: Iterable[Judge] | None = None,
    points: tuple[int, int] = (40, 30),
    **fields: Any,
) -> Entry:
    """Return an entry of the first unit's ``author`` in ``state``, with what belongs to the state.

    Args:
        state: a state, or ``forwarded`` or ``received``, the steps inside ``pre_screened``.
        left_from: for an entry that has left, how far it had come (may be a step as well).
        judges: who scores it (default: all).
        points: what every judge gives for the two criteria, once scored.
    """
    reached = left_from if state in _LEFT else EntryState.SCORED if state in _DECIDED else state
    entry = _bare_entry(world, state, reached, unit or world.units[0], owner or world["author"], fields)
    if _is_past(reached, EntryState.SUBMITTED):
        _add_content(world, entry)
    if _is_past(reached, EntryState.PRE_SCREENED):
        _add_proposal(world, entry)
    if _is_past(reached, RECEIVED):
        _add_sheets(world, entry, judges, points if _is_past(reached, EntryState.SCORED) else None)
    if _is_past(reached, EntryState.SCORED):
        _add_rank(world, entry, state, sum(points))
    return entry


def _is_past(reached: str, step: str) -> bool:
    return _WAY.index(reached) >= _WAY.index(step)


def _bare_entry(
    world: World, state: str, reached: str, unit: OrganisationUnit, owner: User, fields: dict[str, Any]
) -> Entry:
    number = next(_numbers)
    at = _moment(world, 1)
    values: dict[str, Any] = {"created_at": at}
    if _is_past(reached, EntryState.SUBMITTED):
        values |= {"submitted_at": at, "code": f"{world.contest.entry_prefix}-{number:03d}"}
    if _is_past(reached, EntryState.PRE_SCREENED):
        values["batch"] = _batch_for(world, unit, reached)
    if _is_past(reached, FORWARDED):
        values["forwarded_at"] = at
    if _is_past(reached, RECEIVED):
        values |= {"received_at": at, "judging_code": f"J{number}"}
    if _is_past(reached, EntryState.SCORED):
        values["scored_at"] = at
    if state in _DECIDED:
        values["decided_at"] = at
    if state in _LEFT:
        values |= {"left_at": at, "left_from": _state_of(reached)}
    return Entry.objects.create(
        case=Case.objects.create(kind=CaseKind.ENTRY),
        contest=world.contest,
        round=world.round,
        unit=unit,
        **{
            "unit_name": unit.name,
            "owner": owner,
            "entered_by": owner,
            "state": _state_of(state),
            "title": f"Sáng kiến {number}",
            "abstract": "Rút ngắn thời gian giải quyết hồ sơ",
            "theme": world.contest.themes.first(),
            "commitment": True,
            "search_key": f"sang kien {number}",
            **values,
            **fields,
        },
    )


def _state_of(state: str) -> str:
    return EntryState.PRE_SCREENED if state in (FORWARDED, RECEIVED) else EntryState(state)


def _batch_for(world: World, unit: OrganisationUnit, reached: str) -> ForwardingBatch:
    state = {EntryState.PRE_SCREENED: BatchState.CONFIRMED, FORWARDED: BatchState.FORWARDED}.get(
        reached, BatchState.RECEIVED
    )
    found = world.contest.batches.filter(unit=unit, state=state).first()
    return found or make_batch(world, state, unit=unit)


def _add_content(world: World, entry: Entry) -> None:
    complete_content(entry)
    if entry.state == EntryState.RETURNED:
        _propose(world, entry, "return", is_current=False)


def complete_content(entry: Entry) -> None:
    """Give the entry an author and a file, so that nothing is missing for its submission."""
    EntryAuthor.objects.create(
        entry=entry,
        full_name=entry.owner.full_name,
        unit_name=entry.unit_name,
        phone="0912345678",
        address="Số 1 phố Thử",
        is_representative=True,
        user=entry.owner,
    )
    Attachment.objects.create(
        entry=entry, kind="video", filename="video", link="https://video.example.vn/1", added_at=clock.now()
    )


def _add_proposal(world: World, entry: Entry) -> None:
    _propose(world, entry, "pass")


def _propose(world: World, entry: Entry, verdict: str, *, is_current: bool = True) -> None:
    Prescreening.objects.create(
        entry=entry,
        officer=world["unit_officer"],
        verdict=verdict,
        note="Thiếu địa chỉ" if verdict != "pass" else "",
        answers={"K1": verdict == "pass"},
        decided_at=entry.created_at,
        is_current=is_current,
    )


def propose(world: World, entry: Entry, verdict: str = "pass") -> None:
    """Write the officer's proposal on a submitted entry."""
    _propose(world, entry, verdict)


def _add_sheets(
    world: World, entry: Entry, judges: Iterable[Judge] | None, points: tuple[int, int] | None
) -> None:
    criteria = list(world.contest.criteria.all())
    for judge in world.judges if judges is None else judges:
        assignment = Assignment.objects.create(entry=entry, judge=judge, assigned_at=entry.created_at)
        sheet = Scoresheet.objects.create(
            assignment=assignment,
            submitted_at=entry.scored_at if points else None,
            total=sum(points) if points else None,
        )
        if points:
            Score.objects.bulk_create(
                Score(sheet=sheet, criterion=criterion, points=value)
                for criterion, value in zip(criteria, points, strict=True)
            )


def _add_rank(world: World, entry: Entry, state: str, mean: int) -> None:
    won = state in (EntryState.AWARDED, EntryState.REVOKED)
    prize = world.contest.prizes.first() if won else None
    rank = 1 + world.round.ranking.count()
    RankingRow.objects.create(
        round=world.round,
        entry=entry,
        mean=mean,
        valid_sheets=len(world.judges),
        passed=True,
        rank=rank,
        prize=prize,
    )
    set_round(world, RoundState.DECIDED if state in _DECIDED else RoundState.SCORED)
    if prize is not None:
        decision = world.round.documents.filter(kind="decision").first() or make_document(
            world, DocumentState.ISSUED
        )
        award = Award.objects.create(
            entry=entry, prize=prize, rank=rank, money_vnd=prize.money_vnd, decision=decision
        )
        if state == EntryState.AWARDED:
            dues.open_due(award)


def set_round(world: World, state: str) -> Round:
    """Put the round into ``state`` with the dates of the way there."""
    order = list(RoundState)
    reached = order.index(RoundState(state))
    names = ["closed_at", "approved_at", "decided_at", "published_at"]
    at = clock.now()
    dates = {name: at if number < reached else None for number, name in enumerate(names)}
    Round.objects.filter(pk=world.round.pk).update(state=state, **dates)
    world.round = Round.objects.get(pk=world.round.pk)
    return world.round


def make_document(
    world: World, state: str = DocumentState.DRAFT, *, kind: str = "decision", number: int = 7
) -> Document:
    """Return a paper of the round, or of the first unit, in ``state``; what it cites is not made with it."""
    contest = world.contest
    body = contest.standing_unit if kind == "proposal" else contest.organizer
    assert body is not None
    symbol = "TTr-NV" if kind == "proposal" else "QĐ-UBND"
    values: dict[str, Any] = {}
    at = clock.now()
    if NOUN_OF[kind] == "unit_paper":
        values["unit"] = body = world.units[0]
    if state in (DocumentState.SIGNED, *GIVEN_OUT):
        signer = world["standing_head" if kind == "proposal" else "signatory"]
        values |= {"signed_at": at, "signed_by": signer, "record_sha256": "0" * 64}
    if state in GIVEN_OUT:
        values |= {
            "number": number,
            "full_number": f"{number:02d}/{symbol}",
            "issued_on": clock.today(),
            "issued_at": at,
        }
        values |= {"file": "documents/thu.pdf", "file_sha256": "0" * 64} if kind != "proposal" else {}
    return Document.objects.create(
        case=Case.objects.create(kind=CaseKind.DOCUMENT),
        contest=contest,
        round=world.round,
        kind=kind,
        body=body,
        type_symbol=symbol,
        state=state,
        subject=contest.title,
        **values,
    )
