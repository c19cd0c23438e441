"""Prize money as the accountant reads it: award by award, with its payments, against the decisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from workflows.domain import award_facts, dues
from workflows.models import Award, Contest, HandingOver, Payment

MOST_AWARDS = 1000


@dataclass(frozen=True)
class Line:
    """An award with what is to be said of its money; sums in đồng."""

    award: Award
    names: str
    payments: list[Payment]
    paid: int
    due: int
    to_recover: int
    ticked: HandingOver | None

    @property
    def shown(self) -> str:
        """Under which choice of the filter the line falls."""
        if self.to_recover:
            return "recover"
        if self.award.is_revoked:
            return ""
        return "due" if self.due else "paid"

    @property
    def counted(self) -> int:
        """What the line adds to the total: nothing once the award is revoked."""
        return 0 if self.award.is_revoked else self.award.money_vnd


def awards(contests: "QuerySet[Contest]") -> "QuerySet[Award]":
    """Return every award of the contests with its money, by contest and rank; three queries."""
    related = ("entry__contest", "entry__unit", "prize", "decision", "handing_over")
    return (
        Award.objects.filter(entry__contest__in=contests)
        .select_related(*related)
        .prefetch_related("entry__authors", "payments")
        .order_by("-entry__contest_id", "rank")
    )


def line_of(award: Award) -> Line:
    """Return the award as a line; it comes from :func:`awards`."""
    ticked = getattr(award, "handing_over", None)
    return Line(
        award=award,
        names=", ".join(award_facts.names_of(award.entry)),
        payments=dues.live(award),
        paid=dues.paid(award),
        due=dues.due(award),
        to_recover=dues.to_recover(award),
        ticked=ticked if ticked is not None and ticked.money_at is not None else None,
    )


def totals(lines: Iterable[Line]) -> dict[str, int]:
    """Return the sums of the lines in đồng."""
    found = list(lines)
    return {
        "total": sum(line.counted for line in found),
        "paid": sum(line.paid for line in found if not line.award.is_revoked),
        "due": sum(line.due for line in found),
        "to_recover": sum(line.to_recover for line in found),
    }
