"""What is due for an award: opened by the decision, cancelled with the award, held against the decision."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import award_facts
from workflows.domain.actors import Actor
from workflows.models import Award, Document, Entry, EntryAuthor, Payment
from workflows.models.handing_over import LIVE, PaymentState
from workflows.states import EntryState
from workflows.vietnamese.characters import printed
from workflows.vietnamese.money import format_dong


def open_due(award: Award) -> None:
    """Let the award's money fall due: the whole, to the representative or the collective."""
    if award.money_vnd:
        author = payee_of(award.entry)
        name = _name(award.entry, author)
        Payment.objects.create(award=award, author=author, payee=name, amount_vnd=award.money_vnd)


def _name(entry: Entry, author: EntryAuthor | None) -> str:
    return printed(author.full_name if author else entry.collective_name or entry.unit_name)


def rename_due(entry: Entry) -> None:
    """Let what is still due follow a name that was put right; what has been paid stays as signed for."""
    due = Payment.objects.filter(award__entry=entry, state=PaymentState.DUE)
    for payment in due.select_related("author"):
        payment.payee = _name(entry, payment.author)
        payment.save(update_fields=["payee"])


def payee_of(entry: Entry) -> EntryAuthor | None:
    """Return who takes the money for all: the representative; ``None`` for a collective."""
    if entry.author_kind == "collective":
        return None
    return entry.authors.order_by("-is_representative", "order", "pk").first()


def cancel_due(*, entry: Entry, actor: Actor, reason: str) -> None:
    """Cancel what is still due for the entry's award; what has been paid is to be recovered."""
    Payment.objects.filter(award__entry=entry, state=PaymentState.DUE).update(
        state=PaymentState.CANCELLED,
        voided_at=clock.now(),
        voided_by=actor.user,
        voided_reason=reason,
    )


def live(award: Award) -> list[Payment]:
    """Return the award's payments that count; no query where they were prefetched."""
    return [payment for payment in award.payments.all() if payment.state in LIVE]


def paid(award: Award) -> int:
    """Return what has been paid for the award, in đồng."""
    return sum(payment.amount_vnd for payment in award.payments.all() if payment.is_paid)


def due(award: Award) -> int:
    """Return what is still to be paid for the award, in đồng: nothing once it is revoked."""
    if award.is_revoked:
        return 0
    return sum(payment.amount_vnd for payment in award.payments.all() if payment.is_due)


def to_recover(award: Award) -> int:
    """Return what has been paid for an award that was then revoked, in đồng."""
    return paid(award) if award.is_revoked else 0


def handed_over_on(award: Award) -> date | None:
    """Return the day on which the last of certificate and money reached the winner, ``None`` before."""
    row = getattr(award, "handing_over", None)
    if row is None or row.certificate_at is None or paid(award) != award.money_vnd:
        return None
    days = [payment.paid_on for payment in award.payments.all() if payment.is_paid and payment.paid_on]
    return max([clock.local(row.certificate_at).date(), *days])


@dataclass
class Balance:
    """What a decision gives and what the payments say, in đồng.

    Attributes:
        awarded: by the awards that stand.
        named: by the list that the decision prints, of the same awards; ``None`` where it names no money.
        differences: what does not agree, a sentence each.
    """

    decision: Document
    awards: int = 0
    awarded: int = 0
    named: int | None = None
    paid: int = 0
    due: int = 0
    to_recover: int = 0
    differences: list[str] = field(default_factory=list)


def reconcile(awards: Iterable[Award]) -> list[Balance]:
    """Hold the payments of the awards against the decisions that gave them, by decision; no query.

    The awards come with entry, decision and payments.
    """
    found: dict[int, Balance] = {}
    revoked: dict[int, int] = {}
    for award in awards:
        balance = found.setdefault(award.decision_id, Balance(award.decision))
        balance.to_recover += to_recover(award)
        if award.entry.state == EntryState.REVOKED:
            revoked[award.decision_id] = revoked.get(award.decision_id, 0) + award.money_vnd
            continue
        balance.awards += 1
        balance.awarded += award.money_vnd
        balance.paid += paid(award)
        balance.due += due(award)
        _compare(award, balance)
    for key, balance in found.items():
        _compare_decision(balance, revoked.get(key, 0))
    return list(found.values())


def _compare(award: Award, balance: Balance) -> None:
    listed = paid(award) + due(award)
    if listed != award.money_vnd:
        sentence = _("“%(title)s”: the award is %(award)s, its payments add up to %(payments)s.")
        words = {"title": award.entry.title, "award": format_dong(award.money_vnd)}
        balance.differences.append(sentence % {**words, "payments": format_dong(listed)})


def _compare_decision(balance: Balance, revoked: int) -> None:
    named = award_facts.money_named(balance.decision.record)
    if named is None:
        return
    balance.named = named - revoked
    if balance.named != balance.awarded:
        sentence = _("Decision %(number)s names %(named)s, the awards add up to %(awarded)s.")
        words = {"number": balance.decision.full_number, "named": format_dong(balance.named)}
        balance.differences.append(sentence % {**words, "awarded": format_dong(balance.awarded)})
