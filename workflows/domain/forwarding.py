"""The unit's list: confirmed by its head, forwarded as one batch, received or refused."""

import random
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import Max

from workflows import clock
from workflows.domain import notices, refusals, sealing, windows
from workflows.domain.actors import Actor
from workflows.domain.coding import judging_code
from workflows.domain.entries import lapse_entry, require_reason
from workflows.domain.transition import attempt, perform, unit_of_work
from workflows.models import Contest, ContestUnit, Entry, ForwardingBatch, OrganisationUnit, Round
from workflows.models.notice import NoticeKind
from workflows.models.prescreening import Verdict
from workflows.states import BatchState, EntryState, Reason
from workflows.verbs import Verb

if TYPE_CHECKING:
    from django.db.models import QuerySet


def open_batch(*, contest: Contest, unit: OrganisationUnit) -> ForwardingBatch:
    """Return a new list of the unit: the main one, or a supplement to it."""
    last = ForwardingBatch.objects.filter(contest=contest, unit=unit).aggregate(last=Max("ordinal"))
    return ForwardingBatch.objects.create(contest=contest, unit=unit, ordinal=(last["last"] or 0) + 1)


def open_list(contest: Contest, unit_id: int) -> ForwardingBatch | None:
    """Return the unit's list that is being drawn up, if there is one."""
    return ForwardingBatch.objects.filter(
        contest=contest, unit_id=unit_id, state=BatchState.COLLECTING
    ).first()


def listable(batch: ForwardingBatch) -> "QuerySet[Entry]":
    """Return the entries on which the head can decide: submitted, with the officer's proposal."""
    return Entry.objects.filter(
        contest_id=batch.contest_id,
        unit_id=batch.unit_id,
        state=EntryState.SUBMITTED,
        prescreenings__is_current=True,
    ).order_by("case_id")


def confirm_list_batch(
    *,
    batch: ForwardingBatch,
    actor: Actor,
    chosen: Iterable[int],
    reasons: Mapping[int, str] | None = None,
    expected_version: int | None = None,
) -> tuple[ForwardingBatch, list[Entry]]:
    """Confirm the list in one act: entries with keys in ``chosen`` pass, the others are screened out.

    An entry that the officer proposed to pass and that is not chosen gets the reason KHONG_CHON; for
    one proposed to fail the officer's reason stands. Entries without a proposal stay where they are.
    """
    wanted = set(chosen)
    with unit_of_work(), attempt(Verb.CONFIRM_LIST, batch, actor):
        _check_window_first(batch, actor)
        entries = list(listable(batch))
        _check_quota(batch, len(wanted))
        decided = [_decide(entry, actor, batch, entry.pk in wanted, reasons or {}) for entry in entries]
        if not any(entry.state == EntryState.PRE_SCREENED for entry in decided):
            return _without_choice(batch, actor, expected_version), decided
        confirmed = perform(
            Verb.CONFIRM_LIST,
            batch,
            actor=actor,
            expected_version=expected_version,
            data={"chosen": sorted(wanted), "entries": [entry.pk for entry in decided]},
            at=clock.now(),
            by=actor.user,
        )
        return confirmed, decided


def _check_window_first(batch: ForwardingBatch, actor: Actor) -> None:
    """Let the list itself be refused, and the refusal recorded, also where it holds no entry yet."""
    deadline = windows.unit_deadline(batch.contest, batch.unit_id)
    if not deadline.is_open(clock.now()):
        perform(Verb.CONFIRM_LIST, batch, actor=actor, at=clock.now(), by=actor.user)


def _check_quota(batch: ForwardingBatch, listed: int) -> None:
    row = ContestUnit.objects.filter(contest_id=batch.contest_id, unit_id=batch.unit_id).first()
    if row is None or row.max_entries is None:
        return
    sent = Entry.objects.filter(
        contest_id=batch.contest_id, unit_id=batch.unit_id, state=EntryState.PRE_SCREENED
    ).count()
    if sent + listed > row.max_entries:
        raise refusals.over_quota(row.max_entries, sent + listed)


def _decide(
    entry: Entry, actor: Actor, batch: ForwardingBatch, chosen: bool, reasons: Mapping[int, str]
) -> Entry:
    proposal = entry.prescreenings.get(is_current=True)
    code = "" if chosen else _screening_reason(proposal.verdict, proposal.reason_code)
    note = reasons.get(entry.pk, "") or ("" if chosen else proposal.note)
    decided = perform(
        Verb.CONFIRM_LIST,
        entry,
        actor=actor,
        note=note,
        data={"batch": batch.pk, "chosen": chosen, "reason_code": code},
        at=clock.now(),
        chosen=chosen,
        batch=batch,
        reason_code=code,
    )
    if not chosen:
        notices.tell_author(decided, NoticeKind.SCREENED_OUT, text=note)
    return decided


def _screening_reason(verdict: str, reason_code: str) -> str:
    if verdict == Verdict.PASS:
        return str(Reason.NOT_CHOSEN.value)
    return reason_code or "KHONG_DAT"


def _without_choice(batch: ForwardingBatch, actor: Actor, expected_version: int | None) -> ForwardingBatch:
    if batch.missing_for(Verb.DECLARE_NONE):
        batch.refresh_from_db(fields=["version"])
        return batch
    return declare_none_batch(batch=batch, actor=actor, expected_version=expected_version)


def declare_none_batch(
    *, batch: ForwardingBatch, actor: Actor, expected_version: int | None = None
) -> ForwardingBatch:
    """Declare that the unit has no entries to send."""
    return perform(
        Verb.DECLARE_NONE,
        batch,
        actor=actor,
        expected_version=expected_version,
        at=clock.now(),
        by=actor.user,
    )


def forward_batch(
    *, batch: ForwardingBatch, actor: Actor, expected_version: int | None = None
) -> ForwardingBatch:
    """Send the confirmed entries to the organiser as one batch; the trail is sealed."""
    moment = clock.now()
    with unit_of_work():
        sent = perform(
            Verb.FORWARD,
            batch,
            actor=actor,
            expected_version=expected_version,
            data={"entries": list(batch.entries.order_by("case_id").values_list("pk", flat=True))},
            at=moment,
            by=actor.user,
        )
        for entry in _waiting(sent):
            perform(Verb.FORWARD, entry, actor=actor, data={"batch": sent.pk}, at=moment)
        sealing.seal_after_commit("forward")
        return sent


def _waiting(batch: ForwardingBatch) -> "QuerySet[Entry]":
    return batch.entries.filter(state=EntryState.PRE_SCREENED, received_at=None).order_by("case_id")


def receive_batch(
    *,
    batch: ForwardingBatch,
    actor: Actor,
    refused: Mapping[int, tuple[str, bool]] | None = None,
    rng: random.Random | None = None,
    expected_version: int | None = None,
) -> tuple[ForwardingBatch, list[Entry], list[Entry]]:
    """Receive a batch: every entry gets its judging code, or is refused.

    Args:
        refused: entry key → (reason, for good?); what is not refused is received.
        rng: a seeded source of judging codes for a rehearsal.

    Returns:
        the batch, the received entries, the refused ones.
    """
    turned_down = refused or {}
    with unit_of_work():
        out = [
            refuse_receipt_entry(
                entry=e, actor=actor, reason=turned_down[e.pk][0], final=turned_down[e.pk][1]
            )
            for e in _waiting(batch)
            if e.pk in turned_down
        ]
        received = [receive_entry(entry=e, actor=actor, rng=rng) for e in _waiting(batch)]
        done = perform(
            Verb.RECEIVE,
            batch,
            actor=actor,
            expected_version=expected_version,
            data={"received": [e.pk for e in received], "refused": [e.pk for e in out]},
            at=clock.now(),
            by=actor.user,
        )
        return done, received, out


def receive_entry(*, entry: Entry, actor: Actor, rng: random.Random | None = None) -> Entry:
    """Take one entry in under a random judging code."""
    coded = Entry.objects.filter(contest_id=entry.contest_id, judging_code__isnull=False)
    taken = {code for code in coded.values_list("judging_code", flat=True) if code}
    code = judging_code(taken, rng)
    round_ = Round.objects.get(pk=entry.round_id)
    return perform(
        Verb.RECEIVE,
        entry,
        actor=actor,
        data={"judging_code": code},
        at=clock.now(),
        judging_code=code,
        round=round_,
    )


def refuse_receipt_entry(*, entry: Entry, actor: Actor, reason: str, final: bool) -> Entry:
    """Turn one entry down at receipt, for good or for completion; the author is told."""
    require_reason(reason)
    if entry.received_at is not None:
        raise refusals.wrong_state(Verb.REFUSE_RECEIPT, entry)
    refused = perform(
        Verb.REFUSE_RECEIPT,
        entry,
        actor=actor,
        note=reason,
        at=clock.now(),
        final=final,
        reason_code=str(Reason.REFUSED_AT_RECEIPT.value),
    )
    notices.tell_author(refused, NoticeKind.REFUSED, text=reason)
    return refused


def lapse_unit(*, contest: Contest, unit_id: int, actor: Actor) -> list[Entry]:
    """Let everything lapse that the unit has not forwarded in time; return the lapsed entries."""
    with unit_of_work():
        entries = contest.entries.alive().filter(unit_id=unit_id, forwarded_at=None)
        lapsed = [lapse_entry(entry=entry, actor=actor) for entry in entries.order_by("case_id")]
        for batch in ForwardingBatch.objects.filter(
            contest=contest, unit_id=unit_id, state__in=[BatchState.COLLECTING, BatchState.CONFIRMED]
        ).order_by("pk"):
            perform(Verb.LAPSE, batch, actor=actor)
        return lapsed


def is_on_its_way(entry: Entry) -> bool:
    """Say whether the entry has been received, or is in a batch that is still to be received."""
    if entry.received_at is not None:
        return True
    return entry.batch is not None and entry.batch.state in (BatchState.CONFIRMED, BatchState.FORWARDED)


def reopen_batch(*, entry: Entry) -> ForwardingBatch:
    """Return a new confirmed list for a reinstated entry whose own list is closed."""
    batch = _confirmed_again(entry)
    Entry.objects.filter(pk=entry.pk).update(batch=batch, forwarded_at=None)
    entry.batch, entry.forwarded_at = batch, None
    return batch


def _confirmed_again(entry: Entry) -> ForwardingBatch:
    last = ForwardingBatch.objects.filter(contest=entry.contest, unit=entry.unit).order_by("-ordinal")[0]
    before = entry.batch or last
    return ForwardingBatch.objects.create(
        contest=entry.contest,
        unit=entry.unit,
        ordinal=last.ordinal + 1,
        state=BatchState.CONFIRMED,
        confirmed_at=before.confirmed_at or clock.now(),
        confirmed_by=before.confirmed_by,
    )
