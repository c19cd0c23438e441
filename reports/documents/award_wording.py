"""The standard wording of an award decision by the head of an administration.

Follows the model of an individual decision in Decree 30/2020 (Annex III, model
1.2). Every name of a body comes from the caller; only the words that the law
ties to a level stand here, and each of them can be replaced by the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.documents.award_decision import Annex, AwardDecisionRecord, Row, Section
from reports.documents.parts import Recipient, Signer
from workflows.vietnamese.dates import document_date
from workflows.vietnamese.fold import fold
from workflows.vietnamese.money import format_dong, money_in_words

INDIVIDUAL, GROUP, COLLECTIVE = "individual", "group", "collective"

_HEADINGS = {COLLECTIVE: "TẬP THỂ", INDIVIDUAL: "CÁ NHÂN, NHÓM TÁC GIẢ"}
_WORDS = {COLLECTIVE: "tập thể", INDIVIDUAL: "cá nhân", GROUP: "nhóm tác giả"}


@dataclass(frozen=True, kw_only=True)
class LevelWords:
    """What the law says differently per level: the head's title and the form of award."""

    head: str
    award: str


LEVELS = {
    "commune": LevelWords(head="Chủ tịch", award="Giấy khen"),
    "district": LevelWords(head="Chủ tịch", award="Giấy khen"),
    "province": LevelWords(head="Chủ tịch", award="Bằng khen"),
    "ministry": LevelWords(head="Bộ trưởng", award="Bằng khen"),
}


@dataclass(frozen=True, kw_only=True)
class Organizer:
    """Who issues: ``name`` as in running text, ``short`` with the usual abbreviation."""

    name: str
    short: str
    level: str
    place_name: str
    symbol: str
    parent_body: str | None = None
    head_title: str | None = None
    award_form: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A paper that is cited: who or what, its number if it has one, its date."""

    title: str
    full_number: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Winner:
    """One awarded entry; ``kind`` is individual, group or collective, representative first."""

    kind: str
    people: tuple[Recipient, ...]
    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Prize:
    """One prize of the contest with its winners in order of rank; money in đồng each."""

    name: str
    quantity: int
    money: int
    winners: tuple[Winner, ...] = ()


def _words_of(organizer: Organizer) -> LevelWords:
    words = LEVELS[organizer.level]
    return LevelWords(head=organizer.head_title or words.head, award=organizer.award_form or words.award)


def issuer_lines(name: str, short: str) -> tuple[str, ...]:
    """Return the issuing body in capitals, broken where its abbreviation ends.

    ``Ủy ban nhân dân quận X`` with ``UBND quận X`` becomes two lines; a name that
    is its own short form stays one line.
    """
    words, tail = name.split(), short.split()
    shared = 0
    while shared < min(len(words), len(tail)) and words[-1 - shared] == tail[-1 - shared]:
        shared += 1
    if shared in (0, len(words)):
        return (name.upper(),)
    return " ".join(words[:-shared]).upper(), " ".join(words[-shared:]).upper()


def _count(number: int) -> str:
    return f"{number:02d}"


def _list(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} và {last}" if first else last


def _contest(title: str) -> str:
    return title if fold(title).startswith("cuoc thi ") else f"Cuộc thi “{title}”"


def _cited(paper: Reference) -> str:
    number = f" số {paper.full_number}" if paper.full_number else ""
    day = f" {document_date(paper.issued_on)}" if paper.issued_on else ""
    return f"{paper.title}{number}{day}"


def _bases(
    legal_bases: Sequence[str], plan: Reference, minutes: Reference, proposal: Reference
) -> tuple[str, ...]:
    """Return the cited papers, the plan only if no basis cites it already."""
    known = any(plan.full_number and plan.full_number in basis for basis in legal_bases)
    papers = [*legal_bases, *([] if known else [_cited(plan)]), _cited(minutes)]
    lines = [f"Căn cứ {paper.rstrip('.;')};" for paper in papers]
    return (*lines, f"Theo đề nghị của {_cited(proposal)}.")


def _given(prizes: Sequence[Prize]) -> tuple[list[Winner], int]:
    winners = [winner for prize in prizes for winner in prize.winners]
    return winners, sum(prize.money * len(prize.winners) for prize in prizes)


def _kinds(winners: Sequence[Winner]) -> list[str]:
    """Return the kinds that occur, collectives first."""
    present = {winner.kind for winner in winners}
    return [kind for kind in (COLLECTIVE, INDIVIDUAL, GROUP) if kind in present]


def _article_award(award: str, contest: str, prizes: Sequence[Prize]) -> tuple[str, ...]:
    winners, money = _given(prizes)
    if not winners:
        return (f"Công nhận kết quả {contest}: không có tập thể, cá nhân đạt giải.", *_unused(prizes))
    counts = [f"{_count(sum(w.kind == kind for w in winners))} {_WORDS[kind]}" for kind in _kinds(winners)]
    gift = f"{award} kèm tiền thưởng" if money else award
    line = f"Tặng {gift} cho {_list(counts)} đạt giải {contest} (danh sách tại Phụ lục kèm theo)."
    return (line, *_unused(prizes))


def _unused(prizes: Sequence[Prize]) -> tuple[str, ...]:
    """Return the sentence on prizes that nobody takes, if there are any."""
    unused = [
        f"{_count(prize.quantity - len(prize.winners))} {prize.name}"
        for prize in prizes
        if prize.quantity > len(prize.winners)
    ]
    return (f"Các giải không trao: {_list(unused)}.",) if unused else ()


def _prize_line(prize: Prize) -> str:
    many = len(prize.winners) > 1
    each = f", mỗi giải {format_dong(prize.money)}" if many else f", {format_dong(prize.money)}"
    return f"{_count(len(prize.winners))} {prize.name}{each}"


def _article_money(prizes: Sequence[Prize], funding_source: str | None) -> tuple[str, ...]:
    _, total = _given(prizes)
    used = "; ".join(_prize_line(prize) for prize in prizes if prize.winners)
    lines = [
        f"Mức thưởng: {used}.",
        f"Tổng số tiền thưởng: {format_dong(total)} (Bằng chữ: {money_in_words(total)}).",
    ]
    return (*lines, f"Nguồn kinh phí: {funding_source.rstrip('.')}.") if funding_source else tuple(lines)


def _article_execution(executors: Sequence[str], winners: Sequence[Winner]) -> tuple[str, ...]:
    named = [_WORDS[COLLECTIVE]] if any(w.kind == COLLECTIVE for w in winners) else []
    if any(w.kind != COLLECTIVE for w in winners):
        named.append(_WORDS[INDIVIDUAL])
    heads = "".join(f"{head}; " for head in executors)
    awarded = f" và các {', '.join(named)} có tên tại Điều 1" if named else ""
    others = f"{heads}thủ trưởng các cơ quan, đơn vị có liên quan{awarded}"
    sentence = f"{others[:1].upper()}{others[1:]} chịu trách nhiệm thi hành Quyết định này./."
    return (f"Quyết định này có hiệu lực kể từ ngày ký. {sentence}",)


def _articles(
    award: str,
    contest: str,
    prizes: Sequence[Prize],
    funding_source: str | None,
    executors: Sequence[str],
) -> tuple[tuple[str, ...], ...]:
    """Return who is awarded, how much (only where there is money), who carries it out."""
    winners, total = _given(prizes)
    money = [_article_money(prizes, funding_source)] if total else []
    return (
        _article_award(award, contest, prizes),
        *money,
        _article_execution(executors, winners),
    )


def _sections(prizes: Sequence[Prize]) -> tuple[Section, ...]:
    sections = []
    for heading, kinds in ((COLLECTIVE, {COLLECTIVE}), (INDIVIDUAL, {INDIVIDUAL, GROUP})):
        pairs = [(p, w) for p in prizes for w in p.winners if w.kind in kinds]
        rows = tuple(
            Row(index=place, people=w.people, title=w.title, prize=p.name, money=p.money, note=w.note)
            for place, (p, w) in enumerate(pairs, 1)
        )
        if rows:
            sections.append(Section(heading=_HEADINGS[heading], rows=rows))
    return tuple(sections)


def _notes(winners: Sequence[Winner]) -> tuple[str, ...]:
    if not any(len(winner.people) > 1 for winner in winners):
        return ()
    return ("Ghi chú: trong mỗi nhóm tác giả, người ghi tên đầu tiên là người đại diện.",)


def _annex(contest: str, decided_by: str, prizes: Sequence[Prize]) -> Annex:
    return Annex(
        heading="Phụ lục",
        title=f"Danh sách khen thưởng {contest}".upper(),
        decided_by=decided_by,
        sections=_sections(prizes),
        notes=_notes(_given(prizes)[0]),
    )


def _subject(contest: str, winners: Sequence[Winner]) -> str:
    if not winners:
        return f"Về việc công nhận kết quả {contest}"
    kinds = _list([_WORDS[kind] for kind in _kinds(winners)])
    return f"Về việc khen thưởng các {kinds} đạt giải {contest}"


def compose_award_decision(
    *,
    organizer: Organizer,
    contest_title: str,
    plan: Reference,
    minutes: Reference,
    proposal: Reference,
    legal_bases: Sequence[str],
    prizes: Sequence[Prize],
    signer: Signer,
    executors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    drafter: str,
    funding_source: str | None = None,
    number: int | None = None,
    day: date | None = None,
) -> AwardDecisionRecord:
    """Return the decision in its standard wording.

    ``proposal.title`` names the proposer and the paper (``Trưởng phòng … tại Tờ
    trình``); ``executors`` are the heads who carry the decision out;
    ``recipients`` stand between “Như Điều 3” and the archive line, ``drafter`` is
    the drafting unit's abbreviation. Where nobody is awarded, the decision says so
    and has no annex.
    """
    winners, _money = _given(prizes)
    words, contest = _words_of(organizer), _contest(contest_title)
    articles = _articles(words.award, contest, prizes, funding_source, executors)
    return AwardDecisionRecord(
        parent_body=organizer.parent_body,
        issuing_body=issuer_lines(organizer.name, organizer.short),
        place=organizer.place_name,
        number=number,
        symbol=organizer.symbol,
        date=day,
        subject=_subject(contest, winners),
        authority=f"{words.head} {organizer.name}".upper(),
        bases=_bases(legal_bases, plan, minutes, proposal),
        articles=articles,
        recipients=(f"Như Điều {len(articles)}", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
        annex=_annex(contest, f"{words.head} {organizer.name}", prizes),
    )
