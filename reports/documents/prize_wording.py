"""Sentences about prizes: who takes how many, how much money, what is left; and the list itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.parts import Recipient
from reports.documents.prize_list import Annex, Row, Section
from reports.documents.wording import execution, listed, two_digits
from workflows.vietnamese.money import format_dong, money_in_words

INDIVIDUAL, GROUP, COLLECTIVE = "individual", "group", "collective"

_HEADINGS = {COLLECTIVE: "TẬP THỂ", INDIVIDUAL: "CÁ NHÂN, NHÓM TÁC GIẢ"}
WORDS = {COLLECTIVE: "tập thể", INDIVIDUAL: "cá nhân", GROUP: "nhóm tác giả"}


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


def given(prizes: Sequence[Prize]) -> tuple[list[Winner], int]:
    """Return all winners in order of the prizes, and their money together in đồng."""
    winners = [winner for prize in prizes for winner in prize.winners]
    return winners, sum(prize.money * len(prize.winners) for prize in prizes)


def kinds_of(winners: Sequence[Winner]) -> list[str]:
    """Return the kinds that occur, collectives first."""
    present = {winner.kind for winner in winners}
    return [kind for kind in (COLLECTIVE, INDIVIDUAL, GROUP) if kind in present]


def counted(winners: Sequence[Winner]) -> str:
    """Return ``01 tập thể và 10 nhóm tác giả``; there is at least one winner."""
    parts = [
        f"{two_digits(sum(w.kind == kind for w in winners))} {WORDS[kind]}" for kind in kinds_of(winners)
    ]
    return listed(parts)


def unused(prizes: Sequence[Prize]) -> tuple[str, ...]:
    """Return the sentence on prizes that nobody takes, if there are any."""
    left = [
        f"{two_digits(prize.quantity - len(prize.winners))} {prize.name}"
        for prize in prizes
        if prize.quantity > len(prize.winners)
    ]
    return (f"Các giải không trao: {listed(left)}.",) if left else ()


def no_winner(contest: str, prizes: Sequence[Prize]) -> tuple[str, ...]:
    """Return the article of a decision by which nobody is awarded."""
    return (f"Công nhận kết quả {contest}: không có tập thể, cá nhân đạt giải.", *unused(prizes))


def _prize_line(prize: Prize) -> str:
    many = len(prize.winners) > 1
    each = f", mỗi giải {format_dong(prize.money)}" if many else f", {format_dong(prize.money)}"
    return f"{two_digits(len(prize.winners))} {prize.name}{each}"


def money_article(prizes: Sequence[Prize], funding_source: str | None) -> tuple[str, ...]:
    """Return how much each prize is, the total in digits and words, and where it comes from."""
    _, total = given(prizes)
    used = "; ".join(_prize_line(prize) for prize in prizes if prize.winners)
    lines = [
        f"Mức thưởng: {used}.",
        f"Tổng số tiền thưởng: {format_dong(total)} (Bằng chữ: {money_in_words(total)}).",
    ]
    return (*lines, f"Nguồn kinh phí: {funding_source.rstrip('.')}.") if funding_source else tuple(lines)


def execution_article(executors: Sequence[str], winners: Sequence[Winner]) -> tuple[str, ...]:
    """Return the last article: in force from the day of signing, and who carries it out."""
    named = [WORDS[COLLECTIVE]] if any(w.kind == COLLECTIVE for w in winners) else []
    if any(w.kind != COLLECTIVE for w in winners):
        named.append(WORDS[INDIVIDUAL])
    awarded = f" và các {', '.join(named)} có tên tại Điều 1" if named else ""
    return execution(executors, f"thủ trưởng các cơ quan, đơn vị có liên quan{awarded}")


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


def prize_annex(title: str, decided_by: str, prizes: Sequence[Prize]) -> Annex:
    """Return the list of the awarded: collectives first, then persons and groups."""
    return Annex(
        heading="Phụ lục",
        title=title.upper(),
        decided_by=decided_by,
        sections=_sections(prizes),
        notes=_notes(given(prizes)[0]),
    )
