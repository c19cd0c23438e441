"""Playing a contest file: cue after cue, the clock moving with them."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from workflows import clock
from workflows.domain import checkpoints
from workflows.domain.contest_file.parts import ContestFile
from workflows.domain.contest_loading import load_contest
from workflows.management.rehearsal.cues import Cue, cues_of
from workflows.management.rehearsal.players import Players, let_time_pass
from workflows.management.rehearsal.stages import Stage
from workflows.models import Contest


class Rehearsal:
    """One contest file played in the database of this process, which must be marked demo.

    Args:
        file: the contest file.
        seed: makes judging codes and votes repeatable.
    """

    def __init__(self, file: ContestFile, *, seed: int = 0) -> None:
        self.file = file
        self.rng = random.Random(seed)  # noqa: S311 - a rehearsal wants repeatable codes
        self.cues = cues_of(file)
        self.contest: Contest | None = None
        self.players: Players | None = None

    def play(
        self,
        *,
        until: Stage = Stage.PUBLISHED,
        not_after: datetime | None = None,
        skip: Callable[[Cue], bool] = lambda cue: False,
        tick: Callable[[int], object] = lambda done: None,
    ) -> Contest:
        """Load the contest and play all cues up to the stage ``until``, none after ``not_after``.

        The clock is left where the last cue put it. ``tick`` is called with 1 after each cue.
        """
        self._begin()
        assert self.players is not None
        assert self.contest is not None
        for cue in self.cues:
            if cue.stage <= until and (not_after is None or cue.moment <= not_after) and not skip(cue):
                let_time_pass(cue.moment)
                self.players.play(cue.act, cue.about)
            tick(1)
        if not_after is not None:
            let_time_pass(max(not_after, clock.now()))
        checkpoints.seal("rehearsal")
        return self.contest

    def _begin(self) -> None:
        first = self.cues[0].moment
        clock.move_to(first - timedelta(minutes=1))
        self.contest = load_contest(self.file, demo=True)
        self.players = Players(self.contest, self.file, self.rng)
