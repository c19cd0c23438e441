"""The certificates of a decision, read from the models: for each award that stands one, or a group's."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.documents.certificate import MEMBER, CertificateRecord, certificates_of
from reports.documents.wording import head_of_body, words_of
from reports.records import parts
from workflows.models import Award, Document
from workflows.states import EntryState


def build_records(
    decision: Document, *, per: str = MEMBER, form: str = "", golden_book: str | None = None
) -> list[CertificateRecord]:
    """Return the certificates of ``decision`` in order of rank; revoked awards have none.

    ``per`` is what a group gets (``member``, ``group`` or ``both``); without ``form`` the sheet is the one
    that the organizer's level gives. The decision comes with its contest and organizer; three queries
    besides, however many awards.
    """
    return list(_certificates(decision, standing_awards(decision), per, form, golden_book))


def standing_awards(decision: Document) -> Iterable[Award]:
    """Return the awards of a decision that were not taken back, with their entries and authors."""
    awards = decision.awards.exclude(entry__state=EntryState.REVOKED).select_related("entry", "prize")
    return awards.prefetch_related("entry__authors").order_by("rank")


def _certificates(
    decision: Document, awards: Iterable[Award], per: str, form: str, golden_book: str | None
) -> Iterator[CertificateRecord]:
    common = _common(decision, form) | {"golden_book": golden_book}
    for award in awards:
        yield from certificates_of(
            winner=parts.winner_of(award.entry), per=per, prize=award.prize.name, **common
        )


def _common(decision: Document, form: str) -> dict[str, Any]:
    contest = decision.contest
    organizer = parts.organizer_of(contest)
    return {
        "issuer": head_of_body(organizer),
        "form": form or words_of(organizer).award,
        "contest_title": contest.title,
        "place": contest.place_name,
        "symbol": organizer.symbol,
        "signer": parts.signer_of(contest),
        "number": decision.number,
        "day": decision.issued_on,
    }
