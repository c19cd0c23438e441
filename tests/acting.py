"""People acting the way the product lets them: through tasks and acts, with a trail and processes.

world = make_world(); play = Acting(world)
entry = play.submitted()                 # drafted and submitted, its process waits at pre-screening
play.received(entry)                     # the whole unit's list as far as receipt
play.do("chair", "close_scoring", reason="…")
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from viewflow.workflow.models import Task

from reports import papers
from tests.factories import World, complete_content
from workflows.domain import document_life, documents, entries
from workflows.flows import acts, tasks
from workflows.models import Document, Entry, ForwardingBatch, Judge, OrganisationUnit, User, WorkItem
from workflows.models.prescreening import Verdict

POINTS = {"A": Decimal(40), "B": Decimal(30)}


class Acting:
    """Acts of the people of a world; each returns the fresh subject."""

    def __init__(self, world: World) -> None:
        self.world = world

    def draft(self, owner: str = "author", unit: OrganisationUnit | None = None) -> Entry:
        """A complete draft."""
        person, unit = self.world[owner], unit or self.unit_of(owner)
        entry = entries.open_draft(
            contest=self.world.contest, unit=unit, owner=person, entered_by=person, title="Sáng kiến"
        )
        entry = entries.save_draft_entry(
            entry=entry,
            actor=self.world.actor(owner),
            content={
                "abstract": "Tóm tắt",
                "theme": self.world.contest.themes.first(),
                "commitment": True,
            },
        )
        complete_content(entry)
        return entry

    def unit_of(self, name: str) -> OrganisationUnit:
        """The unit in which the person holds a role."""
        return self.world.units[1 if name.endswith("_2") and not name.startswith("judge") else 0]

    def submitted(self, owner: str = "author") -> Entry:
        """An entry handed in by its author."""
        return acts.submit_entry(entry=self.draft(owner), actor=self.world.actor(owner))

    def item(self, step: str, *, entry: Entry | None = None, user: User | None = None) -> WorkItem:
        """The one open task of ``step``."""
        items = WorkItem.objects.filter(step=step, contest=self.world.contest)
        if entry is not None:
            items = items.filter(entry=entry)
        if user is not None:
            items = items.filter(owner=user)
        return items.get()

    def do(
        self, name: str, step: str, *, entry: Entry | None = None, version: int | None = None, **cleaned: Any
    ) -> Any:
        """Take the task of ``step`` and complete it as ``name``; ``minutes`` are two tasks and a meeting."""
        if step == "minutes":
            return self.minuted()
        user = self.world[name] if step == "score" else None
        unit = self.unit_of(name) if step in ("confirm_list", "forward") else None
        item = self.item(step, entry=entry, user=user) if unit is None else self._of_unit(step, unit)
        return tasks.complete(
            task_id=item.pk, actor=self.world.actor(name), cleaned=cleaned, expected_version=version
        )

    def _of_unit(self, step: str, unit: OrganisationUnit) -> WorkItem:
        return WorkItem.objects.filter(step=step, unit=unit).order_by("pk")[0]

    def prescreened(
        self, entry: Entry, verdict: Verdict = Verdict.PASS, note: str = "", by: str = ""
    ) -> Entry:
        """The officer's proposal."""
        name = by or self._named("unit_officer", entry)
        self.do(name, "prescreen", entry=entry, verdict=verdict, note=note, answers={"K1": True})
        return Entry.objects.get(pk=entry.pk)

    def _named(self, role: str, entry: Entry) -> str:
        return role if entry.unit_id == self.world.units[0].pk else f"{role}_2"

    def listed(self, *listed: Entry, head: str = "unit_head") -> ForwardingBatch:
        """The head's list of exactly these entries; each is proposed first."""
        for entry in listed:
            if WorkItem.objects.filter(step="prescreen", entry=entry).exists():
                self.prescreened(entry)
        return self.do(head, "confirm_list", chosen=[entry.pk for entry in listed])

    def forwarded(self, *listed: Entry, head: str = "unit_head") -> ForwardingBatch:
        """The list sent to the organiser."""
        self.listed(*listed, head=head)
        return self.do(head, "forward")

    def received(self, *listed: Entry, head: str = "unit_head", **cleaned: Any) -> ForwardingBatch:
        """The batch taken in and its entries given to the judges."""
        self.forwarded(*listed, head=head)
        return self.do("secretary", "receive", **cleaned)

    def settle_other_lists(self) -> None:
        """Let every unit that has not sent anything declare so."""
        waiting = self.world.contest.batches.filter(state="collecting")
        for batch in waiting.select_related("unit"):
            head = "unit_head" if batch.unit_id == self.world.units[0].pk else "unit_head_2"
            self.do(head, "confirm_list", declare_none=True)

    def scored_by(self, names: Iterable[str], entry: Entry, points: Any = None) -> None:
        """Sheets of these judges."""
        for name in names:
            self.do(name, "score", entry=entry, points=points or POINTS)

    def minuted(self) -> Document:
        """The minutes of the meeting: blanks filled, submitted by the secretary, signed by the chair."""
        self.fill_minutes()
        self.do("secretary", "prepare_paper")
        return self.do("chair", "sign_paper")

    def fill_minutes(self) -> Document:
        """The secretary writes into the draft of the minutes what nobody else knows."""
        minutes, secretary = documents.minutes_of(self.world.round), self.world.actor("secretary")
        record = papers.renewed_record(minutes) | MEETING
        return document_life.save_draft_document(document=minutes, actor=secretary, record=record)

    def decided(self, until: str = "publish_results") -> None:
        """The desks after the scoring, as far as the step ``until``."""
        for name, step in DESKS:
            self.do(name, step)
            if step == until:
                return

    def judge(self, name: str) -> Judge:
        """The judge behind a person."""
        return Judge.objects.get(contest=self.world.contest, user=self.world[name])

    def steps(self, entry: Entry | None = None) -> list[str]:
        """Names of the open human tasks, of the entry or of all."""
        items = WorkItem.objects.filter(contest=self.world.contest)
        if entry is not None:
            items = items.filter(entry=entry)
        return sorted(items.values_list("step", flat=True))

    def waiting(self, entry: Entry) -> list[str]:
        """Names of the nodes at which the entry's running processes stand."""
        from workflows.flows.entry_flow import EntryFlow
        from workflows.flows.processes import OPEN, processes_of

        open_tasks = Task.objects.filter(process__in=processes_of(EntryFlow, [entry]), status__in=OPEN)
        return sorted(task.flow_task.name for task in open_tasks.exclude(flow_task_type="JOIN"))


MEETING = {
    "time_begun": "08 giờ 00, ngày 25 tháng 7 năm 2024",
    "time_ended": "11 giờ 00, ngày 25 tháng 7 năm 2024",
    "meeting_place": "Phòng họp số 1",
}
"""What the secretary knows of the meeting."""

DESKS = (
    ("chair", "close_scoring"),
    ("chair", "approve_results"),
    ("secretary", "minutes"),
    ("standing_head", "submit_for_signature"),
    ("signatory", "sign"),
    ("clerk", "issue"),
    ("secretary", "publish_results"),
)
"""Who does what after the last sheet."""

JUDGES = ("judge", "judge_2", "judge_3")

__all__ = ["DESKS", "JUDGES", "MEETING", "POINTS", "Acting"]
