"""The standard wording of the minutes of the jury's meeting (Decree 30/2020, Annex III, model 1.9).

What the system cannot know – hours, place, who was away – stands as a blank that the secretary fills.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.documents.jury_minutes import JuryMinutesRecord, ScoreRow
from reports.documents.parts import Signer
from reports.documents.wording import Issuer, contest_name, listed, two_digits
from workflows.vietnamese.dates import blank_date, document_date
from workflows.vietnamese.numbers import format_decimal

BLANK = "…"


@dataclass(frozen=True, kw_only=True)
class ScoredEntry:
    """One ranked entry: the total of each judge (None: no sheet), its mean, rank and prize."""

    code: str
    title: str
    unit: str
    totals: tuple[Decimal | None, ...]
    mean: Decimal
    rank: int | None
    prize: str = ""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Entries of one mean: codes in their final order, their first rank, by which criteria they were parted.

    ``vote`` is the note on the vote, where one was held; ``first`` None: still open.
    """

    codes: tuple[str, ...]
    mean: Decimal
    first: int | None
    criteria: tuple[str, ...] = ()
    vote: str | None = None


@dataclass(frozen=True, kw_only=True)
class Recusal:
    """A judge who did not score some entries because of a conflict of interest, or whom ``by`` replaced."""

    judge: str
    codes: tuple[str, ...]
    by: str = ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else format_decimal(value)


def _row(entry: ScoredEntry) -> ScoreRow:
    return ScoreRow(
        code=entry.code,
        title=entry.title,
        unit=entry.unit,
        totals=tuple(map(_number, entry.totals)),
        mean=_number(entry.mean),
        rank=BLANK if entry.rank is None else str(entry.rank),
        prize=entry.prize,
    )


def tie_line(tie: Tie) -> str:
    """Return how one tie was settled, or that it is still open."""
    equal = f"Các bài {listed(tie.codes)} cùng điểm trung bình {_number(tie.mean)}"
    if tie.first is None:
        return f"{equal}; chưa phân định được thứ hạng."
    ranks = listed([str(tie.first + place) for place in range(len(tie.codes))])
    ways = [f"điểm trung bình tiêu chí “{name}”" for name in tie.criteria]
    if tie.vote is not None:
        ways.append(f"kết quả biểu quyết ({tie.vote.rstrip('.')})" if tie.vote else "kết quả biểu quyết")
    return f"{equal}; lần lượt xếp hạng {ranks}{f' theo {listed(ways)}' if ways else ''}."


def _recusal_line(recusal: Recusal) -> str:
    why = f"; {recusal.by} chấm thay" if recusal.by else " do xung đột lợi ích"
    return f"{recusal.judge} không chấm bài {listed(recusal.codes)}{why}."


def _conclusions(entries: Sequence[ScoredEntry], jury: str) -> tuple[str, ...]:
    prizes: dict[str, int] = {}
    for entry in entries:
        if entry.prize:
            prizes[entry.prize] = prizes.get(entry.prize, 0) + 1
    if not prizes:
        return (f"{jury} thống nhất không đề nghị trao giải.",)
    counts = [f"{two_digits(number)} {name}" for name, number in prizes.items()]
    total = two_digits(sum(prizes.values()))
    return (f"{jury} thống nhất kết quả chấm và đề nghị trao {total} giải, gồm: {listed(counts)}.",)


def _hour(day: date | None) -> str:
    return f"{BLANK} giờ {BLANK}, {document_date(day) if day else blank_date()}"


def compose_jury_minutes(
    *,
    issuer: Issuer,
    contest_title: str,
    met_on: date | None,
    chair: str,
    note_taker: str,
    members: Sequence[str],
    quorum: int | None,
    judges: Sequence[str],
    entries: Sequence[ScoredEntry],
    recusals: Sequence[Recusal],
    ties: Sequence[Tie],
    signer: Signer,
    secretary: Signer,
    number: int | None = None,
    day: date | None = None,
) -> JuryMinutesRecord:
    """Return the minutes of ``issuer``, the jury, in their standard wording.

    ``judges`` head the columns (codes), in the order of each entry's ``totals``; ``members`` are their
    names with posts, all taken as present until the secretary says otherwise.
    """
    jury, contest = issuer.name, contest_name(contest_title)
    scored = f"{two_digits(len(entries))} bài dự thi" if entries else "Không có bài dự thi nào"
    return JuryMinutesRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=f"Họp {jury} {contest}",
        jury=jury,
        time_begun=_hour(met_on),
        meeting_place=BLANK,
        chair=chair,
        note_taker=note_taker,
        present=tuple(members),
        absent=(),
        quorum=quorum,
        agenda=(f"{scored} được chấm điểm. {jury} xem xét điểm của từng giám khảo và thứ hạng.",),
        recusals=tuple(map(_recusal_line, recusals)),
        judges=tuple(judges),
        rows=tuple(map(_row, entries)),
        ties=tuple(map(tie_line, ties)),
        dissent=(),
        conclusions=_conclusions(entries, jury),
        time_ended=_hour(met_on),
        signer=signer,
        secretary=secretary,
        recipients=("Lưu: VT, Hồ sơ",),
    )
