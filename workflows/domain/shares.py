"""Prize money of a group in shares: as the authors declare them, to the đồng."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain.actors import Actor
from workflows.domain.transition import attempt, perform, unit_of_work
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Award, Entry, Payment
from workflows.models.handing_over import PaymentState
from workflows.verbs import Verb
from workflows.vietnamese.characters import printed
from workflows.vietnamese.money import format_dong


def divide_money(*, entry: Entry, actor: Actor, award: Award, shares: Mapping[int, int]) -> list[Payment]:
    """Let the award's money fall due in ``shares``: key of an author to đồng; 0 is no share.

    The whole to one author is a share as well. Possible as long as nothing of the award has been paid.

    Raises:
        InputRefused: the shares do not add up to the award's money, or are of nobody in the group.
        TransitionRefused: something has been paid already.
    """
    wanted = {key: amount for key, amount in shares.items() if amount}
    _check_sum(award, wanted)
    with unit_of_work():
        authors = {author.pk: author for author in entry.authors.all() if author.pk in wanted}
        if len(authors) != len(wanted):
            raise InputRefused("no_author", _("A share is of somebody who is no author of the entry."))
        told = {"shares": {str(key): wanted[key] for key in sorted(wanted)}}
        performed = perform(Verb.PAY, entry, actor=actor, data=told)
        with attempt(Verb.PAY, performed, actor):
            _refuse_paid(award)
        award.payments.filter(state=PaymentState.DUE).update(
            state=PaymentState.CANCELLED,
            voided_at=clock.now(),
            voided_by=actor.user,
            voided_reason=_("divided anew"),
        )
        return [
            Payment.objects.create(
                award=award, author=author, payee=printed(author.full_name), amount_vnd=wanted[author.pk]
            )
            for author in authors.values()
        ]


def _check_sum(award: Award, wanted: Mapping[int, int]) -> None:
    if any(amount < 0 for amount in wanted.values()):
        raise InputRefused("negative", _("A share cannot be less than nothing."))
    total = sum(wanted.values())
    if total == award.money_vnd:
        return
    words = {"total": format_dong(total), "money": format_dong(award.money_vnd)}
    words["missing"] = format_dong(abs(award.money_vnd - total))
    if total < award.money_vnd:
        sentence = _("The shares add up to %(total)s, the award is %(money)s: %(missing)s are missing.")
    else:
        sentence = _("The shares add up to %(total)s, the award is %(money)s: %(missing)s are too much.")
    raise InputRefused("shares_differ", sentence % words)


def _refuse_paid(award: Award) -> None:
    if award.payments.filter(state=PaymentState.PAID).exists():
        sentence = _("Part of this award has been paid already; undo that before dividing it anew.")
        raise TransitionRefused("already_paid", sentence)
