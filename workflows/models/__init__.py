"""Fields, constraints and thin transitions of the case."""

from workflows.models.attachment import Attachment
from workflows.models.author import EntryAuthor
from workflows.models.award import Award, RankingRow, TieVote
from workflows.models.batch import ForwardingBatch
from workflows.models.case import Case, CaseEvent, Checkpoint, EventNote
from workflows.models.contest import (
    ChecklistItem,
    Contest,
    ContestUnit,
    Criterion,
    Prize,
    Signer,
    Theme,
    TieBreakRule,
)
from workflows.models.deadline import Deadline, DeadlineExtension, Holiday, UnitAuthorDeadline
from workflows.models.delivery import Delivery
from workflows.models.document import Document, DocumentVersion
from workflows.models.entry import Entry
from workflows.models.handing_over import Ceremony, HandingOver, Payment
from workflows.models.installation import Installation
from workflows.models.job import Job, JobBatch, JobWorker
from workflows.models.membership import Invitation, Membership
from workflows.models.notice import Notice
from workflows.models.organisation import OrganisationUnit, UnitSuccession
from workflows.models.person import User
from workflows.models.prescreening import Prescreening
from workflows.models.process import CaseProcess
from workflows.models.register import RegisterBook, RegisterRow
from workflows.models.round import Round
from workflows.models.scoresheet import Assignment, Judge, Score, Scoresheet
from workflows.models.spelling import SpellingCheck
from workflows.models.workitem import WorkItem

__all__ = [
    "Assignment",
    "Attachment",
    "Award",
    "Case",
    "CaseEvent",
    "CaseProcess",
    "Ceremony",
    "ChecklistItem",
    "Checkpoint",
    "Contest",
    "ContestUnit",
    "Criterion",
    "Deadline",
    "DeadlineExtension",
    "Delivery",
    "Document",
    "DocumentVersion",
    "Entry",
    "EntryAuthor",
    "EventNote",
    "ForwardingBatch",
    "HandingOver",
    "Holiday",
    "Installation",
    "Invitation",
    "Job",
    "JobBatch",
    "JobWorker",
    "Judge",
    "Membership",
    "Notice",
    "OrganisationUnit",
    "Payment",
    "Prescreening",
    "Prize",
    "RankingRow",
    "RegisterBook",
    "RegisterRow",
    "Round",
    "Score",
    "Scoresheet",
    "Signer",
    "SpellingCheck",
    "Theme",
    "TieBreakRule",
    "TieVote",
    "UnitAuthorDeadline",
    "UnitSuccession",
    "User",
    "WorkItem",
]
