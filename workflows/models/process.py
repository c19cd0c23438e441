"""The viewflow process of a case: which list or round or entry it is about."""

from typing import Any

from viewflow.workflow.models import Process


class CaseProcess(Process):
    """A process whose artifact is an entry, a unit's list or a round. No table of its own."""

    class Meta:
        proxy = True

    @property
    def subject(self) -> Any:
        """The entry, list or round that the process moves."""
        return self.artifact
