"""Opening a paper: its draft and its process, together."""

from typing import Any

from workflows.domain import further_papers
from workflows.domain.transition import unit_of_work
from workflows.flows import steering
from workflows.models import Document


def open_paper(**wanted: Any) -> Document:
    """See :func:`workflows.domain.further_papers.open_paper`; the paper's process starts with it."""
    return _started(further_papers.open_paper, wanted)


def open_further(**wanted: Any) -> Document:
    """See :func:`workflows.domain.further_papers.open_further`; the paper's process starts with it."""
    return _started(further_papers.open_further, wanted)


def open_revocation(**wanted: Any) -> Document:
    """See :func:`workflows.domain.further_papers.open_revocation`; the paper's process starts with it."""
    return _started(further_papers.open_revocation, wanted)


def _started(opening: Any, wanted: dict[str, Any]) -> Document:
    with unit_of_work():
        document: Document = opening(**wanted)
        if not document.is_given_out:
            steering.start_paper_process(document)
        return document
