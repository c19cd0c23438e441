"""The running order of a ceremony as it is read aloud and ticked off."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.domain import award_facts, dues
from workflows.models import Ceremony, HandingOver
from workflows.vietnamese.fold import fold


@dataclass(frozen=True)
class Row:
    """One award: who comes to the stage, and what has been received. ``is_paid`` is what the books say."""

    row: HandingOver
    names: str
    is_paid: bool

    @property
    def has_money(self) -> bool:
        """Say whether there is money to be handed over at all."""
        return self.row.award.money_vnd > 0

    @property
    def money_is_done(self) -> bool:
        """Say whether the money was handed over at the ceremony, or paid before or after it."""
        return self.row.money_at is not None or self.is_paid

    @property
    def is_done(self) -> bool:
        """Say whether nothing is left to be handed over."""
        return self.row.certificate_at is not None and self.money_is_done

    @property
    def is_revoked(self) -> bool:
        """Say whether the award has been taken back: nothing is handed over for it."""
        return self.row.award.is_revoked


def rows_of(ceremony: Ceremony) -> list[Row]:
    """Return the running order; three queries, however many rows."""
    found = (
        HandingOver.objects.filter(ceremony=ceremony)
        .select_related("award__entry", "award__prize", "certificate_by", "money_by")
        .prefetch_related("award__entry__authors", "award__payments")
        .order_by("order")
    )
    return [
        Row(
            row=row,
            names=", ".join(award_facts.names_of(row.award.entry)),
            is_paid=dues.paid(row.award) == row.award.money_vnd,
        )
        for row in found
    ]


def matching(rows: Iterable[Row], search: str) -> list[Row]:
    """Return the rows in which every word of ``search`` occurs, accents or not: names, title, unit, prize."""
    words = fold(search).split()
    return [row for row in rows if all(word in _key(row) for word in words)]


def _key(row: Row) -> str:
    entry = row.row.award.entry
    return fold(f"{row.names} {entry.title} {entry.unit_name} {row.row.award.prize}")


def progress(rows: Iterable[Row]) -> tuple[int, int]:
    """Return how many winners have received everything, of how many."""
    counted = [row.is_done for row in rows if not row.is_revoked]
    return sum(counted), len(counted)
