"""What must hold inside each entry: references, authors, times, files."""

from collections import Counter
from collections.abc import Set
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from workflows.contacts import FIELDS, Asked, asked
from workflows.domain.contest_file.build_entries import moment
from workflows.domain.contest_file.checks_contest import repeated, unknown
from workflows.domain.contest_file.checks_sheets import sheet_errors
from workflows.domain.contest_file.defaults import FORMATS
from workflows.domain.contest_file.errors import ContestFileError, Errors


def entry_errors(value: dict[str, Any]) -> Errors:
    """All that is wrong with the entries of a file."""
    rows = value.get("entries", [])
    yield from repeated(rows, "$.entries")
    known, required = _known(value), value["contest"].get("required_contact_fields", {})
    for index, row in enumerate(rows):
        path = f"$.entries[{index}]"
        for key, codes in known.items():
            if row.get(key) is not None:
                yield from unknown(row[key], codes, f"{path}.{key}")
        yield from _author_errors(row, path, asked(required, row["author_kind"]))
        yield from _time_errors(row, path)
        yield from _verdict_errors(row, known["unit"], path)
        yield from repeated(row.get("attachments", ()), f"{path}.attachments", "filename")
        yield from sheet_errors(value, row, path)


def _known(value: dict[str, Any]) -> dict[str, list[str]]:
    contest = value["contest"]
    formats = [r["code"] for r in contest.get("entry_formats", ())] or [fmt.code for fmt in FORMATS]
    return {
        "theme": [r["code"] for r in contest["themes"]],
        "unit": [r["code"] for r in value["units"]],
        "format": formats,
        "prize": [r["code"] for r in contest["prizes"]],
    }


def _author_errors(row: dict[str, Any], path: str, needed: Asked) -> Errors:
    authors, kind = row["authors"], row["author_kind"]
    if kind == "individual" and len(authors) != 1:
        sentence = _("an individual entry has {count} authors; please leave one, or make it a group.")
        yield ContestFileError(f"{path}.authors", sentence.format(count=len(authors)))
    if kind == "group" and len(authors) == 1:
        sentence = _("a group has one author only; please add the others, or make it an individual entry.")
        yield ContestFileError(f"{path}.authors", sentence)
    chosen = [index for index, author in enumerate(authors) if author.get("is_representative", False)]
    allowed = (0, 1) if kind == "collective" or len(authors) == 1 else (1,)
    if len(chosen) not in allowed:
        sentence = _("the authors have {count} representatives; please mark exactly one.")
        yield ContestFileError(f"{path}.authors", sentence.format(count=len(chosen)))
    in_order = sorted(range(len(authors)), key=lambda index: (authors[index].get("order", index), index))
    stands_for_it = (chosen or in_order)[0]
    for index, author in enumerate(authors):
        besides = needed.of_representative if index == stands_for_it else frozenset()
        yield from _contact_errors(author, f"{path}.authors[{index}]", needed.of_all, besides)
    yield from _order_errors(authors, path)


def _contact_errors(author: dict[str, Any], path: str, of_all: Set[str], besides: Set[str]) -> Errors:
    for key in FIELDS:
        if key in of_all | besides and not (author.get(key) or "").strip():
            sentence = _("the contest asks for it of every author; please add it.")
            if key in besides:
                sentence = _("the author who stands for the entry needs it; please add it.")
            yield ContestFileError(f"{path}.{key}", sentence)


def _order_errors(authors: list[dict[str, Any]], path: str) -> Errors:
    places = Counter(author["order"] for author in authors if "order" in author)
    for index, author in enumerate(authors):
        if places[author.get("order")] > 1:
            sentence = _("{order} is the place of two authors; please number them differently.")
            yield ContestFileError(f"{path}.authors[{index}].order", sentence.format(order=author["order"]))


def _time_errors(row: dict[str, Any], path: str) -> Errors:
    times = [
        ("submitted_at", row["submitted_at"]),
        ("prescreen.decided_at", (row.get("prescreen") or {}).get("decided_at")),
        ("forwarded_at", row.get("forwarded_at")),
    ]
    given = [(key, read) for key, written in times if (read := moment(written)) is not None]
    for (before, earlier), (key, later) in pairwise(given):
        if later < earlier:
            sentence = _("is earlier than {before}; please correct one of them.")
            yield ContestFileError(f"{path}.{key}", sentence.format(before=before))


def _verdict_errors(row: dict[str, Any], units: list[str], path: str) -> Errors:
    reviewer = (row.get("prescreen") or {}).get("reviewed_by_unit")
    if reviewer:
        yield from unknown(reviewer, units, f"{path}.prescreen.reviewed_by_unit")
