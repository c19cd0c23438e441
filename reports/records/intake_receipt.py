"""The receipt for a unit's list, read from the models."""

from reports.documents.intake_receipt import EntryRow, IntakeReceiptRecord, compose_intake_receipt
from reports.records import parts
from workflows.domain import windows
from workflows.models import ForwardingBatch, User


def build_record(batch: ForwardingBatch) -> IntakeReceiptRecord:
    """Return the receipt of a list that has been taken in; ``ValueError`` for one that has not.

    The entries are those that were taken in, in order of their codes. The list comes with its contest,
    unit and people; two queries besides, three where days off move the deadline.
    """
    if batch.forwarded_at is None or batch.received_at is None:
        raise ValueError(f"list {batch.pk} has not been taken in")
    contest = batch.contest
    due = windows.unit_deadline(contest, batch.unit_id)
    entries = batch.entries.filter(received_at__isnull=False).order_by("code")
    return compose_intake_receipt(
        parent_body=contest.organizer_name,
        committee=parts.committee_of(contest),
        place=contest.place_name,
        contest_title=contest.title,
        unit=batch.unit.name,
        ordinal=batch.ordinal,
        sent_at=batch.forwarded_at,
        received_at=batch.received_at,
        due=due.last_valid_minute,
        in_time=due.is_open(batch.forwarded_at),
        entries=[EntryRow(code=entry.code or "", title=entry.title) for entry in entries],
        giver=_name(batch.forwarded_by),
        taker=_name(batch.received_by),
    )


def _name(user: User | None) -> str:
    return user.get_full_name() if user else ""
