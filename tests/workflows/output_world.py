"""A decided contest whose papers are to be made: prizes of individuals and a group, entries without a prize."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from project.task_runner import TaskRunner
from tests.factories import World, make_entry, make_world, set_round
from workflows.domain import output_batches, outputs
from workflows.domain.jobs import presence, upkeep
from workflows.models import Document, Entry, EntryAuthor, Job, JobBatch

FILE = b"%PDF-1.7 (thu)"


def decided(*, single: int = 3, group: bool = True, without: int = 0, **fields: Any) -> World:
    """Return a world with an issued decision: ``single`` awards, one of a group of three, ``without`` none."""
    world = make_world(**fields)
    for place in range(single):
        name_author(make_entry(world, "awarded"), f"Nguyễn Văn Giải {place + 1}")
    if group:
        entry = make_entry(world, "awarded", author_kind="group")
        name_author(entry, "Trần Thị Đại Diện")
        for order, name in enumerate(("Lê Văn Hai", "Đỗ Thị Ba"), 2):
            EntryAuthor.objects.create(entry=entry, order=order, full_name=name, unit_name="Phòng Hai")
    for place in range(without):
        name_author(make_entry(world, "not_awarded"), f"Phạm Văn Cảm Ơn {place + 1}")
    set_round(world, "decided")
    keep_file(the_decision(world))
    return world


def name_author(entry: Entry, name: str) -> None:
    entry.authors.update(full_name=name)


def keep_file(decision: Document) -> None:
    """Give the decision a file that is what its digest says."""
    name = default_storage.save("documents/quyet-dinh.pdf", ContentFile(FILE))
    digest = hashlib.sha256(FILE).hexdigest()
    Document.objects.filter(pk=decision.pk).update(file=name, file_sha256=digest)


def the_decision(world: World) -> Document:
    pk = Document.objects.only("pk").get(contest=world.contest, kind="decision", amends=None).pk
    return outputs.decision_in_force(pk)


def start(world: World) -> JobBatch:
    return output_batches.start_outputs(decision=the_decision(world), actor=world.actor("clerk"))


def run_all(batch: JobBatch, *, rounds: int = 200) -> JobBatch:
    """Run the product's own runner and upkeep in this process until the batch is over."""
    presence._written.clear()
    runner = TaskRunner(name="tasks-test-1")
    for _ in range(rounds):
        runner.look()
        upkeep.keep()
        batch.refresh_from_db()
        if batch.state == "done":
            return batch
    raise AssertionError([(job.key, job.state, job.error) for job in Job.objects.filter(batch=batch)])


def made(world: World) -> dict[str, str]:
    """Map the keys of the issued papers to the digests of their files."""
    rows = Document.objects.filter(contest=world.contest, key__isnull=False, state="issued")
    return dict(rows.values_list("key", "file_sha256"))
