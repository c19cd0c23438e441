"""The letter that corrects an issued paper, read from the models."""

import dataclasses
from collections.abc import Sequence

from reports.documents.correction import CorrectionRecord
from reports.documents.correction_wording import Change, compose_correction
from reports.documents.wording import contest_name
from reports.records import deciders, parts
from workflows.models import Document


def build_record(document: Document, changes: Sequence[Change]) -> CorrectionRecord:
    """Return the letter by which the body that issued ``document`` corrects its form.

    Raises ``ValueError`` when there is no change.
    """
    contest = document.contest
    standing = parts.standing_unit(contest)
    own = document.body == standing and standing != contest.organizer
    if own:
        signer = parts.unit_head_signer(contest, parts.holders(contest))
        issuer = dataclasses.replace(parts.unit_issuer(contest, "CV"), symbol=parts.symbol_of(standing))
    else:
        who = deciders.body(contest)
        signer = who.signer
        symbol = f"{parts.symbol_of(contest.organizer)}-{parts.symbol_of(standing)}"
        issuer = dataclasses.replace(who.issuer, symbol=symbol)
    return compose_correction(
        issuer=issuer,
        paper=deciders.cited_as(document),
        paper_subject=deciders.about(document),
        changes=changes,
        addressees=(f"Các cơ quan, đơn vị tham gia {contest_name(contest.title)}",),
        signer=signer,
        drafter=parts.abbreviation_of(standing),
    )
