"""The viewflow process of a case: which list or round or entry it is about."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from viewflow.workflow.models import Process

from workflows.models.gated import CaseSubject

_ARTIFACT = Process._meta.get_field("artifact")


class CaseProcess(Process):
    """A process whose artifact is an entry, a unit's list or a round. No table of its own."""

    class Meta:
        proxy = True

    @property
    def subject(self) -> Any:
        """The entry, list or round that the process moves."""
        known = _ARTIFACT.get_cached_value(self, default=None)
        if known is None and self.artifact_content_type_id is not None:
            kind = ContentType.objects.get_for_id(self.artifact_content_type_id).model_class()
            assert kind is not None
            assert issubclass(kind, CaseSubject)
            known = kind.read(self.artifact_object_id)
            self.knows(known)
        return known

    def knows(self, subject: Any) -> None:
        """Let the process work with this copy of its subject."""
        _ARTIFACT.set_cached_value(self, subject)
