"""What a unit's own papers take from the unit: its head and number, who signs, who its authors are."""

from typing import Any

from reports.documents.parts import Signer, on_behalf_of
from reports.documents.receipts import authors_line
from reports.documents.wording import issuer_lines
from reports.records import parts
from workflows.models import Entry, ForwardingBatch, OrganisationUnit, User
from workflows.models.organisation import SigningRegime


def letterhead(unit: OrganisationUnit) -> dict[str, Any]:
    """Return the lines of the head: the body above, the unit itself."""
    above = unit.parent.name if unit.parent else unit.superior_name
    return {
        "parent_body": above.upper() or None,
        "issuing_body": issuer_lines(unit.name, unit.short_name or unit.name),
    }


def symbol_of(unit: OrganisationUnit) -> str:
    """Return what stands for the unit in the number of its papers."""
    return unit.symbol or parts.abbreviation_of(unit)


def place_of(unit: OrganisationUnit, batch: ForwardingBatch) -> str:
    """Return the unit's place, else the organizer's."""
    return unit.place_name or batch.contest.place_name


def head_signer(unit: OrganisationUnit, person: User | None) -> Signer:
    """Return the head of the unit, as the person who acted for it; ``TM.`` where a collective decides."""
    name = person.get_full_name() if person else ""
    signer = Signer(position=(unit.head_title or "Thủ trưởng").upper(), full_name=name)
    if unit.signing_regime == SigningRegime.COLLECTIVE:
        return on_behalf_of(letterhead(unit)["issuing_body"][0], signer)
    return signer


def authors_of(entry: Entry) -> str:
    """Return the authors in one line, the representative first."""
    return authors_line([person.name for person in parts.winner_of(entry).people])
