"""What an author, or an officer for an author, does with an entry; and how an entry leaves the way."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from workflows import clock
from workflows.domain import dues, notices, refusals
from workflows.domain.actors import Actor
from workflows.domain.cases import open_case
from workflows.domain.coding import entry_code
from workflows.domain.transition import perform, unit_of_work
from workflows.models import Contest, Document, Entry, EntryAuthor, OrganisationUnit, User
from workflows.models.case import CaseKind
from workflows.models.notice import NoticeKind
from workflows.states import EntryState, Reason
from workflows.verbs import Verb
from workflows.vietnamese.fold import fold
from workflows.vietnamese.text import nfc

LEGAL_GROUNDS = ("a", "b", "c", "d")
"""Grounds for taking an award back, by their letters in the law."""

CONTENT_FIELDS = (
    "title",
    "abstract",
    "theme",
    "format",
    "author_kind",
    "collective_name",
    "language",
    "commitment",
)


def open_draft(
    *, contest: Contest, unit: OrganisationUnit, owner: User, entered_by: User, title: str
) -> Entry:
    """Return a new draft: a case without events until something is saved or submitted."""
    with unit_of_work():
        return Entry.objects.create(
            case=open_case(CaseKind.ENTRY),
            contest=contest,
            round=contest.rounds.order_by("order")[0],
            unit=unit,
            unit_name=unit.name,
            owner=owner,
            entered_by=entered_by,
            title=nfc(title),
            search_key=fold(title),
            created_at=clock.now(),
        )


def save_draft_entry(
    *,
    entry: Entry,
    actor: Actor,
    content: Mapping[str, Any],
    authors: Sequence[Mapping[str, Any]] | None = None,
    expected_version: int | None = None,
) -> Entry:
    """Keep the content (and, where given, the authors) of a draft or a returned entry."""
    fields = {name: content[name] for name in CONTENT_FIELDS if name in content}
    fields = {name: nfc(v) if isinstance(v, str) else v for name, v in fields.items()}
    if "title" in fields:
        fields["search_key"] = fold(fields["title"])
    with unit_of_work():
        saved = perform(Verb.SAVE_DRAFT, entry, actor=actor, expected_version=expected_version, **fields)
        if authors is not None:
            replace_authors(saved, authors)
        return saved


def replace_authors(entry: Entry, authors: Sequence[Mapping[str, Any]]) -> None:
    """Put ``authors`` in the place of the entry's authors, in the given order."""
    entry.authors.all().delete()
    EntryAuthor.objects.bulk_create(
        EntryAuthor(
            entry=entry, order=order, **{k: nfc(v) if isinstance(v, str) else v for k, v in a.items()}
        )
        for order, a in enumerate(authors, start=1)
    )


def submit_entry(*, entry: Entry, actor: Actor, expected_version: int | None = None) -> Entry:
    """Hand the entry in to its unit."""
    return _submit(Verb.SUBMIT, entry, actor, expected_version)


def submit_on_behalf_entry(*, entry: Entry, actor: Actor, expected_version: int | None = None) -> Entry:
    """Hand the entry in for its author, who is told."""
    with unit_of_work():
        submitted = _submit(Verb.SUBMIT_ON_BEHALF, entry, actor, expected_version)
        notices.tell_author(submitted, NoticeKind.SUBMITTED_FOR_YOU)
        return submitted


def _submit(verb: Verb, entry: Entry, actor: Actor, expected_version: int | None) -> Entry:
    with unit_of_work():
        code = entry.code or _next_code(entry.contest)
        unit_name = OrganisationUnit.objects.values_list("name", flat=True).get(pk=entry.unit_id)
        data = {"code": code, "owner": entry.owner_id, "authors": entry.authors.count()}
        submitted = perform(
            verb,
            entry,
            actor=actor,
            expected_version=expected_version,
            data=data,
            at=clock.now(),
            code=code,
            unit_name=unit_name,
        )
        _take_snapshot(submitted)
        return submitted


def _next_code(contest: Contest) -> str:
    Contest.objects.filter(pk=contest.pk).update(next_entry_number=F("next_entry_number") + 1)
    number = Contest.objects.values_list("next_entry_number", flat=True).get(pk=contest.pk) - 1
    return entry_code(contest.entry_prefix, number)


def _take_snapshot(entry: Entry) -> None:
    """Give the authors the unit's name as the entry has it now: a unit may have been renamed meanwhile."""
    entry.authors.update(unit_name=entry.unit_name)
    entry.authors.filter(is_representative=True, user=None).update(user_id=entry.owner_id)


def withdraw_entry(*, entry: Entry, actor: Actor, expected_version: int | None = None) -> Entry:
    """Take the entry back."""
    return perform(Verb.WITHDRAW, entry, actor=actor, expected_version=expected_version, at=clock.now())


def disqualify_entry(
    *, entry: Entry, actor: Actor, reason: str, expected_version: int | None = None
) -> Entry:
    """Exclude the entry; the author is told and reads the reason."""
    require_reason(reason)
    with unit_of_work():
        out = perform(
            Verb.DISQUALIFY,
            entry,
            actor=actor,
            expected_version=expected_version,
            note=reason,
            at=clock.now(),
        )
        notices.tell_author(out, NoticeKind.DISQUALIFIED, text=reason)
        return out


def reinstate_entry(*, entry: Entry, actor: Actor, reason: str, expected_version: int | None = None) -> Entry:
    """Put the entry back to the state before it left."""
    require_reason(reason)
    with unit_of_work():
        back = perform(Verb.REINSTATE, entry, actor=actor, expected_version=expected_version, note=reason)
        notices.tell_author(back, NoticeKind.REINSTATED, text=reason)
        return back


def revoke_entry(*, entry: Entry, actor: Actor, ground: str, decision: Document) -> Entry:
    """Take the award back on one of the legal grounds a–d (Law 06/2022/QH15, art. 93).

    ``decision`` is the paper that does so; its issuing is the act, this its consequence. The author is told,
    and prize money that is still due is cancelled.
    """
    with unit_of_work():
        revoked = perform(
            Verb.REVOKE,
            entry,
            actor=actor,
            data={"ground": ground, "decision": decision.pk},
            reason_code=ground,
        )
        dues.cancel_due(entry=revoked, actor=actor, reason=decision.full_number or decision.subject)
        notices.tell_author(revoked, NoticeKind.REVOKED, text=decision.full_number)
        return revoked


def lapse_entry(*, entry: Entry, actor: Actor) -> Entry:
    """End an entry whose unit's deadline has passed; the author is told."""
    with unit_of_work():
        lapsed = perform(Verb.LAPSE, entry, actor=actor, at=clock.now(), reason_code=str(Reason.LATE.value))
        notices.tell_author(lapsed, NoticeKind.LAPSED)
        return lapsed


def require_reason(reason: str, *, for_author: bool = True) -> None:
    """Refuse an empty reason; ``for_author`` says whether the author will read it."""
    if not reason.strip():
        raise refusals.no_reason(for_author=for_author)


def is_alive(entry: Entry) -> bool:
    """Say whether the entry is still on its way to the organiser."""
    return entry.state in (
        EntryState.DRAFT,
        EntryState.SUBMITTED,
        EntryState.RETURNED,
        EntryState.PRE_SCREENED,
    )
