"""Worlds of which papers are made, and each paper made of one."""

from reports.documents.correction_wording import Change
from reports.records import (
    award_decision,
    correction,
    jury_minutes,
    participation_report,
    proposal,
    recall,
    recognition,
    results_notice,
    revocation,
)
from tests.factories import make_document, make_entry, set_round
from workflows.models import (
    Award,
    Contest,
    Document,
    Round,
)


def fresh(model, row):
    """Return the row with nothing of it read before."""
    return model.objects.get(pk=row.pk)


def awarded(world, number, **fields):
    entries = [make_entry(world, "awarded", **fields) for _ in range(number)]
    set_round(world, "decided")
    return entries


def the_proposal(world):
    return make_document(world, "issued", kind="proposal", number=3)


def the_decision(world):
    return world.round.documents.get(kind="decision")


def built(kind, world):
    """Return the record of a kind, read from the database anew."""
    round_ = fresh(Round, world.round)
    contest = fresh(Contest, world.contest)
    papers = {paper.kind: paper for paper in Document.objects.filter(contest=contest)}
    decision = papers["decision"]
    builders = {
        "award_decision": lambda: award_decision.build_record(round_, papers["proposal"]),
        "recognition": lambda: recognition.build_record(round_, papers["proposal"]),
        "proposal": lambda: proposal.build_record(round_),
        "jury_minutes": lambda: jury_minutes.build_record(round_),
        "results_notice": lambda: results_notice.build_record(round_, decision),
        "participation_report": lambda: participation_report.build_record(contest),
        "correction": lambda: correction.build_record(
            decision, [Change(where="tại Điều 1", printed="a", correct="b")]
        ),
        "recall": lambda: recall.build_record(decision, reason="sai thẩm quyền"),
        "revocation": lambda: revocation.build_record(decision, _awards(decision), ground="a"),
    }
    return builders[kind]


def _awards(decision):
    return [Award(pk=pk) for pk in Award.objects.filter(decision=decision).values_list("pk", flat=True)]


QUERIES = {
    "award_decision": 8,
    "recognition": 8,
    "proposal": 11,
    "jury_minutes": 8,
    "results_notice": 7,
    "participation_report": 8,
    "correction": 5,
    "recall": 4,
    "revocation": 7,
}
