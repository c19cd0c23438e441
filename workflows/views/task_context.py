"""What the screen of every task shows besides its form: the case, its way, who else may do it."""

from typing import Any

from reports.lists import entry_parts, results
from workflows.domain import windows
from workflows.domain.labels import Label, entry_label
from workflows.domain.notices import holders
from workflows.domain.reading import reading_of
from workflows.models import Document, Entry, ForwardingBatch, Round, WorkItem
from workflows.roles import Role
from workflows.steps.base import Step
from workflows.verbs import Verb
from workflows.views import flow_words, way


def context_of(item: WorkItem, step: Step, user: Any) -> dict[str, Any]:
    """Return the context of the task's page, the step's own included."""
    context = {
        "item": item,
        "step": step,
        "subject": step.subject,
        "contest": step.subject.contest,
        "verb": step.verb,
        "task_title": flow_words.title_of(item.flow, item.step),
        "next_words": flow_words.next_words(item.flow, item.step, _paper_noun(step.subject)),
        "taken_by": item.owner if item.owner_id not in (None, user.pk) else None,
        "is_own": item.owner_id == user.pk,
        "colleagues": [] if item.is_personal else _colleagues(item, user),
        "version": step.subject.version,
    }
    context |= {**_about(step, user, item), **step.context()}
    if step.verb is Verb.APPROVE_RESULTS:
        context |= results.prizes_of(step.subject)
    if isinstance(step.subject, Entry) and step.verb is Verb.SUBMIT:
        context["missing"] = step.subject.missing_for(Verb.SUBMIT)
    return context


def _paper_noun(subject: Any) -> str:
    return subject.noun if isinstance(subject, Document) else ""


def _colleagues(item: WorkItem, user: Any) -> list[Any]:
    role = Role(item.role)
    scope, key = item.queue.rpartition("@")[2][0], int(item.queue.rpartition("@")[2][1:])
    found = holders(role, unit_id=key) if scope == "u" else holders(role, contest_id=key)
    return [colleague for colleague in found if colleague.pk != user.pk]


def _about(step: Step, user: Any, item: WorkItem) -> dict[str, Any]:
    """Return what belongs to the kind of subject."""
    subject = step.subject
    if isinstance(subject, Entry):
        reading = reading_of(user, subject)
        label = entry_label(subject, reading, until=windows.shown_end(item.due))
        return {
            "reading": reading,
            "label": label,
            "way": way.of_entry(subject, reading, label),
            "last_check": None
            if reading.is_judge
            else subject.prescreenings.select_related("officer").first(),
            **entry_parts.content_of(subject, reading),
        }
    label = Label(str(subject.get_state_display()), str(subject.state))
    if isinstance(subject, ForwardingBatch):
        deadline = windows.shown(windows.unit_deadline(subject.contest, subject.unit_id))
        taking_part = subject.contest.participations.filter(unit_id=subject.unit_id)
        return {
            "label": label,
            "way": way.of_batch(subject),
            "unit_deadline": deadline,
            "max_entries": taking_part.values_list("max_entries", flat=True).first(),
        }
    if isinstance(subject, Document):
        return {"label": label, "way": way.of_paper(subject)}
    assert isinstance(subject, Round)
    words = str(flow_words.state_of(item.flow, subject.state, item.step))
    return {"label": Label(words, str(subject.state)), "way": way.of_round(subject)}
