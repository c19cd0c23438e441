"""Every cell over HTTP: refused ones answer 403, 404, 409 or 422 and change nothing; the others do their act."""

import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.acting import Acting
from tests.factories import make_document, make_world
from tests.workflows.gate import ROWS, Cell, Person, Situation, people, verbs_of
from workflows import clock
from workflows.domain import entries
from workflows.domain.ceremony import hand_over_round
from workflows.flows import acts
from workflows.flows.timers import fire_due
from workflows.models import Entry, Judge
from workflows.models.prescreening import Verdict
from workflows.roles import Role
from workflows.verbs import Noun, Verb

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EVERY_CELL = os.environ.get("HYPOTHESIS_PROFILE") == "full" or "FULL" in os.environ
"""A long run posts every cell; a normal one leaves out who may never do what nobody may do in the state."""

REFUSED = {403, 404, 409, 422}


def _of_two(entry: Entry) -> Entry:
    """Have a group enter what is to be handed in: the crowd beside it has a second author."""
    Entry.objects.filter(pk=entry.pk).update(author_kind="group")
    return entry


def _draft(play: Acting) -> Entry:
    return _of_two(play.draft())


def _entered_draft(play: Acting) -> Entry:
    entry = _draft(play)
    Entry.objects.filter(pk=entry.pk).update(entered_by=play.world["unit_officer"])
    return entry


def _proposed(play: Acting) -> Entry:
    return play.prescreened(play.submitted())


def _returned(play: Acting) -> Entry:
    return _of_two(play.prescreened(play.submitted(), Verdict.RETURN, note="Thiếu"))


def _step(name: str) -> Callable[[Acting], Entry]:
    def build(play: Acting) -> Entry:
        entry = play.submitted()
        getattr(play, name)(entry)
        return entry

    return build


def _all_sheets(play: Acting) -> Entry:
    entry = _step("received")(play)
    play.scored_by(("judge", "judge_2"), entry)
    play.settle_other_lists()
    return entry


def _scored(play: Acting) -> Entry:
    entry = _all_sheets(play)
    play.do("chair", "close_scoring")
    return entry


def _decided(play: Acting, points: dict[str, Any] | None = None) -> Entry:
    entry = _step("received")(play)
    play.scored_by(("judge", "judge_2"), entry, points)
    play.settle_other_lists()
    for name, step in (
        ("chair", "close_scoring"),
        ("chair", "approve_results"),
        ("secretary", "minutes"),
        ("standing_head", "submit_for_signature"),
        ("signatory", "sign"),
        ("clerk", "issue"),
    ):
        play.do(name, step)
    return entry


def _with_ceremony(play: Acting) -> Entry:
    entry, secretary = _decided(play), play.world.actor("secretary")
    starts = clock.now() + timedelta(days=1)
    hand_over_round(round_=entry.round, actor=secretary, starts_at=starts, place="Hội trường")
    return Entry.objects.get(pk=entry.pk)


def _not_awarded(play: Acting) -> Entry:
    return _decided(play, {"A": Decimal(1), "B": Decimal(1)})


def _revoked(play: Acting) -> Entry:
    entry = _decided(play)
    paper = make_document(play.world, "issued", kind="revocation")
    entries.revoke_entry(
        entry=entry, actor=play.world.actor("clerk").for_consequence(), ground="a", decision=paper
    )
    return entry


def _withdrawn(play: Acting) -> Entry:
    entry = play.submitted()
    return acts.withdraw_entry(entry=entry, actor=play.world.actor("author"))


def _disqualified(play: Acting) -> Entry:
    entry = play.submitted()
    return acts.disqualify_entry(entry=entry, actor=play.world.actor("chair"), reason="Sao chép")


def _screened_out(play: Acting) -> Entry:
    entry = play.prescreened(play.submitted(), Verdict.FAIL, note="Trùng")
    play.do("unit_head", "confirm_list", chosen=[])
    return entry


def _lapsed(play: Acting) -> Entry:
    entry = play.submitted()
    with clock.moved_to(play.world.closes_at()):
        fire_due()
    return Entry.objects.get(pk=entry.pk)


def situation(name: str, state: str, build: Callable[[Acting], Entry], *facts: str) -> Situation:
    return Situation(name, Noun.ENTRY, state, lambda world: build(Acting(world)), frozenset(facts))


SITUATIONS = [
    situation("draft", "draft", _draft),
    situation("draft, entered by the officer", "draft", _entered_draft),
    situation("submitted", "submitted", lambda play: play.submitted()),
    situation("proposed", "submitted", _proposed),
    situation("returned", "returned", _returned),
    situation("listed", "pre_screened", _step("listed"), "listed"),
    situation("forwarded", "pre_screened", _step("forwarded"), "forwarded"),
    situation("received", "pre_screened", _step("received"), "received"),
    situation("all sheets in", "pre_screened", _all_sheets, "received"),
    situation("scored", "scored", _scored, "result_open"),
    situation("awarded", "awarded", _with_ceremony),
    situation("not awarded", "not_awarded", _not_awarded),
    situation("revoked", "revoked", _revoked),
    situation("withdrawn", "withdrawn", _withdrawn, "scoring_open"),
    situation("disqualified", "disqualified", _disqualified, "scoring_open"),
    situation("screened out", "screened_out", _screened_out, "scoring_open"),
    situation("lapsed", "lapsed", _lapsed, "scoring_open"),
]

NO_TASK = {
    "submitted": {Verb.CONFIRM_LIST},  # nobody has proposed anything yet
    "proposed": {Verb.PRESCREEN, Verb.RETURN},  # the proposal has been made
    "received": {Verb.CLOSE_SCORING},  # too few sheets
    "all sheets in": {Verb.SAVE_SHEET, Verb.SUBMIT_SHEET},  # every judge's task is done
}
"""What the gate would allow, but the process is elsewhere."""


def posts(verb: Verb, entry: Entry, person: Person) -> list[tuple[str, dict[str, Any]]]:
    """Return the variants of an act with what its form sends."""
    reason = {"reason": "Theo đề nghị của đơn vị"}
    if verb is Verb.CONFIRM_LIST:
        return [("chosen", {"chosen": [entry.pk]}), ("not_chosen", {})]
    if verb is Verb.REFUSE_RECEIPT:
        why = {f"reason_{entry.pk}": "Sai mẫu"}
        return [
            ("for_good", {f"outcome_{entry.pk}": "refuse", "final": "1", **why}),
            ("for_completion", {f"outcome_{entry.pk}": "return", "final": "0", **why}),
        ]
    assigned, free = _judges(entry, person)
    data: dict[Verb, dict[str, Any]] = {
        Verb.SAVE_DRAFT: {"title": "Tên khác"},
        Verb.PRESCREEN: {"verdict": "pass", "check_K1": "on"},
        Verb.RETURN: reason,
        Verb.FORWARD: {"confirm": "on"},
        Verb.RECEIVE: {f"outcome_{entry.pk}": "receive"},
        Verb.ASSIGN: {"judge": free},
        Verb.RECUSE: {"judge": assigned, **reason},
        Verb.REPLACE_JUDGE: {"judge": assigned, "by": free, **reason},
        Verb.SAVE_SHEET: {"points_A": "10"},
        Verb.SUBMIT_SHEET: {"points_A": "40", "points_B": "30"},
        Verb.CLOSE_SCORING: reason,
        Verb.PUBLISH_RESULTS: {"confirm": "on"},
        Verb.DISQUALIFY: reason,
        Verb.REINSTATE: reason,
        Verb.CORRECT_ENTRY: {"title": "Tên đã sửa", **reason},
        Verb.PAY: {"paid_on": clock.today(), "method": "cash", "received_by": _representative(entry)},
        Verb.HAND_OVER: {"certificate": "1"},
    }
    return [("", data.get(verb, {}))]


def _representative(entry: Entry) -> str:
    return entry.authors.get(is_representative=True).full_name if entry.state == "awarded" else ""


def _judges(entry: Entry, person: Person) -> tuple[Any, Any]:
    """Return the keys of a judge who scores the entry (the person's own where that is one), and of a free one."""
    judges = Judge.objects.filter(contest_id=entry.contest_id)
    free = judges.exclude(assignments__entry=entry).first()
    mine = judges.filter(user_id=person.actor.user_id).first() if person.role == Role.JUDGE else None
    assigned = mine or judges.filter(assignments__entry=entry).first() or judges.first()
    return assigned.pk if assigned else "", free.pk if free else ""


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_every_cell_over_http(situation: Situation) -> None:
    world, other = make_world(judges=4, sheets_per_entry=2), make_world(units=1)
    entry = situation.build(world)
    crowd = [person for person in people(world, other, entry) if person.name != "system"]
    clients = {person.name: _client(person) for person in crowd}
    before = _row(entry)
    wrong = []
    for verb in verbs_of(Noun.ENTRY):
        for person in crowd:
            if not person.meets(verb.value) or not (EVERY_CELL or _is_telling(situation, verb, person)):
                continue
            for variant, data in posts(verb, entry, person):
                cell = Cell(verb, person, False, variant)
                if problem := _walk(cell, situation, entry, before, clients[person.name], data):
                    wrong.append(f"{cell}: {problem}")
    assert not wrong, "\n".join(wrong)


def _is_telling(situation: Situation, verb: Verb, person: Person) -> bool:
    """Where nobody may do the verb in this state, ask those who may elsewhere, and those who never may."""
    possible = any((row.verb, row.state_from) == (verb.value, situation.state) for row in ROWS)
    holds = any((row.verb, row.role) == (verb.value, person.role) for row in ROWS)
    return possible or holds or person.name in ("superuser", "administrator", "public")


def _client(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    if person.actor.user is not None and person.actor.user.pk:
        client.force_login(person.actor.user)
    return client


def _row(entry: Entry) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM workflows_entry WHERE id = %s", [entry.pk])
        return tuple(cursor.fetchone())


def _state(entry: Entry) -> str:
    return str(Entry.objects.values_list("state", flat=True).get(pk=entry.pk))


def _walk(
    cell: Cell, situation: Situation, entry: Entry, before: Any, client: Client, data: dict[str, Any]
) -> str:
    target = cell.target(situation)
    if cell.verb in NO_TASK.get(situation.name, ()):
        target = None
    with transaction.atomic():
        response = client.post(reverse("entry_act", args=[entry.pk, cell.verb.value]), data)
        changed, state = _row(entry) != before, _state(entry)
        transaction.set_rollback(True)
    if target is None:
        return _wrong_refusal(cell, response, changed)
    if response.status_code not in (200, 302):
        return f"{response.status_code} instead of the act"
    if state != target:
        return f"{response.status_code}, leads to {state}, not {target}"
    return "" if changed else f"{response.status_code}, nothing has changed"


def _wrong_refusal(cell: Cell, response: Any, changed: bool) -> str:
    if changed:
        return f"{response.status_code}, and the entry has changed"
    if not cell.person.actor.user_id:
        return "" if "/accounts/login/" in response.get("Location", "") else str(response.status_code)
    return "" if response.status_code in REFUSED else f"answers {response.status_code}"
