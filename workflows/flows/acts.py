"""Acts on an entry that are no task: the domain's call and what it does to the process, together."""

from typing import Any

from workflows.domain import entries, extensions, judging
from workflows.domain.actors import Actor
from workflows.domain.transition import lock_case, unit_of_work
from workflows.flows import steering
from workflows.models import Contest, DeadlineExtension, Entry, Judge
from workflows.states import EntryState


def submit_entry(*, entry: Entry, actor: Actor, expected_version: int | None = None) -> Entry:
    """Hand a draft in: its process starts, and its unit has an open list.

    For a returned entry the author's task to complete it ends with this.
    """
    with unit_of_work():
        # the list belongs to the contest's case, which is locked before an entry's
        steering.ensure_list(entry.contest, entry.unit)
        submitted = entries.submit_entry(entry=entry, actor=actor, expected_version=expected_version)
        steering.finish_correction(submitted, actor.user)
        steering.start_entry_process(submitted)
        return submitted


def submit_on_behalf_entry(*, entry: Entry, actor: Actor, expected_version: int | None = None) -> Entry:
    """Hand a draft in for its author."""
    with unit_of_work():
        steering.ensure_list(entry.contest, entry.unit)
        submitted = entries.submit_on_behalf_entry(
            entry=entry, actor=actor, expected_version=expected_version
        )
        steering.start_entry_process(submitted)
        return submitted


def withdraw_entry(*, entry: Entry, actor: Actor, expected_version: int | None = None) -> Entry:
    """Take an entry back; its process ends."""
    with unit_of_work():
        return _leave(entries.withdraw_entry(entry=entry, actor=actor, expected_version=expected_version))


def disqualify_entry(
    *, entry: Entry, actor: Actor, reason: str, expected_version: int | None = None
) -> Entry:
    """Exclude an entry; its process ends, and a ranking that it stood in is made anew."""
    with unit_of_work():
        # the ranking belongs to the contest's case, which is locked before an entry's
        lock_case(entry.contest.case_id)
        out = entries.disqualify_entry(
            entry=entry, actor=actor, reason=reason, expected_version=expected_version
        )
        return _leave(out)


def _leave(entry: Entry) -> Entry:
    from workflows.domain.scoring import rank_round

    steering.end_entry_process(entry)
    if entry.left_from == EntryState.SCORED:
        rank_round(entry.round)
        steering.reconsider_ties(entry.round)
    return entry


def reinstate_entry(*, entry: Entry, actor: Actor, reason: str, expected_version: int | None = None) -> Entry:
    """Bring an entry back to the state before; its process starts there."""
    with unit_of_work():
        lock_case(entry.contest.case_id)
        back = entries.reinstate_entry(
            entry=entry, actor=actor, reason=reason, expected_version=expected_version
        )
        if back.state == EntryState.SUBMITTED:
            steering.ensure_list(back.contest, back.unit)
        steering.relist(back)
        steering.start_entry_process(back)
        return back


def recuse_entry(
    *, entry: Entry, actor: Actor, judge: Judge, reason: str, expected_version: int | None = None
) -> Entry:
    """Take a judge off an entry; the judge's task ends."""
    with unit_of_work():
        fresh, assignment = judging.recuse_entry(
            entry=entry, actor=actor, judge=judge, reason=reason, expected_version=expected_version
        )
        steering.close_branch(fresh, assignment)
        return fresh


def replace_judge_entry(*, entry: Entry, actor: Actor, judge: Judge, by: Judge, reason: str) -> Entry:
    """Give a judge's entry to another: the new task opens before the old one ends."""
    with unit_of_work():
        fresh, old, new = judging.replace_judge_entry(
            entry=entry, actor=actor, judge=judge, by=by, reason=reason
        )
        steering.open_branch(fresh, new)
        steering.close_branch(fresh, old)
        return fresh


def assign_entry(*, entry: Entry, actor: Actor, judge: Judge) -> Entry:
    """Give a received entry to one more judge."""
    with unit_of_work():
        fresh, assignment = judging.assign_entry(entry=entry, actor=actor, judge=judge)
        steering.open_branch(fresh, assignment)
        return fresh


def extend_contest(*, contest: Contest, actor: Actor, **extension: Any) -> DeadlineExtension:
    """Extend a unit's deadline; its timers move with it."""
    with unit_of_work():
        row = extensions.extend_contest(contest=contest, actor=actor, **extension)
        steering.rearm_timers(contest, row.unit_id)
        return row


def open_lists(contest: Contest) -> int:
    """Open the main list of every unit that takes part; returns how many were opened."""
    opened = 0
    with unit_of_work():
        for participation in contest.participations.select_related("unit").order_by("unit_id"):
            if not contest.batches.filter(unit=participation.unit).exists():
                steering.ensure_list(contest, participation.unit)
                opened += 1
    return opened
