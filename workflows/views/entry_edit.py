"""Writing an entry: open a draft, fill it in, attach files. What is saved stays, whatever else is wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from forms.entry import (
    ACCEPTED,
    AttachmentForm,
    EntryForm,
    NewEntryForm,
    authors_formset,
    ending_of,
)
from reports.lists.entry_parts import content_of, format_names
from workflows import clock
from workflows.domain import attachments, entries, windows
from workflows.domain.reading import reading_of
from workflows.domain.refusals import no_right, wrong_state
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Attachment, Contest, ContestUnit, Entry, OrganisationUnit, User
from workflows.roles import Role
from workflows.states import EntryState, RoundState
from workflows.verbs import Noun, Verb
from workflows.views.access import actor, for_roles, grants, person
from workflows.views.tasks import posted_version


@for_roles(Role.AUTHOR, Role.UNIT_OFFICER)
def new(request: HttpRequest) -> HttpResponse:
    """Open a draft in a contest that is open for one of the person's units."""
    held = grants(request)
    units = held.units(Role.AUTHOR, Role.UNIT_OFFICER)
    form = NewEntryForm(
        request.POST or None,
        contests=open_contests(units),
        units=OrganisationUnit.objects.filter(pk__in=units).order_by("name"),
        for_others=Role.UNIT_OFFICER in held.roles,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("entry_edit", _open_draft(request, form).pk)
        except InputRefused as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
    status = 422 if form.is_bound else 200
    return render(request, "workflows/entry/new.html", {"form": form}, status=status)


def open_contests(units: frozenset[int]) -> Any:
    """Return the contests that have opened and not closed for at least one of the units."""
    pairs = ContestUnit.objects.filter(
        unit_id__in=units, contest__rounds__state=RoundState.RUNNING
    ).select_related("contest")
    still = {pair.contest_id for pair in pairs if _is_open(pair)}
    return Contest.objects.filter(pk__in=still).order_by("-pk")


def _is_open(pair: ContestUnit) -> bool:
    opened = windows.has_opened(pair.contest)
    return opened and windows.submission_deadline(pair.contest, pair.unit_id).is_open(clock.now())


def _open_draft(request: HttpRequest, form: NewEntryForm) -> Entry:
    chosen = form.cleaned_data
    contest, unit = chosen["contest"], chosen["unit"]
    if not contest.participations.filter(unit=unit).exists():
        raise InputRefused("not_taking_part", _("This unit does not take part in the contest."), field="unit")
    owner = _owner(request, chosen.get("owner", "").strip(), unit)
    return entries.open_draft(
        contest=contest, unit=unit, owner=owner, entered_by=person(request), title=chosen["title"]
    )


def _owner(request: HttpRequest, text: str, unit: OrganisationUnit) -> User:
    """Return whose entry it is: the person's own, or the account that an officer names."""
    held = grants(request)
    if not text:
        if unit.pk in held.units(Role.AUTHOR):
            return person(request)
        raise InputRefused("no_owner", _("Please name the author's account."), field="owner")
    if unit.pk not in held.units(Role.UNIT_OFFICER):
        raise InputRefused("no_owner", _("Only the unit's officer can enter for others."), field="owner")
    known = User.objects.filter(Q(username__iexact=text) | Q(email__iexact=text), is_active=True).first()
    if known is None:
        raise InputRefused("no_owner", _("There is no account “%(name)s”.") % {"name": text}, field="owner")
    return known


class EntryEdit(LoginRequiredMixin, View):
    """The one form of an entry: content, authors, and a new file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form."""
        entry = _editable(request, pk)
        return self.page(request, entry, *self.forms(entry))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the file first, then the text; each stays kept even if the other is refused."""
        entry = _editable(request, pk)
        form, authors, attachment = self.forms(entry, request)
        refusal: TransitionRefused | None = None
        try:
            attached = self.attach(request, entry, attachment) if attachment.is_valid() else 0
            if form.is_valid() and authors.is_valid():
                self.save(request, entry, form, authors, bumped=attached)
                if attachment.is_valid():
                    return self.saved(request, entry)
        except TransitionRefused as refused:
            refusal = refused
        entry = _visible(request, pk)
        return self.page(request, entry, form, authors, attachment, refusal=refusal)

    def forms(self, entry: Entry, request: HttpRequest | None = None) -> tuple[Any, Any, Any]:
        """Return content form, authors' formset and attachment form, bound to the request if given."""
        data, files = (request.POST, request.FILES) if request else (None, None)
        names = format_names(entry.contest)
        kinds = list(names.items()) or [("article", _("Article")), ("video", _("Video"))]
        content = {
            name: getattr(entry, name)
            for name in ("title", "abstract", "theme", "format", "author_kind", "commitment")
        }
        fields = ("full_name", "position", "phone", "email", "address", "is_representative")
        return (
            EntryForm(data, initial=content, contest=entry.contest, formats=names.items()),
            authors_formset(data, initial=list(entry.authors.values(*fields))),
            AttachmentForm(data, files, prefix="attachment", kinds=kinds),
        )

    def attach(self, request: HttpRequest, entry: Entry, form: AttachmentForm) -> int:
        """Keep the uploaded file and the link, if there are any; return how many were kept."""
        upload, link = form.cleaned_data.get("file"), form.cleaned_data.get("link")
        kind = form.cleaned_data.get("kind") or "article"
        if upload:
            attachments.attach_file(
                entry=entry,
                actor=actor(request),
                kind=kind,
                upload=upload,
                content_type=ACCEPTED[ending_of(upload.name)][0],
            )
        if link:
            attachments.attach_link(entry=entry, actor=actor(request), kind="video", link=link)
        return int(bool(upload)) + int(bool(link))

    def save(self, request: HttpRequest, entry: Entry, form: EntryForm, authors: Any, *, bumped: int) -> None:
        """Save content and authors; keeping a file has raised the version by ``bumped``."""
        seen = posted_version(request)
        entries.save_draft_entry(
            entry=entry,
            actor=actor(request),
            content=form.cleaned_data,
            authors=authors.rows(),
            expected_version=None if seen is None else seen + bumped,
        )

    def saved(self, request: HttpRequest, entry: Entry) -> HttpResponse:
        """Say so, and go where the button says."""
        messages.success(request, _("The draft has been saved."))
        return redirect("entry_submit" if "then_submit" in request.POST else "entry_edit", entry.pk)

    def page(
        self,
        request: HttpRequest,
        entry: Entry,
        form: Any,
        authors: Any,
        attachment: Any,
        refusal: TransitionRefused | None = None,
    ) -> HttpResponse:
        """Render the form."""
        bound = form.is_bound
        context = {
            "entry": entry,
            "form": form,
            "authors": authors,
            "attachment": attachment,
            "files": list(entry.attachments.all()),
            "refusal": refusal,
            "is_returned": bound,
            "version": entry.version,
            "missing": entry.missing_for(Verb.SUBMIT),
            "deadline": windows.shown(deadline_of(entry)),
            "last_check": entry.prescreenings.select_related("officer").first(),
        }
        status = refusal.status if refusal else 422 if bound else 200
        return render(request, "workflows/entry/edit.html", context, status=status)


def deadline_of(entry: Entry) -> Any:
    """Return until when the entry can be handed in, as it stands."""
    if entry.state == EntryState.RETURNED:
        return windows.unit_deadline(entry.contest, entry.unit_id)
    return windows.submission_deadline(entry.contest, entry.unit_id)


def _visible(request: HttpRequest, pk: int) -> Entry:
    entries_seen = Entry.objects.visible_to(person(request))
    return get_object_or_404(entries_seen.select_related("contest", "round", "unit", "owner"), pk=pk)


def _editable(request: HttpRequest, pk: int) -> Entry:
    """Return an entry that the person may write; 403 for a reader, 409 once it has been handed in."""
    entry = _visible(request, pk)
    if request.user.pk not in (entry.owner_id, entry.entered_by_id):
        raise no_right(Verb.SAVE_DRAFT, Noun.ENTRY)
    if entry.state not in (EntryState.DRAFT, EntryState.RETURNED):
        raise wrong_state(Verb.SAVE_DRAFT, entry)
    return entry


@login_required
@require_POST
def drop_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Take a file off an entry."""
    entry = _editable(request, pk)
    attachments.drop(
        attachment=get_object_or_404(Attachment.objects.select_related("entry"), pk=file_pk, entry=entry),
        actor=actor(request),
    )
    messages.success(request, _("The file was removed."))
    return redirect("entry_edit", pk)


class EntrySubmit(LoginRequiredMixin, View):
    """Looking over an entry and handing it in."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the entry with what is missing."""
        return submit_page(request, _editable(request, pk))


def submit_page(request: HttpRequest, entry: Entry, refusal: TransitionRefused | None = None) -> HttpResponse:
    """Render the last look before handing in."""
    on_behalf = entry.owner_id != request.user.pk
    context = {
        **content_of(entry, reading_of(request.user, entry)),
        "refusal": refusal,
        "missing": entry.missing_for(Verb.SUBMIT),
        "verb": Verb.SUBMIT_ON_BEHALF if on_behalf else Verb.SUBMIT,
        "version": entry.version,
        "deadline": windows.shown(deadline_of(entry)),
    }
    return render(request, "workflows/entry/submit.html", context, status=refusal.status if refusal else 200)
