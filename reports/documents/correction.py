"""The official letter (*công văn*) that corrects errors of form in an issued paper.

Only errors of form and of procedure are corrected so; an error of content needs a new paper of the same
kind (Decree 30/2020, art. 18).
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from reports.documents.parts import Paper, head_context


@dataclass(frozen=True, kw_only=True)
class CorrectionRecord(Paper):
    """A letter has no name of its type; ``concerning`` stands under its number as ``V/v …``."""

    KIND: ClassVar[str] = "correction"

    concerning: str
    addressees: tuple[str, ...]
    paragraphs: tuple[str, ...]


def page_context(record: CorrectionRecord) -> dict[str, Any]:
    """Return what the template prints."""
    concerning = f"V/v {record.concerning}"
    return head_context(record) | {"title": f"Công văn {concerning}", "concerning": concerning}
