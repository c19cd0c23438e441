"""From checked entry rows to the data classes, with the defaults."""

from datetime import datetime
from typing import Any

from workflows.domain.contest_file.entry_parts import (
    FileAttachment,
    FileAuthor,
    FileEntry,
    FilePrescreen,
    FileSheet,
    FileVideo,
    Leaving,
)
from workflows.domain.contest_file.reading import points, text, whole
from workflows.domain.prizes import AuthorKind
from workflows.vietnamese.dates import VIETNAM

_LEAVING = {leaving.value: leaving for leaving in Leaving}
_BY_VERDICT = {"fail": Leaving.SCREENED_OUT, "returned": Leaving.RETURNED}


def entries(value: dict[str, Any]) -> tuple[FileEntry, ...]:
    """The entries in the order of the file."""
    names = {unit["code"]: text(unit, "name") for unit in value["units"]}
    return tuple(_entry(row, names) for row in value.get("entries", ()))


def moment(written: str | None) -> datetime | None:
    """A moment of the file; without an offset it is meant in Vietnamese time."""
    if not written:
        return None
    read = datetime.fromisoformat(written)
    return read if read.tzinfo else read.replace(tzinfo=VIETNAM)


def leaving_of(row: dict[str, Any]) -> Leaving | None:
    """How the entry left the way: by `demo_state`, or where that is silent by the unit's verdict."""
    state = row.get("demo_state")
    if state is not None:
        return _LEAVING.get(state)
    verdict = (row.get("prescreen") or {}).get("result")
    return _BY_VERDICT.get(verdict or "")


def _entry(row: dict[str, Any], unit_names: dict[str, str]) -> FileEntry:
    submitted_at = moment(row["submitted_at"])
    assert submitted_at is not None
    return FileEntry(
        code=row["code"],
        title=text(row, "title"),
        theme=row["theme"],
        unit=row["unit"],
        format=row["format"],
        author_kind=AuthorKind(row["author_kind"]),
        collective_name=_collective_name(row, unit_names),
        authors=_authors(row["authors"]),
        abstract=text(row, "abstract"),
        language=text(row, "language", "vi"),
        submitted_at=submitted_at,
        attachments=tuple(FileAttachment(r["kind"], r["filename"]) for r in row.get("attachments", ())),
        video=_video(row.get("video")),
        prescreen=_prescreen(row),
        forwarded_at=moment(row.get("forwarded_at")),
        leaving=leaving_of(row),
        sheets=tuple(_sheet(sheet) for sheet in row.get("scores", ())),
    )


def _collective_name(row: dict[str, Any], unit_names: dict[str, str]) -> str:
    if row["author_kind"] != AuthorKind.COLLECTIVE:
        return ""
    return text(row, "collective_name", unit_names[row["unit"]])


def _authors(rows: list[dict[str, Any]]) -> tuple[FileAuthor, ...]:
    """The authors in order; where none is marked the first stands for the entry."""
    in_order = sorted(enumerate(rows), key=lambda pair: (pair[1].get("order", pair[0]), pair[0]))
    marked = [place for place, row in in_order if row.get("is_representative", False)]
    representative = (marked or [in_order[0][0]])[0]
    return tuple(
        FileAuthor(
            full_name=text(row, "full_name"),
            position=text(row, "position"),
            phone=text(row, "phone"),
            email=text(row, "email"),
            address=text(row, "address"),
            is_representative=place == representative,
        )
        for place, row in in_order
    )


def _video(row: dict[str, Any] | None) -> FileVideo | None:
    if row is None:
        return None
    seconds = whole(row, "duration_seconds")
    return FileVideo(seconds, text(row, "resolution"), text(row, "container"), row.get("subtitles", False))


def _prescreen(row: dict[str, Any]) -> FilePrescreen:
    verdict = row.get("prescreen") or {}
    return FilePrescreen(
        unit=text(verdict, "reviewed_by_unit", row["unit"]),
        result=verdict.get("result") or _default_result(row),
        reason_code=text(verdict, "reason_code"),
        note=text(verdict, "note"),
        decided_at=moment(verdict.get("decided_at")),
    )


def _default_result(row: dict[str, Any]) -> str | None:
    by_leaving = {
        None: "pass",
        Leaving.LATE: "pass",
        Leaving.SCREENED_OUT: "fail",
        Leaving.RETURNED: "returned",
        Leaving.WITHDRAWN: None,
    }
    return by_leaving[leaving_of(row)]


def _sheet(row: dict[str, Any]) -> FileSheet:
    if row.get("recused", False):
        return FileSheet(row["judge"], None, text(row, "reason"))
    given = {code: points(number) for code, number in row["criteria"].items()}
    return FileSheet(row["judge"], given, text(row, "reason"))
