"""The decision that recalls an issued paper (*thu hồi văn bản*; Decree 30/2020, art. 18)."""

from dataclasses import dataclass
from typing import ClassVar

from reports.documents.parts import Decision


@dataclass(frozen=True, kw_only=True)
class RecallRecord(Decision):
    """A decision by which a paper no longer counts."""

    KIND: ClassVar[str] = "recall"
