"""The minutes of the jury's meeting: who was there, all scores, ties, votes, dissent."""

from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Paper, Signer, attached_to, dashes, head_context
from reports.documents.wording import two_digits

# More judges than this, and the table of scores needs a sheet that lies across.
UPRIGHT_JUDGES = 3
# Up to so many columns of scores fit at the usual size on a sheet that lies across.
ROOMY_JUDGES = 6
NO_SHEET = "–"


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One entry of the table: ``totals`` has a cell per judge, in their order; empty: no sheet."""

    code: str
    title: str
    unit: str
    totals: tuple[str, ...]
    mean: str
    rank: str
    prize: str = ""


@dataclass(frozen=True, kw_only=True)
class JuryMinutesRecord(Paper):
    """The minutes; ``signer`` presided, ``secretary`` wrote them down.

    ``present``, ``absent`` (each with the reason), ``recusals``, ``ties``, ``dissent`` are lines of their
    own; ``quorum`` is the least number of members, None where the contest sets none. ``judges`` head the
    columns of the table. ``jury`` is the council as running text calls it.
    """

    KIND: ClassVar[str] = "jury_minutes"

    subject: str
    jury: str
    time_begun: str
    meeting_place: str
    chair: str
    note_taker: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    quorum: int | None
    agenda: tuple[str, ...]
    recusals: tuple[str, ...]
    judges: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    ties: tuple[str, ...]
    dissent: tuple[str, ...]
    conclusions: tuple[str, ...]
    time_ended: str
    secretary: Signer


def attendance(record: JuryMinutesRecord) -> str:
    """Return how many of the members were there, and whether that was enough."""
    here, all_of_them = len(record.present), len(record.present) + len(record.absent)
    counted = f"Có mặt: {two_digits(here)}/{two_digits(all_of_them)} thành viên"
    if record.quorum is None:
        return f"{counted}."
    enough = "đủ" if here >= record.quorum else "không đủ"
    return f"{counted}; {enough} số thành viên tối thiểu để họp ({two_digits(record.quorum)})."


def _table(record: JuryMinutesRecord) -> dict[str, Any]:
    lines = [
        {"row": row, "index": place, "totals": [total or NO_SHEET for total in row.totals]}
        for place, row in enumerate(record.rows, 1)
    ]
    holes = any(not total for row in record.rows for total in row.totals)
    return {"lines": lines, "legend": NO_SHEET if holes else "", "crowd": len(record.judges) > ROOMY_JUDGES}


def _opening(record: JuryMinutesRecord) -> list[str]:
    """Return the first lines of model 1.9."""
    lines = (
        ("Thời gian bắt đầu", record.time_begun),
        ("Địa điểm", record.meeting_place),
        ("Chủ trì (chủ tọa)", record.chair),
        ("Thư ký (người ghi biên bản)", record.note_taker),
    )
    return [f"{label}: {text.rstrip('.')}." for label, text in lines]


def _lists(record: JuryMinutesRecord) -> dict[str, list[str]]:
    return {name: dashes(getattr(record, name)) for name in ("present", "absent", "dissent")}


def page_context(record: JuryMinutesRecord) -> dict[str, Any]:
    """Return what the template prints; the model has no place and date in its head."""
    return (
        head_context(record)
        | _table(record)
        | _lists(record)
        | {
            "opening": _opening(record),
            "ended": record.time_ended.rstrip("./"),
            "title": f"Biên bản {record.subject[:1].lower()}{record.subject[1:]}",
            "place_and_date": "",
            "attendance": attendance(record),
            "apart": bool(record.rows) and len(record.judges) > UPRIGHT_JUDGES,
            "attached_to": attached_to(record, "Biên bản", record.jury),
        }
    )
