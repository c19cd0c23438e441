"""The award ceremony of a round: time, place and the order in which the prizes are called."""

from datetime import datetime

from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain.actors import Actor
from workflows.domain.transition import perform, unit_of_work
from workflows.errors import InputRefused
from workflows.models import Award, Ceremony, HandingOver, Round
from workflows.models.entry import AuthorKind
from workflows.states import EntryState
from workflows.verbs import Verb
from workflows.vietnamese.text import nfc

KINDS = (AuthorKind.COLLECTIVE, AuthorKind.GROUP, AuthorKind.INDIVIDUAL)
"""Who is called first among equal prizes."""


def hand_over_round(
    *, round_: Round, actor: Actor, starts_at: datetime, place: str, note: str = ""
) -> Ceremony:
    """Set time and place of the ceremony; awards that are not in its running order yet join it.

    A first call puts them in the usual order: the lowest prize first, the best last.
    """
    place, note = nfc(place).strip(), nfc(note).strip()
    if not place:
        raise InputRefused("no_place", _("Please say where the ceremony takes place."), field="place")
    with unit_of_work():
        told = {"starts_at": clock.local(starts_at).isoformat(timespec="minutes")}
        perform(Verb.HAND_OVER, round_, actor=actor, data=told, note=f"{place}\n{note}".strip())
        values = {"starts_at": starts_at, "place": place, "note": note}
        ceremony, _created = Ceremony.objects.update_or_create(round=round_, defaults=values)
        _join(ceremony)
        return ceremony


def _join(ceremony: Ceremony) -> None:
    waiting = Award.objects.filter(
        entry__round=ceremony.round_id, entry__state=EntryState.AWARDED, handing_over=None
    ).select_related("entry", "prize")
    last = ceremony.rows.aggregate(last=Max("order"))["last"] or 0
    HandingOver.objects.bulk_create(
        HandingOver(ceremony=ceremony, award=award, order=order)
        for order, award in enumerate(sorted(waiting, key=_usual_place), start=last + 1)
    )


def _usual_place(award: Award) -> tuple[int, int, int, int]:
    """Lowest prize first, best last; among equals collectives, groups, individuals."""
    kind = KINDS.index(AuthorKind(award.entry.author_kind))
    return award.money_vnd, kind, -award.prize.order, -award.rank


def move_row(*, row: HandingOver, actor: Actor, up: bool) -> bool:
    """Let a row change places with its neighbour; return whether there was one."""
    with unit_of_work():
        round_ = row.ceremony.round
        told = {"moved": row.award_id, "up": up}
        perform(Verb.HAND_OVER, round_, actor=actor, data=told)
        fresh = HandingOver.objects.get(pk=row.pk)
        rows = HandingOver.objects.filter(ceremony=fresh.ceremony_id)
        beside = rows.filter(order__lt=fresh.order) if up else rows.filter(order__gt=fresh.order)
        other = beside.order_by("-order" if up else "order").first()
        if other is None:
            return False
        mine, theirs = fresh.order, other.order
        # a row never has the place of another, not for a moment
        rows.filter(pk=fresh.pk).update(order=F("order") + _beyond(rows))
        rows.filter(pk=other.pk).update(order=mine)
        rows.filter(pk=fresh.pk).update(order=theirs)
        return True


def _beyond(rows: QuerySet[HandingOver]) -> int:
    return int(rows.aggregate(last=Max("order"))["last"] or 0)
