"""The decision of a body or committee that recognises the result and gives the prizes.

It looks as the award decision does; the head of an administration gives a *giấy khen*, a body or a
committee a certificate, so the words differ: ``recognition_wording.compose_recognition``.
"""

from dataclasses import dataclass
from typing import ClassVar

from reports.documents.award_decision import AwardDecisionRecord


@dataclass(frozen=True, kw_only=True)
class RecognitionRecord(AwardDecisionRecord):
    """A decision that recognises the result, with the list of prizes as its annex."""

    KIND: ClassVar[str] = "recognition"
