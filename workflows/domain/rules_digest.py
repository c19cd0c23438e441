"""By which rules was scored: one digest of all that a mean, a rank and a pass depend on."""

import hashlib
from decimal import Decimal
from typing import Any

from workflows.domain.trail import canonical
from workflows.models import Contest

_CONTEST = ("rules_version", "max_total", "pass_mean", "min_sheets")
_CRITERION = ("code", "name", "max_points", "min_points", "step", "weight")


def rules_digest(contest_id: int) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of the contest's scoring rules as they are stored."""
    return hashlib.sha256(canonical(_rules(contest_id)).encode()).hexdigest()


def _rules(contest_id: int) -> dict[str, Any]:
    contest = Contest.objects.get(pk=contest_id)
    return {
        **{name: _plain(getattr(contest, name)) for name in _CONTEST},
        "criteria": [
            {name: _plain(getattr(criterion, name)) for name in _CRITERION}
            for criterion in contest.criteria.all()
        ],
        "tie_break": [
            [rule.order, rule.criterion.code if rule.criterion else None]
            for rule in contest.tie_break.select_related("criterion")
        ],
    }


def _plain(value: Any) -> Any:
    """A decimal without the zeros that one database adds and another leaves out."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
