"""The author's receipt, read from the models."""

from reports.documents.submission_receipt import (
    Received,
    SubmissionReceiptRecord,
    compose_submission_receipt,
)
from reports.records import parts
from workflows.models import Attachment, Entry


def build_record(entry: Entry) -> SubmissionReceiptRecord:
    """Return the receipt of an entry that has been handed in; ``ValueError`` for one that has not.

    The entry comes with its contest; two queries besides.
    """
    if entry.submitted_at is None:
        raise ValueError(f"entry {entry.pk} has not been handed in")
    contest = entry.contest
    return compose_submission_receipt(
        parent_body=contest.organizer_name,
        committee=parts.committee_of(contest),
        place=contest.place_name,
        contest_title=contest.title,
        entry_code=entry.code or "",
        entry_title=entry.title,
        authors=[person.name for person in parts.winner_of(entry).people],
        unit=entry.unit_name,
        submitted_by=_submitted_by(entry),
        received_at=entry.submitted_at,
        files=[_received(item) for item in entry.attachments.all()],
        contact=contest.contact,
    )


def _submitted_by(entry: Entry) -> str:
    return "" if entry.entered_by_id == entry.owner_id else entry.entered_by.get_full_name()


def _received(item: Attachment) -> Received:
    return Received(name=item.filename, size=item.size, sha256=item.sha256, link=item.link)
