"""The page of an entry: content, people, files, scores, where it stands, what can be done, the trail."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.lists import entry_parts, outputs, papers, timeline
from workflows.domain import spelling, windows
from workflows.domain.labels import Label, entry_label
from workflows.domain.reading import Reading, reading_of
from workflows.errors import TransitionRefused
from workflows.flows import tasks
from workflows.models import Document, Entry, WorkItem
from workflows.models.deadline import DeadlineCode
from workflows.models.grants import grants_of
from workflows.roles import Role
from workflows.states import EntryState
from workflows.verbs import Verb
from workflows.views import awarding, flow_words, openable, way
from workflows.views.access import person
from workflows.views.act_forms import acts_for
from workflows.views.chart import chart_of
from workflows.views.entry_edit import deadline_of


@login_required
@require_safe
def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the entry."""
    return render_case(request, visible_entry(request, pk))


def visible_entry(request: HttpRequest, pk: int) -> Entry:
    """Return an entry that the person may see, fresh; 404 for every other."""
    related = ("contest", "round", "unit", "owner", "theme", "award_fact__prize", "spelling")
    return get_object_or_404(Entry.objects.visible_to(person(request)).select_related(*related), pk=pk)


def render_case(
    request: HttpRequest, entry: Entry, *, refusal: TransitionRefused | None = None, verb: str = ""
) -> HttpResponse:
    """Render the page; a refused act stands on top, what was typed for it in its form."""
    user = person(request)
    reading = reading_of(user, entry)
    label = label_of(entry, reading)
    movers = moves_next(entry, reading, user)
    context = {
        **entry_parts.content_of(entry, reading),
        "reading": reading,
        "label": label,
        "way": way.of_entry(entry, reading, label),
        "movers": movers,
        "acts": acts_for(entry, user, reading, request.POST if verb == Verb.CORRECT_ENTRY else None),
        "names": _names(entry, user, request.POST.get("remark") if verb == "names" else None),
        "open_act": verb,
        "grounds": openable.GROUNDS if openable.may_revoke(request, entry) else [],
        "sheets": entry_parts.sheets_of(entry, user, reading),
        "criteria": list(entry.contest.criteria.all()),
        "place": entry_parts.ranking_of(entry, reading),
        "trail": timeline.of_entry(entry, user, reading),
        "chart": chart_of(entry) if reading.is_organiser else None,
        "refusal": refusal,
        "version": entry.version,
        "deadline": windows.shown(deadline_of(entry)) if _is_at_its_author(entry) else "",
        "is_own": user.pk in (entry.owner_id, entry.entered_by_id),
        "last_check": _last_check(entry, reading, user),
        "handed_over_on": awarding.of_entry(entry, reading),
        "outputs": _outputs(entry, reading, user),
    }
    return render(request, "workflows/entry/case.html", context, status=refusal.status if refusal else 200)


def _names(entry: Entry, user: Any, typed: str | None) -> dict[str, Any] | None:
    """Return the question about the spelling, for the entry's people; None where nobody has asked."""
    check = getattr(entry, "spelling", None)
    if check is None or not spelling.may_answer(entry, user) or not spelling.is_answerable(check):
        return None
    return {
        "check": check,
        "shown": spelling.shown(entry),
        "is_confirmed": check.confirmed_at is not None,
        "remark": check.remark if typed is None else typed,
    }


def _outputs(entry: Entry, reading: Reading, user: Any) -> list[Document]:
    """Return certificates and letters; there are none before there is a result that the reader may know."""
    if not reading.knows_results or entry.decided_at is None:
        return []
    return outputs.of_entry(papers.visible(grants_of(user)), entry.pk)


def _is_at_its_author(entry: Entry) -> bool:
    return entry.state in (EntryState.DRAFT, EntryState.RETURNED)


def _last_check(entry: Entry, reading: Reading, user: Any) -> Any:
    """Return the unit's last check: for the unit and the organiser, and what the author has to mend."""
    mends = user.pk == entry.owner_id and entry.state == EntryState.RETURNED
    if not (reading.is_staff or mends) or not reading.sees_people:
        return None
    return entry.prescreenings.select_related("officer").first()


def label_of(entry: Entry, reading: Reading) -> Label:
    """Return where the entry stands, in the reader's words."""
    sheets = entry_parts.progress_of(entry) if reading.is_staff and entry.received_at else None
    until = windows.shown(deadline_of(entry)) if entry.state == EntryState.RETURNED else ""
    award = getattr(entry, "award_fact", None)
    return entry_label(entry, reading, sheets=sheets, until=until, prize=str(award.prize) if award else "")


def moves_next(entry: Entry, reading: Reading, user: Any) -> list[dict[str, Any]]:
    """Return who moves next and until when, each with the task's address where it is the reader's."""
    if entry.left_from and entry.left_at:
        return []
    if _is_at_its_author(entry):
        return [
            {"who": Role.AUTHOR.label, "what": _("Complete and submit"), "due": deadline_of(entry).closes_at}
        ]
    if entry.received_at and not reading.is_organiser and not reading.is_judge:
        return _outside(entry)
    about = Q(entry=entry) | Q(flow="ForwardFlow", unit_id=entry.unit_id) | Q(flow="AwardFlow")
    items = WorkItem.objects.filter(about, contest_id=entry.contest_id).order_by("due", "pk")
    own = set(tasks.items_for(user).filter(about, contest_id=entry.contest_id).values_list("pk", flat=True))
    rows = [item for item in items.select_related("owner") if _concerns(item, entry)]
    movers = [_mover(item, reading, own) for item in rows]
    return [mover for place, mover in enumerate(movers) if mover not in movers[:place]]


def _concerns(item: WorkItem, entry: Entry) -> bool:
    """Of several open tasks those count that the entry really waits for."""
    if item.entry_id is not None:
        return True
    if item.flow == "ForwardFlow":
        return entry.received_at is None
    return entry.received_at is not None


def _mover(item: WorkItem, reading: Reading, own: set[int]) -> dict[str, Any]:
    role = str(Role(item.role).label)
    named = item.owner_id and (reading.is_organiser or item.role != Role.JUDGE)
    return {
        "who": f"{item.owner}, {role}" if named and reading.is_staff else role,
        "what": flow_words.title_of(item.flow, item.step),
        "due": item.due,
        "task": item.pk if item.pk in own else None,
    }


def _outside(entry: Entry) -> list[dict[str, Any]]:
    """Return the one line for those who are not told of the organiser's desks."""
    if entry.round.is_published:
        return []
    award = windows.contest_deadline(entry.contest, DeadlineCode.AWARD)
    what = _("Score the entry") if entry.state == EntryState.PRE_SCREENED else _("Announce the results")
    return [{"who": entry.contest.committee_name, "what": what, "due": award.closes_at if award else None}]
