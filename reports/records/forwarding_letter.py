"""The letter with which a unit sends its list, read from the models."""

from reports.documents.forwarding_letter import (
    Forwarded,
    ForwardingLetterRecord,
    compose_forwarding_letter,
)
from reports.documents.wording import cited
from reports.records import parts, unit_parts
from workflows.models import ContestUnit, Entry, ForwardingBatch


def build_record(batch: ForwardingBatch) -> ForwardingLetterRecord:
    """Return the letter of a confirmed list, without number and date; entries in order of their codes.

    The list comes with its contest (standing unit), unit (parent) and people; three queries besides,
    however many entries. Entries that were turned down at receipt are no longer in the list.
    """
    contest, unit = batch.contest, batch.unit
    row = ContestUnit.objects.filter(contest=contest, unit=unit).first()
    entries = batch.entries.select_related("theme").prefetch_related("authors").order_by("code")
    return compose_forwarding_letter(
        **unit_parts.letterhead(unit),
        unit=unit.name,
        place=unit_parts.place_of(unit, batch),
        symbol=unit_parts.symbol_of(unit),
        contest_title=contest.title,
        committee=parts.committee_of(contest),
        through=contest.standing_unit.name if contest.standing_unit else "",
        plan=cited(parts.plan_of(contest)) if contest.plan_number else "",
        contact=row.contact if row else "",
        entries=[_forwarded(entry) for entry in entries],
        signer=unit_parts.head_signer(unit, batch.forwarded_by or batch.confirmed_by),
    )


def _forwarded(entry: Entry) -> Forwarded:
    return Forwarded(
        code=entry.code or "",
        title=entry.title,
        authors=unit_parts.authors_of(entry),
        theme=entry.theme.name if entry.theme else "",
    )
