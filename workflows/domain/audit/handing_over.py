"""What was paid and handed over after a decision: held against what the trail says of it."""

import json
from typing import Any

from django.utils.translation import gettext as _

from workflows.domain.audit.misfit import Misfit, reading
from workflows.domain.audit.rows import show, stream

_EVENTS = """
SELECT e.id, ev.verb, ev.data FROM workflows_caseevent ev JOIN workflows_entry e ON e.case_id = ev.case_id
WHERE ev.noun = 'entry' AND ev.verb IN ('pay', 'hand_over') AND ev.refused = '' ORDER BY ev.case_id, ev.seq
"""
_PAYMENTS = """
SELECT p.id, a.entry_id, p.amount_vnd, p.state, CAST(p.paid_on AS VARCHAR(10)), p.method
FROM workflows_payment p JOIN workflows_award a ON a.id = p.award_id ORDER BY p.id
"""
_SUMS = """
SELECT a.entry_id, a.money_vnd, COALESCE(SUM(p.amount_vnd), 0)
FROM workflows_award a JOIN workflows_entry e ON e.id = a.entry_id
LEFT JOIN workflows_payment p ON p.award_id = a.id AND p.state IN ('due', 'paid')
WHERE e.state = 'awarded' GROUP BY a.entry_id, a.money_vnd
HAVING COALESCE(SUM(p.amount_vnd), 0) <> a.money_vnd LIMIT 1
"""
_STILL_DUE = """
SELECT a.entry_id FROM workflows_payment p JOIN workflows_award a ON a.id = p.award_id
JOIN workflows_entry e ON e.id = a.entry_id WHERE e.state = 'revoked' AND p.state = 'due' LIMIT 1
"""
_ROWS = """
SELECT a.entry_id, h.certificate_at IS NOT NULL, h.money_at IS NOT NULL
FROM workflows_handingover h JOIN workflows_award a ON a.id = h.award_id
"""
_TICKS = ("certificate", "money")


def check_handing_over() -> None:
    """Find money or certificates that the trail does not know, or knows otherwise."""
    with reading("workflows_payment"):
        told = _Told()
        _check_payments(told)
        _check_sums()
    with reading("workflows_handingover"):
        _check_rows(told)


class _Told:
    """What the trail says of payments and ticks. Awards are few: it all fits."""

    def __init__(self) -> None:
        self.paid: dict[int, tuple[int, int, str, str]] = {}
        self.voided: set[int] = set()
        self.ticked: set[tuple[int, str]] = set()
        for entry, verb, data in stream(_EVENTS):
            (self._pay if verb == "pay" else self._hand_over)(entry, json.loads(data))

    def _pay(self, entry: int, said: dict[str, Any]) -> None:
        if "paid" in said:
            self.paid[said["paid"]] = (entry, said["amount"], said["on"], said["method"])
        elif "voided" in said:
            self.voided.add(said["voided"])

    def _hand_over(self, entry: int, said: dict[str, Any]) -> None:
        self.ticked |= {(entry, what) for what in said.get("ticked", ())}
        self.ticked.discard((entry, said.get("undone", "")))


def _check_payments(told: _Told) -> None:
    for payment, entry, amount, state, paid_on, method in stream(_PAYMENTS):
        stands = (entry, amount, paid_on, method) if paid_on is not None else None
        is_undone = payment in told.voided
        if told.paid.pop(payment, None) != stands or (stands and is_undone != (state == "cancelled")):
            raise Misfit(
                _("Payment %(id)s of entry %(entry)s is not the one that the trail tells of.")
                % {"id": payment, "entry": entry}
            )
    for payment in told.paid:
        raise Misfit(_("Payment %(id)s, of which the trail tells, is missing.") % {"id": show(payment)})


def _check_sums() -> None:
    for entry, money, listed in stream(_SUMS):
        raise Misfit(
            _("The award of entry %(entry)s is %(money)s đồng, its payments add up to %(sum)s.")
            % {"entry": entry, "money": show(money), "sum": show(int(listed))}
        )
    for (entry,) in stream(_STILL_DUE):
        raise Misfit(_("The award of entry %(entry)s is revoked, but money is still due.") % {"entry": entry})


def _check_rows(told: _Told) -> None:
    for entry, *ticks in stream(_ROWS):
        for what, stands in zip(_TICKS, ticks, strict=True):
            if ((entry, what) in told.ticked) != bool(stands):
                raise Misfit(
                    _("What was handed over for entry %(entry)s is not what the trail tells.")
                    % {"entry": entry}
                )
            told.ticked.discard((entry, what))
    for entry, what in sorted(told.ticked):
        if what in _TICKS:
            raise Misfit(
                _("What was handed over for entry %(entry)s is not what the trail tells.") % {"entry": entry}
            )
