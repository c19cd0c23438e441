"""Publishing the results: a separate act after the decision; nothing leaks before it."""

from workflows import clock
from workflows.domain import notices, sealing
from workflows.domain.actors import Actor
from workflows.domain.transition import perform, unit_of_work
from workflows.models import Round
from workflows.models.document import DocumentKind
from workflows.models.notice import NoticeKind
from workflows.states import DocumentState, EntryState
from workflows.verbs import Verb


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
        for decision in round_.documents.filter(kind=DocumentKind.DECISION, state=DocumentState.ISSUED):
            perform(Verb.PUBLISH_RESULTS, decision, actor=actor, at=moment)
        decided = round_.entries.filter(state__in=[EntryState.AWARDED, EntryState.NOT_AWARDED])
        for entry in decided.order_by("case_id"):
            told = perform(Verb.PUBLISH_RESULTS, entry, actor=actor, at=moment)
            notices.tell_author(told, NoticeKind.RESULTS)
        sealing.seal_after_commit("publish_results")
        return published
