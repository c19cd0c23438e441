"""Random people doing random things at random times: whatever they try, the case stays whole."""

import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test import TestCase
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from tests.acting import Acting
from tests.factories import World, make_world
from workflows import clock
from workflows.domain.audit import verify
from workflows.errors import TransitionRefused
from workflows.flows import acts, tasks
from workflows.flows.processes import OPEN, processes_of
from workflows.flows.timers import fire_due
from workflows.models import CaseEvent, Entry, ForwardingBatch, RankingRow, RegisterRow, Round, WorkItem
from workflows.models import grants as grants_of_people
from workflows.models.prescreening import Verdict
from workflows.states import FINAL_STATES, EntryState, RoundState

pytestmark = pytest.mark.django_db

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "full" or "FULL" in os.environ
DOSE = settings(
    max_examples=60 if IS_LONG else 8,
    stateful_step_count=60 if IS_LONG else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, *((Phase.shrink,) if IS_LONG else ())),
    database=None,
)

PEOPLE = st.sampled_from(
    [
        "author",
        "author_b",
        "author_2",
        "unit_officer",
        "unit_officer_2",
        "unit_head",
        "unit_head_2",
        "secretary",
        "judge",
        "judge_2",
        "judge_3",
        "chair",
        "standing_head",
        "signatory",
        "superuser",
        "administrator",
    ]
)
RIGHT = {
    "prescreen": ["unit_officer", "unit_officer_2"],
    "confirm_list": ["unit_head", "unit_head_2"],
    "forward": ["unit_head", "unit_head_2"],
    "receive": ["secretary"],
    "score": ["judge", "judge_2", "judge_3"],
    "correct": ["author", "author_b", "author_2"],
    "close_scoring": ["chair"],
    "vote": ["chair"],
    "approve_results": ["chair"],
    "prepare_paper": ["secretary"],
    "sign_paper": ["chair"],
    "submit_for_signature": ["standing_head"],
    "sign": ["signatory"],
}
NUMBER = st.integers(0, 10**6)


class Contest(RuleBasedStateMachine):
    """One contest of two units. Refusals are right answers; errors and half-truths are not."""

    world: World
    play: Acting

    def __init__(self) -> None:
        super().__init__()
        grants_of_people.forget()
        self.atoms = TestCase._enter_atomics()
        self.world = make_world()
        self.play = Acting(self.world)
        acts.open_lists(self.world.contest)
        self.drafts: list[int] = [self.play.draft(name).pk for name in ("author", "author_b", "author_2")]
        for key in self.drafts[:2]:
            self.attempt(acts.submit_entry, entry=self.entry(key), actor=self.actor_of(key))

    def teardown(self) -> None:
        """The trail of whatever has happened verifies."""
        try:
            verify()
        finally:
            clock.move_to(None)
            TestCase._rollback_atomics(self.atoms)

    def entry(self, number: int) -> Entry:
        keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
        return Entry.objects.get(pk=number if number in keys else keys[number % len(keys)])

    def actor_of(self, key: int) -> Any:
        owner = Entry.objects.get(pk=key).owner_id
        return self.world.actor(next(n for n, user in self.world.people.items() if user.pk == owner))

    def attempt(self, act: Callable[..., Any], **arguments: Any) -> None:
        """Do the act; a refusal must change no row of an entry, list or round."""
        before = _picture()
        refused = ""
        try:
            act(**arguments)
        except TransitionRefused as refusal:
            refused = refusal.code
        assert not refused or _picture() == before, f"refused ({refused}), yet something has changed"

    @rule(name=PEOPLE, number=NUMBER)
    def draft(self, name: str, number: int) -> None:
        if name.startswith("author") and Entry.objects.count() < 6:
            self.play.draft(name)

    @rule(number=NUMBER, name=PEOPLE, own=st.booleans())
    def submit(self, number: int, name: str, own: bool) -> None:
        entry = self.entry(number)
        actor = self.actor_of(entry.pk) if own else self.world.actor(name)
        self.attempt(acts.submit_entry, entry=entry, actor=actor)

    @rule(number=NUMBER, pick=NUMBER, skew=st.booleans(), name=PEOPLE)
    def work(self, number: int, pick: int, skew: bool, name: str) -> None:
        """Somebody takes one of the open tasks and does it: mostly one who may."""
        items = list(WorkItem.objects.order_by("task_id").exclude(step__in=["issue", "publish_results"]))
        if not items:
            return
        item = items[pick % len(items)]
        choices = RIGHT[item.step]
        who = name if skew and number % 3 == 0 else choices[number % len(choices)]
        self.attempt(
            tasks.complete,
            task_id=item.pk,
            actor=self.world.actor(who),
            cleaned=self._filled_in(item, number),
        )

    def _filled_in(self, item: WorkItem, number: int) -> dict[str, Any]:
        if item.step == "prescreen":
            verdict = [Verdict.PASS, Verdict.PASS, Verdict.FAIL, Verdict.RETURN][number % 4]
            return {"verdict": verdict, "note": "Lý do", "answers": {"K1": True}}
        if item.step == "confirm_list":
            keys = Entry.objects.filter(unit=item.unit_id).order_by("pk").values_list("pk", flat=True)
            return {"chosen": [key for n, key in enumerate(keys) if number >> n & 1 or number % 5]}
        if item.step == "receive":
            waiting = Entry.objects.filter(unit=item.unit_id, state="pre_screened", received_at=None)
            return {
                "refused": {e.pk: ("Lý do", number % 2 == 0) for e in waiting if (number + e.pk) % 4 == 0}
            }
        if item.step == "score":
            return {"points": {"A": Decimal(10 * (number % 6)), "B": Decimal(5 * (number % 8))}}
        if item.step == "vote":
            tied = RankingRow.objects.filter(tie_group=1).order_by("entry_id")
            return {"order": list(tied.values_list("entry_id", flat=True)), "note": "Biểu quyết"}
        return {"reason": "Lý do", "send_back": number % 3 == 0} if item.step == "sign" else {"reason": "x"}

    @rule(pick=NUMBER, name=PEOPLE, give_back=st.booleans())
    def claim(self, pick: int, name: str, give_back: bool) -> None:
        items = list(WorkItem.objects.order_by("task_id"))
        if items:
            item = items[pick % len(items)]
            act = tasks.release if give_back else tasks.claim
            self.attempt(act, task_id=item.pk, actor=self.world.actor(name))

    @rule(number=NUMBER, own=st.booleans(), name=PEOPLE)
    def withdraw(self, number: int, own: bool, name: str) -> None:
        entry = self.entry(number)
        actor = self.actor_of(entry.pk) if own else self.world.actor(name)
        if number % 3 == 0:
            self.attempt(acts.withdraw_entry, entry=entry, actor=actor)

    @rule(number=NUMBER, name=st.sampled_from(["chair", "secretary", "author"]))
    def disqualify(self, number: int, name: str) -> None:
        if number % 3 == 0:
            self.attempt(
                acts.disqualify_entry,
                entry=self.entry(number),
                actor=self.world.actor(name),
                reason="Sao chép",
            )

    @rule(
        number=NUMBER, name=st.sampled_from(["unit_head", "unit_head_2", "secretary", "chair", "signatory"])
    )
    def reinstate(self, number: int, name: str) -> None:
        gone = Entry.objects.filter(left_at__isnull=False).order_by("pk")
        if gone:
            entry = gone[number % len(gone)]
            self.attempt(acts.reinstate_entry, entry=entry, actor=self.world.actor(name), reason="Nhầm")

    @rule(number=NUMBER, name=st.sampled_from(["judge", "judge_2", "judge_3"]))
    def recuse(self, number: int, name: str) -> None:
        self.attempt(
            acts.recuse_entry,
            entry=self.entry(number),
            actor=self.world.actor(name),
            judge=self.play.judge(name),
            reason="Người quen",
        )

    @rule(number=NUMBER, old=st.integers(0, 2), new=st.integers(0, 2), replace=st.booleans())
    def assign(self, number: int, old: int, new: int, replace: bool) -> None:
        entry, secretary = self.entry(number), self.world.actor("secretary")
        judges = self.world.judges
        if replace:
            self.attempt(
                acts.replace_judge_entry,
                entry=entry,
                actor=secretary,
                judge=judges[old],
                by=judges[new],
                reason="Ốm",
            )
        else:
            self.attempt(acts.assign_entry, entry=entry, actor=secretary, judge=judges[new])

    @rule(hours=st.sampled_from([1, 24, 24 * 10, 24 * 40]), fires=st.booleans())
    def time_passes(self, hours: int, fires: bool) -> None:
        clock.move_to(clock.now() + timedelta(hours=hours))
        fire_due()

    @rule(days=st.integers(1, 60), unit=st.integers(0, 1))
    def extend(self, days: int, unit: int) -> None:
        deadline = self.world.contest.deadlines.get(code="unit_deadline")
        self.attempt(
            acts.extend_contest,
            contest=self.world.contest,
            actor=self.world.actor("secretary"),
            unit=self.world.units[unit],
            code="unit_deadline",
            until=deadline.date + timedelta(days=days),
            rule="on_or_before",
            reason="Sự cố",
        )

    @invariant()
    def every_entry_waits_in_one_place(self) -> None:
        """Alive and handed in: one process, at one place or at its sheets; ended: none."""
        from workflows.flows.entry_flow import EntryFlow

        for entry in Entry.objects.all():
            running = processes_of(EntryFlow, [entry])
            nodes = [
                task.flow_task.name
                for task in Task.objects.filter(process__in=running, status__in=OPEN).exclude(
                    flow_task_type="JOIN"
                )
            ]
            under_way = entry.state not in FINAL_STATES and entry.state != EntryState.DRAFT
            assert running.count() == under_way, (entry.state, running.count(), nodes)
            assert len(set(nodes)) == under_way, (entry.state, nodes)
            assert len(nodes) == 1 or set(nodes) <= {"score"}, nodes
            if not under_way:
                assert not WorkItem.objects.filter(entry=entry).exists(), entry.state

    @invariant()
    def the_place_fits_the_state(self) -> None:
        fits = {
            "prescreen": "submitted",
            "await_list": "submitted",
            "correct": "returned",
            "score": "pre_screened",
        }
        for item in WorkItem.objects.filter(entry__isnull=False).select_related("entry"):
            assert item.entry is not None
            assert item.entry.state == fits[item.step], (item.step, item.entry.state)

    @invariant()
    def the_work_list_is_the_open_tasks(self) -> None:
        open_tasks = Task.objects.filter(flow_task_type="HUMAN", status__in=[STATUS.NEW, STATUS.ASSIGNED])
        listed = set(WorkItem.objects.values_list("task_id", "owner_id"))
        assert listed == set(open_tasks.values_list("pk", "owner_id"))

    @invariant()
    def a_submitted_entry_has_an_open_list(self) -> None:
        """Whoever waits for the head is on the way to a list that the head can confirm."""
        for unit in self.world.units:
            waiting = Entry.objects.filter(unit=unit, state=EntryState.SUBMITTED).exists()
            lists = ForwardingBatch.objects.filter(unit=unit, state="collecting").count()
            assert lists <= 1
            if waiting:
                assert lists == 1
                assert WorkItem.objects.filter(step="confirm_list", unit=unit).count() == 1

    @invariant()
    def the_last_event_says_the_state(self) -> None:
        for entry in Entry.objects.all():
            last = CaseEvent.objects.filter(case_id=entry.case_id, noun="entry", refused="").order_by("-seq")
            assert not last or last[0].state_to == entry.state
            assert last.count() >= entry.version

    @invariant()
    def nothing_is_given_twice_or_left_out(self) -> None:
        codes = sorted(e for e in Entry.objects.values_list("code", flat=True) if e)
        assert codes == [f"T-{number:03d}" for number in range(1, len(codes) + 1)]
        books = RegisterRow.objects.values("book").annotate(rows=Count("pk"))
        for book in books:
            numbers = RegisterRow.objects.filter(book=book["book"]).values_list("number", flat=True)
            assert sorted(numbers) == list(range(1, book["rows"] + 1))

    @invariant()
    def the_ranking_is_of_the_scored(self) -> None:
        round_ = Round.objects.get()
        if round_.state != RoundState.RUNNING:
            scored = set(Entry.objects.filter(state=EntryState.SCORED).values_list("pk", flat=True))
            assert set(RankingRow.objects.values_list("entry_id", flat=True)) == scored


def _picture() -> Any:
    rows = []
    with connection.cursor() as cursor:
        for table in ("entry", "forwardingbatch", "round", "document", "assignment", "scoresheet"):
            cursor.execute(f"SELECT * FROM workflows_{table} ORDER BY id")
            rows.append(cursor.fetchall())
        cursor.execute("SELECT * FROM workflows_workitem ORDER BY task_id")
        rows.append(cursor.fetchall())
    return rows


def test_a_contest_stays_whole(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    run_state_machine_as_test(Contest, settings=DOSE)
