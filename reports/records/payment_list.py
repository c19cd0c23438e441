"""The payment list of a decision, read from the models."""

from reports.documents.payment_list import Awarded, PaymentListRecord, compose_payment_list
from reports.documents.wording import head_of_body, issuer_lines
from reports.records import parts
from workflows.models import Award, Document
from workflows.roles import Role


def build_record(decision: Document) -> PaymentListRecord:
    """Return the list of the decision's awards in order of rank, undated; revoked ones only in a note.

    The decision comes with its contest and organizer; four queries, however many awards.
    """
    contest = decision.contest
    organizer = parts.organizer_of(contest)
    accountant = parts.holders(contest).get(Role.ACCOUNTANT)
    awards = decision.awards.select_related("entry", "prize").prefetch_related("entry__authors")
    return compose_payment_list(
        parent_body=organizer.parent_body,
        issuing_body=issuer_lines(organizer.name, organizer.short),
        place=organizer.place_name,
        contest_title=contest.title,
        decision_number=decision.full_number or None,
        decided_on=decision.issued_on,
        decided_by=head_of_body(organizer),
        awards=[_awarded(award) for award in awards.order_by("rank")],
        accountant=accountant.get_full_name() if accountant else "",
        head=parts.signer_of(contest),
    )


def _awarded(award: Award) -> Awarded:
    winner, unit = parts.winner_of(award.entry), award.entry.unit_name
    return Awarded(
        kind=winner.kind,
        people=winner.people,
        # a unit that has won itself is named once
        unit="" if winner.people[0].name == unit else unit,
        prize=award.prize.name,
        money=award.money_vnd,
        is_revoked=award.is_revoked,
    )
