"""Opening a case: the row that carries the trail of an entry, a contest or a document."""

from workflows.models import Case
from workflows.models.case import CaseKind


def open_case(kind: CaseKind) -> Case:
    """Return a new case without events."""
    return Case.objects.create(kind=kind)
