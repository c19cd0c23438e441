"""Publishing the results: a separate act after the decision; nothing leaks before it."""

from workflows import clock
from workflows.domain import delivery, notices, sealing
from workflows.domain.actors import Actor
from workflows.domain.transition import perform, unit_of_work
from workflows.models import Round
from workflows.models.notice import NoticeKind
from workflows.models.paper_kinds import DocumentKind
from workflows.states import DocumentState, EntryState
from workflows.verbs import Verb

PUBLIC = (DocumentKind.DECISION, DocumentKind.NOTICE)
"""Papers that become public with the results."""


def publish_results_round(*, round_: Round, actor: Actor, expected_version: int | None = None) -> Round:
    """Publish the results of the round: the decision, every entry, and a notice to every author."""
    with unit_of_work():
        moment = clock.now()
        published = perform(
            Verb.PUBLISH_RESULTS,
            round_,
            actor=actor,
            expected_version=expected_version,
            at=moment,
        )
        known = [DocumentState.ISSUED, DocumentState.CORRECTED]
        for paper in round_.documents.filter(kind__in=PUBLIC, state__in=known, published_at=None):
            perform(Verb.PUBLISH_RESULTS, paper, actor=actor, at=moment)
        decided = round_.entries.filter(state__in=[EntryState.AWARDED, EntryState.NOT_AWARDED])
        for entry in decided.order_by("case_id"):
            told = perform(Verb.PUBLISH_RESULTS, entry, actor=actor, at=moment)
            notices.tell_author(told, NoticeKind.RESULTS)
        delivery.deliver_after_publication(round_=published, actor=actor)
        sealing.seal_after_commit("publish_results")
        return published
