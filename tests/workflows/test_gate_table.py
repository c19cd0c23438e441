"""Every cell of state × verb × person, held against the table that was written by hand from the design."""

from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories import make_world
from tests.workflows.gate import (
    ENTRIES,
    OTHERS,
    ROWS,
    Cell,
    Situation,
    at_the_time,
    cells,
    verbs_of,
)
from workflows.domain.transition import perform
from workflows.errors import TransitionRefused
from workflows.models import Round
from workflows.roles import GRANTS, Role
from workflows.states import EntryState
from workflows.verbs import Noun

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("situation", [*ENTRIES, *OTHERS], ids=str)
def test_every_cell(situation: Situation) -> None:
    world, other = make_world(), make_world(units=1)
    subject = situation.build(world)
    before = _row(subject)
    wrong, walked, allowed = [], 0, 0
    for cell in cells(situation, subject, world, other):
        expected = cell.target(situation)
        if problem := _walk(cell, subject, world, before, expected):
            wrong.append(f"{cell}: {problem}")
        walked, allowed = walked + 1, allowed + (expected is not None)
    assert not wrong, "\n".join(wrong)
    assert walked >= len(verbs_of(situation.noun)) * (len(Role) + 4)
    assert allowed == 0 or allowed < walked / 4


def _row(subject: Any) -> dict[str, Any]:
    """Read the row in plain SQL: thousands of cells, and building the query would cost the most."""
    return _select(f"SELECT * FROM {subject._meta.db_table} WHERE id = %s", subject.pk)[0]


def _events(subject: Any) -> list[dict[str, Any]]:
    return _select("SELECT * FROM workflows_caseevent WHERE case_id = %s", subject.case_id)


def _select(sql: str, key: int) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _walk(cell: Cell, subject: Any, world: Any, before: dict[str, Any], expected: str | None) -> str:
    """Do the cell inside a savepoint that is rolled back; return what is wrong, if anything."""
    facts = cell.arguments.get("facts")
    arguments = {k: v for k, v in cell.arguments.items() if k != "facts"}
    with transaction.atomic(), at_the_time(cell, world):
        try:
            after = perform(cell.verb, subject, actor=cell.person.actor, facts=facts, **arguments)
            problem = _check_done(cell, after, before, expected)
        except TransitionRefused as refusal:
            problem = _check_refused(cell, subject, before, expected, refusal)
        transaction.set_rollback(True)
    return problem


def _check_done(cell: Cell, after: Any, before: dict[str, Any], expected: str | None) -> str:
    if expected is None:
        return f"done, led to {after.state}"
    row = _row(after)
    if row["state"] != expected:
        return f"led to {row['state']}, not {expected}"
    if row["version"] != before["version"] + 1:
        return "the version did not go up by one"
    (event,) = _events(after)
    facts = tuple(event[name] for name in ("verb", "state_from", "state_to", "role", "refused"))
    due = (cell.verb.value, before["state"], expected, cell.person.role, "")
    return "" if facts == due else f"the event says {facts}"


def _check_refused(
    cell: Cell, subject: Any, before: dict[str, Any], expected: str | None, refusal: TransitionRefused
) -> str:
    if expected is not None:
        return f"refused: {refusal.code}: {refusal}"
    if _row(subject) != before:
        return "refused, yet the row has changed"
    if not 400 <= refusal.status < 500 or not str(refusal).strip():
        return f"status {refusal.status}, sentence “{refusal}”"
    (event,) = _events(subject)
    if event["refused"] != refusal.code or event["state_to"] != before["state"]:
        return f"the refusal is recorded as {event['refused']}, {event['state_to']}"
    return "" if event["actor_id"] == cell.person.actor.user_id else "recorded for somebody else"


def test_every_row_of_the_table_is_walked() -> None:
    """A row that no situation meets would say nothing."""
    world, other = make_world(), make_world(units=1)
    met = set()
    for situation in [*ENTRIES, *OTHERS]:
        with transaction.atomic():
            subject = situation.build(world)
            for cell in cells(situation, subject, world, other):
                if target := cell.target(situation):
                    key = (cell.verb.value, situation.noun.value, situation.state, cell.person.role, target)
                    met.add(key)
            transaction.set_rollback(True)
        world.round = Round.objects.get(pk=world.round.pk)
    rows = {(r.verb, r.noun, r.state_from, r.role, r.state_to) for r in ROWS}
    assert rows - met == set()


def test_every_state_of_an_entry_is_walked() -> None:
    assert {situation.state for situation in ENTRIES} == set(EntryState.values)


def test_roles_hold_exactly_what_the_table_says() -> None:
    told = {(row.role, row.verb, row.noun) for row in ROWS if row.role != "system"}
    # a contest has no state: walked in views/test_pages and views/test_contest_acts
    outside = {
        (role.value, verb, Noun.CONTEST.value)
        for role, verb in (
            (Role.SECRETARY, "extend"),
            (Role.SECRETARY, "record_body"),
            (Role.CHAIR, "record_body"),
            (Role.UNIT_HEAD, "set_author_deadline"),
        )
    }
    held = {(role.value, verb.value, noun.value) for role, grants in GRANTS.items() for verb, noun in grants}
    assert held == told | outside
