"""What organiser and jury do on each cue, and how time passes between the cues."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from reports import papers
from workflows import clock
from workflows.domain import body_decisions, document_life, documents, scoring, windows
from workflows.domain.actors import Actor
from workflows.domain.contest_file.entry_parts import FileEntry, FileSheet
from workflows.flows import acts, timers
from workflows.management.rehearsal.units import UnitPlayers
from workflows.models import Assignment, Entry, Round
from workflows.models.readiness import missing_body
from workflows.roles import Role
from workflows.states import BatchState
from workflows.vietnamese.dates import document_date

DESK_ACTS = frozenset(
    {
        "close_scoring",
        "vote",
        "approve",
        "draft_minutes",
        "sign_minutes",
        "propose_award",
        "sign",
        "issue",
        "publish",
    }
)


class Players(UnitPlayers):
    """All players of a contest file: its authors and units, its organiser and its jury."""

    def play(self, act: str, about: Any) -> None:
        """Do one act; desks stay empty in a contest to which no unit sent anything."""
        if act in DESK_ACTS and not self._received():
            return
        deed: Callable[[Any], None] = getattr(self, f"do_{act}")
        deed(about)

    def _received(self) -> bool:
        return Entry.objects.filter(contest=self.contest, received_at__isnull=False).exists()

    def do_receive(self, about: str) -> None:
        """The secretary receives the batch; judges are assigned as the file has them.

        With the first one goes the decision on jury and committee, where the file does not name it.
        """
        batch = self._batch_in(about, BatchState.FORWARDED)
        if batch is None:
            return
        if missing_body(self.contest):
            self._record_body()
        self._task(
            batch,
            "receive",
            self.cast.in_contest(Role.SECRETARY),
            refused={},
            rng=self.rng,
            judges=self._planned(),
        )

    def _planned(self) -> dict[int, list[str]]:
        if self.contest.sheets_per_entry is None:
            return {}
        return {
            self.entry_of[entry.code]: [sheet.judge for sheet in entry.sheets]
            for entry in self.file.entries
            if entry.code in self.entry_of and entry.sheets
        }

    def do_score(self, about: tuple[FileEntry, FileSheet]) -> None:
        """A judge submits a sheet, or recuses where there was a task to recuse from."""
        in_file, sheet = about
        entry, judge = self._entry(in_file), self.cast.judge(sheet.judge)
        if sheet.points is None:
            self.recuse(in_file, sheet.judge, sheet.reason or "Xung đột lợi ích")
        elif Assignment.objects.filter(entry=entry, judge=judge, recused_at=None).exists():
            self._task(entry, "score", Actor(judge.user), points=sheet.points, comment="")

    def recuse(self, about: FileEntry, code: str, reason: str) -> None:
        """A judge declares a conflict, if the entry is the judge's to score."""
        entry, judge = self._entry(about), self.cast.judge(code)
        if Assignment.objects.filter(entry=entry, judge=judge, recused_at=None).exists():
            acts.recuse_entry(entry=entry, actor=Actor(judge.user), judge=judge, reason=reason)

    @property
    def round(self) -> Round:
        """The round that is played."""
        return self.contest.rounds.select_related("contest").order_by("order")[0]

    def do_close_scoring(self, about: None) -> None:
        """The chair closes scoring; with sheets missing a reason is given."""
        missing = scoring.open_sheets(self.round).exists()
        reason = "Giám khảo vắng có lý do; đủ số phiếu tối thiểu." if missing else ""
        self._task(self.round, "close_scoring", self.cast.in_contest(Role.CHAIR), reason=reason)

    def do_vote(self, about: None) -> None:
        """The chair records a vote on every tie that the stored order leaves open."""
        while ties := scoring.open_ties(self.round):
            order = [row.entry_id for row in ties[0]]
            self.rng.shuffle(order)
            note = "Ban Tổ chức biểu quyết tại cuộc họp (hư cấu)."
            self._task(self.round, "vote", self.cast.in_contest(Role.CHAIR), order=order, note=note)

    def do_approve(self, about: None) -> None:
        """The chair approves the result."""
        self._task(self.round, "approve_results", self.cast.in_contest(Role.CHAIR))

    def _record_body(self) -> None:
        """A decision of the opening day and a majority as quorum; what the file names is kept."""
        contest, opening = self.contest, windows.opens_at(self.contest) or clock.now()
        body_decisions.record_body_contest(
            contest=contest,
            actor=self.cast.in_contest(Role.SECRETARY),
            number=contest.body_decision_number or "01/QĐ-BTC (hư cấu)",
            on=contest.body_decision_date or clock.local(opening).date(),
            quorum=contest.quorum or contest.judges.count() // 2 + 1,
        )

    def do_draft_minutes(self, about: None) -> None:
        """The secretary draws up the minutes of the meeting."""
        minutes, secretary = documents.minutes_of(self.round), self.cast.in_contest(Role.SECRETARY)
        day = document_date(clock.today())
        record = papers.renewed_record(minutes) | {
            "time_begun": f"08 giờ 00, {day}",
            "time_ended": f"11 giờ 30, {day}",
            "meeting_place": f"Phòng họp {self.contest.organizer_short or self.contest.organizer_name}",
        }
        document_life.save_draft_document(document=minutes, actor=secretary, record=record)
        self._task(minutes, "prepare_paper", secretary)

    def do_sign_minutes(self, about: None) -> None:
        """The chair signs them."""
        self._task(documents.minutes_of(self.round), "sign_paper", self.cast.in_contest(Role.CHAIR))

    def do_propose_award(self, about: None) -> None:
        """The head of the standing unit signs the proposal and submits the decision."""
        self._task(self.round, "submit_for_signature", self.cast.in_contest(Role.STANDING_HEAD))

    def do_sign(self, about: None) -> None:
        """The signatory signs the decision."""
        self._task(self.round, "sign", self.cast.in_contest(Role.SIGNATORY))

    def do_issue(self, about: None) -> None:
        """The clerk numbers and issues the decision."""
        self._task(self.round, "issue", self.cast.in_contest(Role.CLERK))

    def do_publish(self, about: None) -> None:
        """The secretary publishes the results."""
        self._task(self.round, "publish_results", self.cast.in_contest(Role.SECRETARY))


def let_time_pass(until: datetime) -> None:
    """Move the clock to ``until``, stopping at every timer on the way."""
    while moment := timers.next_due(until):
        clock.move_to(max(moment, clock.now()))
        timers.fire_due()
    clock.move_to(until)
