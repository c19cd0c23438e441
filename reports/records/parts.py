"""What papers take from a contest: its bodies by their stored names, signers, cited papers, winners."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F

from reports.documents.parts import Recipient, on_behalf_of
from reports.documents.parts import Signer as SignatureBlock
from reports.documents.prize_wording import Prize, Winner
from reports.documents.wording import Issuer, Organizer, Reference, body_issuer
from workflows import clock
from workflows.models import Contest, Document, Entry, Membership, OrganisationUnit, Round
from workflows.models.entry import AuthorKind
from workflows.models.paper_kinds import DocumentKind
from workflows.roles import Role


def organizer_of(contest: Contest, kind: str = "QĐ") -> Organizer:
    """Return the organizer under the names of the contest's day; ``kind`` begins the symbol of the paper."""
    return Organizer(
        name=contest.organizer_name,
        short=contest.organizer_short or contest.organizer_name,
        level=contest.organizer_level,
        place_name=contest.place_name,
        symbol=f"{kind}-{contest.organizer.symbol or contest.organizer.code}",
    )


def standing_unit(contest: Contest) -> OrganisationUnit:
    """Return the unit that drafts the contest's papers."""
    return contest.standing_unit or contest.organizer


def abbreviation_of(unit: OrganisationUnit) -> str:
    """Return how the archive line names the unit."""
    return unit.abbreviation or unit.symbol or unit.code


def symbol_of(unit: OrganisationUnit) -> str:
    """Return what stands for the unit in the numbers of its papers."""
    return unit.symbol or unit.abbreviation or unit.code


def unit_issuer(contest: Contest, kind: str) -> Issuer:
    """Return the standing unit as an issuer under its organizer; ``kind`` begins the symbol."""
    unit = standing_unit(contest)
    if unit == contest.organizer:
        return body_issuer(organizer_of(contest, kind))
    return Issuer(
        name=unit.name,
        lines=(unit.name.upper(),),
        place_name=contest.place_name,
        symbol=f"{kind}-{symbol_of(unit)}",
        parent_body=(contest.organizer_short or contest.organizer_name).upper(),
    )


def head_of(unit: OrganisationUnit) -> str:
    """Return the head of a unit in words: ``Trưởng phòng`` of ``Phòng Y`` is ``Trưởng phòng Y``."""
    title, name = (unit.head_title or "Thủ trưởng").split(), unit.name.split()
    for shared in range(min(len(title), len(name)), 0, -1):
        if [w.casefold() for w in title[-shared:]] == [w.casefold() for w in name[:shared]]:
            return " ".join([*title, *name[shared:]])
    return " ".join([*title, *name])


def committee_of(contest: Contest) -> str:
    """Return the committee with what it is for, as its papers call it: ``Ban Tổ chức Cuộc thi``."""
    name = contest.committee_name
    return name if "cuộc thi" in name.casefold() else f"{name} Cuộc thi"


def head_of_committee(contest: Contest) -> str:
    """Return the title of the committee's head; a council has a chairman, never a “Trưởng”."""
    first = contest.committee_name.split()[0].casefold()
    return {"hội": "Chủ tịch", "tổ": "Tổ trưởng"}.get(first, "Trưởng Ban")


def plan_of(contest: Contest) -> Reference:
    """Return the plan of the contest."""
    return Reference(
        title="Kế hoạch",
        full_number=contest.plan_number or None,
        issued_on=contest.plan_issued_on,
        issuer=contest.organizer_short or contest.organizer_name,
        about=f"về {contest.plan_subject}" if contest.plan_subject else "",
    )


def minutes_of(round_: Round) -> Reference:
    """Return the minutes of the meeting that approved the result, with their number once they are issued."""
    contest = round_.contest
    minutes = round_.documents.filter(kind=DocumentKind.MINUTES, amends=None).first()
    return Reference(
        title=f"Biên bản họp {contest.committee_name} ({contest.jury_name})",
        full_number=minutes.full_number or None if minutes else None,
        issued_on=(minutes and minutes.issued_on) or day_of(round_.approved_at),
    )


def setting_up_of(contest: Contest) -> tuple[Reference, ...]:
    """Return the decision that set up the committee, if it has been recorded."""
    if not contest.body_decision_number:
        return ()
    return (
        Reference(
            title="Quyết định",
            full_number=contest.body_decision_number,
            issued_on=contest.body_decision_date,
            about=f"về việc thành lập {committee_of(contest)}",
        ),
    )


def paper_of(document: Document, title: str) -> Reference:
    """Return a paper of the contest as it is cited under ``title``."""
    return Reference(title=title, full_number=document.full_number or None, issued_on=document.issued_on)


def signer_of(contest: Contest) -> SignatureBlock:
    """Return the contest's first signer."""
    signer = contest.signers.order_by("order")[0]
    return SignatureBlock(
        full_name=signer.full_name, position=signer.position, authority=signer.authority or None
    )


def holders(contest: Contest) -> dict[str, Any]:
    """Return who holds each role of the contest today, by role; nobody's stand-in comes first. One query."""
    rows = Membership.objects.current().filter(contest=contest).select_related("user")
    found: dict[str, Any] = {}
    for row in rows.order_by(F("stand_in_for").asc(nulls_first=True), "pk"):
        if row.stand_in_for_id is None or row.role not in found:
            found.setdefault(row.role, row.user)
    return found


def body_signer(contest: Contest) -> SignatureBlock:
    """Return the contest's first signer, signing for the organizer as a body: ``TM. ỦY BAN NHÂN DÂN``."""
    return on_behalf_of(body_issuer(organizer_of(contest)).lines[0], signer_of(contest))


def committee_signer(contest: Contest, people: dict[str, Any]) -> SignatureBlock:
    """Return the head of the committee, signing for it; the own post stands above the name."""
    chair = people.get(Role.CHAIR)
    return SignatureBlock(
        authority=f"TM. {contest.committee_name.upper()}",
        position=head_of_committee(contest).upper(),
        full_name=chair.get_full_name() if chair is not None else "",
        other_posts=_own_posts(chair.position, contest) if chair is not None else (),
    )


def _own_posts(position: str, contest: Contest) -> tuple[str, ...]:
    """Return the posts outside the committee: ``Phó Chủ tịch X, Trưởng Ban Tổ chức`` has one."""
    posts = [post.strip() for post in position.split(",")]
    inside = contest.committee_name.casefold()
    return tuple(post.upper() for post in posts if post and inside not in post.casefold())


def unit_head_signer(contest: Contest, people: dict[str, Any]) -> SignatureBlock:
    """Return the head of the standing unit."""
    head = people.get(Role.STANDING_HEAD)
    title = standing_unit(contest).head_title or "Thủ trưởng"
    return SignatureBlock(position=title.upper(), full_name=head.get_full_name() if head is not None else "")


def prizes_of(round_: Round) -> Iterable[Prize]:
    """Return the contest's prizes with their winners in order of rank."""
    winners: dict[int, list[Winner]] = {}
    rows = round_.ranking.filter(prize__isnull=False).order_by("rank").select_related("entry")
    for row in rows.prefetch_related("entry__authors"):
        winners.setdefault(row.prize_id or 0, []).append(winner_of(row.entry))
    for prize in round_.contest.prizes.all():
        yield Prize(
            name=prize.name,
            quantity=prize.quantity,
            money=prize.money_vnd,
            winners=tuple(winners.get(prize.pk, ())),
        )


def winner_of(entry: Entry) -> Winner:
    """Return who is awarded for an entry; a collective's prize is the collective's, whoever wrote it down."""
    people = people_of(entry)
    if entry.author_kind == AuthorKind.COLLECTIVE:
        people = (Recipient(name=entry.collective_name or entry.unit_name),)
    return Winner(kind=entry.author_kind, people=people, title=entry.title)


def people_of(entry: Entry) -> tuple[Recipient, ...]:
    """Return the authors in their order, the representative first, each with post and unit."""
    authors = sorted(entry.authors.all(), key=lambda a: (not a.is_representative, a.order))
    return tuple(Recipient(name=a.full_name, post=_post(a, entry)) for a in authors)


def _post(author: Any, entry: Entry) -> str:
    return ", ".join(part for part in (author.position, author.unit_name or entry.unit_name) if part)


def units_of(entry: Entry) -> tuple[Recipient, ...]:
    """Return who is awarded as the public may know it: names and units, no posts."""
    if entry.author_kind == AuthorKind.COLLECTIVE:
        return (Recipient(name=entry.collective_name or entry.unit_name, post=entry.unit_name),)
    authors = sorted(entry.authors.all(), key=lambda a: (not a.is_representative, a.order))
    return tuple(Recipient(name=a.full_name, post=a.unit_name or entry.unit_name) for a in authors)


def day_of(moment: datetime | None) -> date | None:
    """Return the day of a moment in Vietnam, None for no moment."""
    return clock.local(moment).date() if moment else None
