"""The papers of a decision, made while workers are killed, and what must be true of them in the end."""

import hashlib
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from tests.factories import World
from tests.workflows.domain.jobs.killing import Killed, is_over, nursery_of
from tests.workflows.output_world import decided, start, the_decision
from workflows.domain import output_batches, outputs
from workflows.models import Award, CaseEvent, Document, Entry, Job, JobBatch, RegisterRow
from workflows.models.job import JobState

MEDIA = "KILL_MEDIA"


def kill_makers(folder: Path, media: Path, *, papers: int, kills: int, limit: float = 120.0) -> Killed:
    """Have ``papers`` certificates made while workers are killed; return when the batch is over.

    The kills are spread over the batch: it goes on while they last, and to its end after them.
    """
    world = decided(single=papers, group=False)
    before = _facts(world)
    os.environ[MEDIA] = str(media)
    began = time.monotonic()
    batch = start(world)
    done = 0
    with nursery_of(folder) as nursery:
        until = time.monotonic() + limit
        while not is_over(batch) and time.monotonic() < until:
            if done < kills:
                time.sleep(random.uniform(0.05, 0.4))
                nursery.start(nursery.kill(random.choice(list(nursery.workers))))
                done += 1
            else:
                time.sleep(0.1)
    assert done == kills, f"the batch was over after {done} kills of {kills}"
    check(batch, world, papers)
    assert _facts(world) == before, "something else of the contest has changed"
    starts = sum(Job.objects.filter(batch=batch).values_list("attempts", flat=True))
    return Killed(kills, starts, time.monotonic() - began)


def _facts(world: World) -> dict[str, Any]:
    """Return what making papers must not touch: states, awards, numbers."""
    return {
        "entries": sorted(Entry.objects.filter(contest=world.contest).values_list("pk", "state", "version")),
        "awards": sorted(Award.objects.values_list("entry", "prize", "rank", "decision")),
        "numbers": sorted(RegisterRow.objects.values_list("book", "number", "document")),
        "numbered": list(Document.objects.exclude(full_number="").values_list("pk", "full_number")),
    }


def check(batch: JobBatch, world: World, papers: int) -> None:
    """Every planned paper exists once, is issued once, and its file is whole; the two files hold all."""
    rows = list(Job.objects.filter(batch=batch))
    assert Counter(row.state for row in rows) == {JobState.DONE: papers + 2}, [
        (row.key, row.state, row.error) for row in rows if row.state != JobState.DONE
    ]
    made = Document.objects.filter(contest=world.contest, kind="certificate")
    planned = [one.key for one in outputs.plan_outputs(the_decision(world))]
    assert len(planned) == papers
    assert sorted(made.values_list("key", flat=True)) == sorted(planned)
    for paper in made:
        _check_paper(paper)
    for known in output_batches.bundles_of(the_decision(world)).values():
        assert (known["documents"], known["missing"]) == (papers, [])
        assert _digest(known["name"]) == known["sha256"]


def _check_paper(paper: Document) -> None:
    assert (paper.state, paper.number, paper.full_number, paper.version) == ("issued", None, "", 1)
    assert _digest(paper.file.name) == paper.file_sha256
    [event] = CaseEvent.objects.filter(case_id=paper.case_id)
    assert (event.verb, event.refused) == ("issue", "")
    assert paper.file_sha256 in event.data


def _digest(name: str) -> str:
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
