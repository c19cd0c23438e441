"""Making all papers of a decision as one batch of background jobs, and the two files that gather them."""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.domain import jobs, outputs
from workflows.domain.actors import Actor
from workflows.domain.jobs import JobDeferred
from workflows.domain.outputs import Planned
from workflows.domain.transition import lock_case, unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Document, Job, JobBatch
from workflows.models.job import OPEN, JobBatchState, JobState
from workflows.models.paper_kinds import DocumentKind
from workflows.states import IN_FORCE

KIND = "output"
PRINT, ZIP = "print", "zip"
BUNDLES = (PRINT, ZIP)
"""What a batch makes at its end: one PDF for the printer, one ZIP of everything."""


class Making(NamedTuple):
    """What there is to be of a decision's papers, what is there, and whether a batch is under way."""

    decision: Document
    plan: list[Planned]
    made: dict[str, Document]
    batch: JobBatch | None

    @property
    def missing(self) -> list[Planned]:
        """Return what is not issued yet."""
        return [one for one in self.plan if one.key not in self.made]

    @property
    def certificates(self) -> int:
        """Return how many certificates there are to be."""
        return sum(one.kind == DocumentKind.CERTIFICATE for one in self.plan)

    @property
    def letters(self) -> int:
        """Return how many letters there are to be."""
        return len(self.plan) - self.certificates

    @property
    def is_under_way(self) -> bool:
        """Say whether a batch has not come to its end."""
        return self.batch is not None and self.batch.state != JobBatchState.DONE

    @property
    def content(self) -> str:
        """Return a digest of what a file of all papers holds now."""
        lines = [f"{key}={made.file_sha256}" for key, made in sorted(self.made.items())]
        wanted = sorted(one.key for one in self.plan)
        return hashlib.sha256("\n".join([*lines, *wanted]).encode()).hexdigest()


def making_of(decision: Document) -> Making:
    """Return how far the papers of ``decision`` are; six queries, however many there are."""
    plan = outputs.plan_outputs(decision)
    wanted = {one.key for one in plan}
    issued = outputs.made_of(decision).filter(state__in=IN_FORCE)
    made = {str(one.key): one for one in issued if one.key in wanted}
    return Making(decision, plan, made, batches_of(decision).order_by("-pk").first())


def batches_of(decision: Document) -> "QuerySet[JobBatch]":
    """Return the batches that were started for the decision."""
    return JobBatch.objects.filter(
        contest=decision.contest_id, kind=KIND, key__startswith=f"outputs:{decision.pk}:"
    )


def start_outputs(*, decision: Document, actor: Actor) -> JobBatch:
    """Start making what is missing, then the print file and the ZIP; return the batch.

    One that is under way is found again: a second click starts nothing.

    Raises:
        TransitionRefused: the person is no clerk of the contest, the decision is not in force, or there is
            nothing to make.
    """
    outputs.check_maker(decision.contest, actor)
    outputs.check_in_force(decision)
    with unit_of_work():
        lock_case(decision.case_id)
        making = making_of(decision)
        if making.batch is not None and making.is_under_way:
            return making.batch
        if not making.plan:
            sentence = _("There is nothing to make: the decision has no award that stands.")
            raise TransitionRefused("nothing_to_make", sentence)
        return _start(making, actor, f"outputs:{decision.pk}:{batches_of(decision).count() + 1}")


def _start(making: Making, actor: Actor, key: str) -> JobBatch:
    common: dict[str, Any] = {"decision": making.decision.pk, "by": actor.user_id}
    papers = [
        (one.key, {**common, "what": one.kind.value, "entry": one.entry.pk, "author": _author(one)})
        for one in making.missing
    ]
    closing = [(what, {**common, "what": what, "batch": key}) for what in BUNDLES]
    return jobs.start_batch(
        KIND,
        [*papers, *closing],
        key=key,
        contest=making.decision.contest,
        created_by=actor.user,
        payload={"decision": making.decision.pk},
    )


def _author(planned: Planned) -> int | None:
    return planned.author.pk if planned.author else None


def wait_for_papers(batch_key: str) -> None:
    """Defer the job while papers of its batch are still to come.

    Raises:
        JobDeferred: some are.
    """
    closing = Q(key__in=[f"{batch_key}:{what}" for what in BUNDLES])
    waiting = Job.objects.filter(batch__key=batch_key, state__in=OPEN).exclude(closing).count()
    if waiting:
        sentence = ngettext("Waits for %(n)d document.", "Waits for %(n)d documents.", waiting)
        raise JobDeferred(sentence % {"n": waiting})


def bundles_of(decision: Document) -> dict[str, dict[str, Any]]:
    """Return what is known of the newest print file and ZIP, by :data:`BUNDLES`; one query."""
    ends = Q()
    for what in BUNDLES:
        ends |= Q(key__endswith=f":{what}")
    found = Job.objects.filter(ends, batch__in=batches_of(decision).values("pk"), state=JobState.DONE)
    return _by_kind(found.order_by("finished_at", "pk"))


def _by_kind(rows: Iterable[Job]) -> dict[str, dict[str, Any]]:
    return {row.payload["what"]: {**(row.result or {}), "made_at": row.finished_at} for row in rows}
