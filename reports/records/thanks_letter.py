"""The letters of thanks of a round, read from the models: for entries that were judged and won nothing."""

from collections.abc import Iterable
from typing import Any

from reports.documents.thanks_letter import ThanksLetterRecord, compose_thanks_letter
from reports.documents.wording import initials
from reports.records import parts
from workflows.models import Contest, Entry, Round
from workflows.states import EntryState


def build_record(entry: Entry) -> ThanksLetterRecord:
    """Return the letter to the authors of one entry, undated."""
    return _letter(entry, _common(entry.contest))


def build_records(round_: Round) -> list[ThanksLetterRecord]:
    """Return the letters of a round in order of entry codes.

    The round comes with its contest and organizer; three queries besides, however many entries.
    """
    common = _common(round_.contest)
    return [_letter(entry, common) for entry in without_prize(round_)]


def without_prize(round_: Round) -> Iterable[Entry]:
    """Return the entries of a round that were judged and won nothing, with their authors."""
    entries = round_.entries.filter(state=EntryState.NOT_AWARDED)
    return entries.prefetch_related("authors").order_by("code", "pk")


def _common(contest: Contest) -> dict[str, Any]:
    return {
        "organizer": parts.organizer_of(contest),
        "committee": parts.committee_of(contest),
        "jury": contest.jury_name,
        "contest_title": contest.title,
        "signer": parts.committee_signer(contest, parts.holders(contest)),
        "drafter": initials(contest.committee_name),
    }


def _letter(entry: Entry, common: dict[str, Any]) -> ThanksLetterRecord:
    return compose_thanks_letter(author=parts.winner_of(entry), entry_code=entry.code or "", **common)
