"""What authors and units do on each cue: every act goes through the flows as it would from the screen."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from workflows import clock
from workflows.domain import entries
from workflows.domain.actors import Actor
from workflows.domain.contest_file.entry_parts import FileEntry
from workflows.domain.contest_file.parts import ContestFile
from workflows.domain.people import author_account
from workflows.domain.transition import perform
from workflows.errors import TransitionRefused
from workflows.flows import acts, tasks
from workflows.management.rehearsal import papers
from workflows.management.rehearsal.cast import Cast
from workflows.models import Contest, Entry, ForwardingBatch, OrganisationUnit, WorkItem
from workflows.models.prescreening import Verdict
from workflows.roles import Role
from workflows.states import BatchState, EntryState
from workflows.verbs import Verb


class UnitPlayers:
    """Plays the authors and units of one contest file in a database that holds its set-up.

    Args:
        contest: the loaded contest.
        file: what it was loaded from.
        rng: source of judging codes and of the order of votes.
    """

    def __init__(self, contest: Contest, file: ContestFile, rng: random.Random) -> None:
        self.contest, self.file, self.rng = contest, file, rng
        self.cast = Cast(contest)
        self.units = {p.unit.code: p.unit for p in contest.participations.select_related("unit")}
        self.entry_of: dict[str, int] = {}
        self.refused: list[str] = []

    def do_open(self, about: None) -> None:
        """The contest opens: every unit gets its list."""
        acts.open_lists(self.contest)

    def do_tick(self, about: None) -> None:
        """Nothing but time passes."""

    def do_draft(self, about: FileEntry) -> None:
        """The representative writes the draft."""
        unit = self.units[about.unit]
        self._draft(about, unit, author_account(self.contest, unit, about.representative, demo=True))

    def do_submit(self, about: FileEntry) -> None:
        """The representative writes the draft, if it is not there yet, and submits it."""
        if about.code not in self.entry_of:
            self.do_draft(about)
        entry = self._entry(about)
        self._try(lambda: acts.submit_entry(entry=entry, actor=Actor(entry.owner)))

    def _draft(self, about: FileEntry, unit: OrganisationUnit, author: Any) -> None:
        entry = entries.open_draft(
            contest=self.contest, unit=unit, owner=author, entered_by=author, title=about.title
        )
        self.entry_of[about.code] = entry.pk
        content = {
            "abstract": about.abstract,
            "theme": self.contest.themes.get(code=about.theme),
            "format": about.format,
            "author_kind": str(about.author_kind),
            "collective_name": about.collective_name,
            "language": about.language,
            "commitment": True,
        }
        saved = entries.save_draft_entry(
            entry=entry, actor=Actor(author), content=content, authors=self._authors(about)
        )
        for attachment in about.attachments or (papers.default_attachment(about),):
            papers.attach(saved, attachment)

    @staticmethod
    def _authors(about: FileEntry) -> list[dict[str, Any]]:
        return [
            {
                "full_name": author.full_name,
                "position": author.position,
                "phone": author.phone,
                "email": author.email,
                "address": author.address,
                "is_representative": author.is_representative,
            }
            for author in about.authors
        ]

    def _entry(self, about: FileEntry) -> Entry:
        return Entry.objects.select_related("contest", "unit", "owner").get(pk=self.entry_of[about.code])

    def do_propose(self, about: FileEntry) -> None:
        """The officer checks the entry and proposes."""
        entry = self._entry(about)
        if entry.state != EntryState.SUBMITTED:
            return
        passes = about.prescreen.result in ("pass", None)
        answers = {item.code: passes for item in self.contest.checklist.all()}
        note = about.prescreen.note or ("" if passes else about.prescreen.reason_code or "Không đạt sơ loại.")
        self._task(
            entry,
            "prescreen",
            self.cast.in_unit(Role.UNIT_OFFICER, entry.unit_id),
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            answers=answers,
            reason_code=about.prescreen.reason_code,
            note=note,
        )

    def do_return(self, about: FileEntry) -> None:
        """The officer gives the entry back; it will lapse by the clock."""
        entry = self._entry(about)
        if entry.state != EntryState.SUBMITTED:
            return
        self._task(
            entry,
            "prescreen",
            self.cast.in_unit(Role.UNIT_OFFICER, entry.unit_id),
            verdict=Verdict.RETURN,
            answers={},
            reason_code=about.prescreen.reason_code,
            note=about.prescreen.note or "Đề nghị bổ sung.",
        )

    def do_withdraw(self, about: FileEntry) -> None:
        """The author takes the entry back."""
        entry = self._entry(about)
        self._try(lambda: acts.withdraw_entry(entry=entry, actor=self.cast.author(entry)))

    def do_confirm(self, about: tuple[str, Sequence[FileEntry]]) -> None:
        """The head of the unit decides in one act on all proposals that there are."""
        unit, listed = about
        batch = self._batch(unit)
        submitted = set(
            Entry.objects.filter(
                contest=self.contest, unit=batch.unit, state=EntryState.SUBMITTED
            ).values_list("pk", flat=True)
        )
        if not submitted:
            return
        chosen = [
            self.entry_of[e.code]
            for e in listed
            if e.leaving is None and e.prescreen.result in ("pass", None)
        ]
        chosen = [key for key in chosen if key in submitted]
        self._task(batch, "confirm_list", self._head(unit), chosen=chosen, reasons={})

    def _batch(self, unit: str) -> ForwardingBatch:
        """Return the unit's newest list."""
        return self._lists(unit)[0]

    def _lists(self, unit: str) -> QuerySet[ForwardingBatch]:
        lists = ForwardingBatch.objects.filter(contest=self.contest, unit=self.units[unit])
        return lists.select_related("contest", "unit").order_by("-ordinal")

    def _batch_in(self, unit: str, state: BatchState) -> ForwardingBatch | None:
        """Return the unit's list in ``state``; a supplement may stand beside it."""
        return self._lists(unit).filter(state=state).first()

    def _head(self, unit: str) -> Actor:
        return self.cast.in_unit(Role.UNIT_HEAD, self.units[unit].pk)

    def do_forward(self, about: str) -> None:
        """The head of the unit sends the batch, if there is one to send."""
        if batch := self._batch_in(about, BatchState.CONFIRMED):
            self._task(batch, "forward", self._head(about))

    def do_declare_none(self, about: str) -> None:
        """The head of the unit declares that there is nothing to send."""
        self._task(self._batch(about), "confirm_list", self._head(about), declare_none=True)

    def do_late_confirm(self, about: FileEntry) -> None:
        """The head tries to confirm too late; the gate refuses and records it."""
        self._late(about, Verb.CONFIRM_LIST, at=clock.now(), chosen=True, batch=self._batch(about.unit))

    def do_late_forward(self, about: FileEntry) -> None:
        """The head tries to forward too late; the gate refuses and records it."""
        self._late(about, Verb.FORWARD, at=clock.now())

    def _late(self, about: FileEntry, verb: Verb, **arguments: Any) -> None:
        entry, head = self._entry(about), self._head(about.unit)
        self._try(lambda: perform(verb, entry, actor=head, **arguments))

    def _try(self, deed: Callable[[], Any]) -> None:
        try:
            deed()
        except TransitionRefused as refusal:
            self.refused.append(str(refusal.code))

    def _task(self, subject: Any, step: str, actor: Actor, **cleaned: Any) -> None:
        """Take and complete the open task of ``step`` on ``subject``, as its page would."""
        items = tasks.items_for(actor.user).filter(step=step, case_id=subject.case_id)
        if isinstance(subject, ForwardingBatch):
            items = items.filter(unit_id=subject.unit_id)
        item: WorkItem | None = items.order_by("-pk").first()
        if item is None:
            raise LookupError(f"{actor.user} has no task {step} for {subject}")
        tasks.complete(task_id=item.pk, actor=actor, cleaned=cleaned)
