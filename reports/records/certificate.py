"""The certificates of a decision, read from the models: for each award that stands one, or a group's."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.documents.certificate import MEMBER, CertificateRecord, certificates_of
from reports.records import deciders, parts
from workflows.domain import outputs
from workflows.models import Award, Document, EntryAuthor


def build_records(
    decision: Document, *, per: str = MEMBER, form: str = "", golden_book: str | None = None
) -> list[CertificateRecord]:
    """Return the certificates of ``decision`` in order of rank; revoked awards have none.

    ``per`` is what a group gets (``member``, ``group`` or ``both``); without ``form`` the sheet is that
    of who takes the decision. The decision comes with its contest, organizer and standing unit; three
    queries besides, however many awards.
    """
    return list(_certificates(decision, outputs.standing_awards(decision), per, form, golden_book))


def build_record(decision: Document, award: Award, author: EntryAuthor | None) -> CertificateRecord:
    """Return the one certificate of an award that ``author`` receives; ``None`` is the whole."""
    per = decision.contest.certificate_per
    sheets = certificates_of(
        winner=parts.winner_of(award.entry), per=per, prize=award.prize.name, **_common(decision, "")
    )
    found = zip(outputs.recipients(award.entry, per), sheets, strict=True)
    return next(sheet for recipient, sheet in found if recipient == author)


def _certificates(
    decision: Document, awards: Iterable[Award], per: str, form: str, golden_book: str | None
) -> Iterator[CertificateRecord]:
    common = _common(decision, form) | {"golden_book": golden_book}
    for award in awards:
        yield from certificates_of(
            winner=parts.winner_of(award.entry), per=per, prize=award.prize.name, **common
        )


def _common(decision: Document, form: str) -> dict[str, Any]:
    """Return what all share: who took the decision gives the certificate and signs it."""
    contest, who = decision.contest, deciders.decider_of(decision)
    return {
        "issuer": who.name,
        "form": form or who.award,
        "contest_title": contest.title,
        "place": contest.place_name,
        "symbol": decision.type_symbol,
        "signer": who.signer,
        "number": decision.number,
        "day": decision.issued_on,
    }
