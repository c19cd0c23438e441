"""The award decision of a round again, in place of one that was issued with an error of content."""

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.replacement_wording import replacing
from reports.records import award_decision, deciders
from workflows.models import Document, Round


def build_record(round_: Round, proposal: Document, replaced: Document) -> AwardDecisionRecord:
    """Return the decision by today's data; its last article says that it replaces ``replaced``."""
    return replacing(award_decision.build_record(round_, proposal), deciders.cited_as(replaced))
