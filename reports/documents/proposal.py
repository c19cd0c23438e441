"""The proposal (*Tờ trình*) by which the standing unit asks the competent person to award the prizes."""

from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Paper, attached_to, head_context, points
from reports.documents.prize_list import Annex, list_context


@dataclass(frozen=True, kw_only=True)
class ProposalRecord(Paper):
    """A proposal with the list of proposed prizes as its annex.

    Each of ``chapters`` is a numbered part: its heading, then its paragraphs. ``enclosures`` are the
    papers handed over with it; ``closing`` ends the text.
    """

    KIND: ClassVar[str] = "proposal"

    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    opening: str
    chapters: tuple[tuple[str, ...], ...]
    enclosures: tuple[str, ...]
    closing: str
    annex: Annex


def page_context(record: ProposalRecord) -> dict[str, Any]:
    """Return what the template prints: the record and the lines that follow from it."""
    tie = attached_to(record, "Tờ trình", record.annex.decided_by)
    title = f"Tờ trình {record.subject[:1].lower()}{record.subject[1:]}"
    return (
        head_context(record)
        | list_context(record.annex)
        | {"title": title, "attached_to": tie, "enclosures": points(record.enclosures)}
    )
