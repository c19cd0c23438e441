"""The papers that follow from a decision: a certificate for each award, a letter where nothing was won.

Which there are to be is read from the awards every time. Each has a key and is opened and issued once: a
repetition finds what is there.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from workflows.domain import admission, documents, issuing
from workflows.domain.actors import Actor
from workflows.domain.issuing import IssuedFile
from workflows.domain.transition import lock_case, unit_of_work
from workflows.errors import Forbidden, TransitionRefused
from workflows.models import Award, Contest, Document, Entry, EntryAuthor
from workflows.models.contest import CertificatePer
from workflows.models.entry import AuthorKind
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.states import IN_FORCE, DocumentState, EntryState
from workflows.verbs import Verb

LONGEST_NAME = 300


class Planned(NamedTuple):
    """One paper that there is to be.

    ``author`` is who of the entry receives it, ``None`` the group, the collective, or all of them;
    ``name`` says so in words. ``award`` is what a certificate is for.
    """

    kind: DocumentKind
    key: str
    entry: Entry
    name: str
    author: EntryAuthor | None = None
    award: Award | None = None


def decision_in_force(pk: int) -> Document:
    """Return the decision with its contest, organizer and round.

    Raises:
        TransitionRefused: it is not issued, or has been replaced or recalled.
    """
    related = ("contest__organizer", "contest__standing_unit", "round", "amends")
    decision = Document.objects.select_related(*related).get(pk=pk, kind=DocumentKind.DECISION)
    check_in_force(decision)
    return decision


def check_in_force(decision: Document) -> None:
    """Refuse a decision that is not issued, or no longer holds."""
    if decision.state not in IN_FORCE:
        sentence = _("This decision is “%(state)s”; certificates are made from one that is in force.")
        raise TransitionRefused("not_in_force", sentence % {"state": decision.get_state_display()})


def check_maker(contest: Contest, actor: Actor) -> None:
    """Refuse who does not issue certificates in the contest, or no longer does."""
    asked = Document(contest=contest, kind=DocumentKind.CERTIFICATE)
    try:
        admission.authorise(Verb.ISSUE, asked, actor, {})
    except Forbidden as refusal:
        sentence = _(
            "%(person)s is not a records clerk of this contest; please have a clerk start this anew."
        )
        raise Forbidden(refusal.code, sentence % {"person": actor.user}) from None


def is_maker(contest: Contest, actor: Actor) -> bool:
    """Say whether the button for making them belongs on the page."""
    try:
        check_maker(contest, actor)
    except TransitionRefused:
        return False
    return True


def plan_outputs(decision: Document) -> list[Planned]:
    """Return what there is to be: certificates in order of rank, then letters in order of entry codes.

    Revoked awards have none; letters come after the results are published, so that none says who has won
    nothing before. Four queries, however many.
    """
    return [*_certificates(decision), *_letters(decision)]


def find_planned(decision: Document, kind: str, entry_id: int, author_id: int | None) -> Planned:
    """Return one of the planned papers.

    Raises:
        TransitionRefused: there is no such paper to be any more.
    """
    key = key_of(decision, kind, entry_id, author_id)
    found = _certificates(decision, entry=entry_id), _letters(decision, entry=entry_id)
    for planned in (one for some in found for one in some):
        if planned.key == key:
            return planned
    sentence = _("There is nothing to make for this entry now: its award or its authors have changed.")
    raise TransitionRefused("not_planned", sentence)


def key_of(decision: Document, kind: str, entry_id: int, author_id: int | None) -> str:
    """Return the key under which the paper exists once."""
    return f"{DocumentKind(kind).value}:{decision.pk}:{entry_id}:{author_id or 0}"


def standing_awards(decision: Document) -> "QuerySet[Award]":
    """Return the awards of a decision that were not taken back, with their entries and authors.

    A decision that takes another's place has the awards that were given by the first.
    """
    while decision.amends is not None:
        decision = decision.amends
    awards = decision.awards.exclude(entry__state=EntryState.REVOKED).select_related("entry", "prize")
    return awards.prefetch_related("entry__authors").order_by("rank")


def recipients(entry: Entry, per: str) -> list[EntryAuthor | None]:
    """Return who receives a certificate, ``None`` for the group or the collective as a whole."""
    if entry.author_kind == AuthorKind.COLLECTIVE:
        return [None]
    authors: list[EntryAuthor | None] = list(_in_order(entry))
    if entry.author_kind != AuthorKind.GROUP or len(authors) < 2 or per == CertificatePer.MEMBER:
        return authors
    return [None] if per == CertificatePer.GROUP else [None, *authors]


def _in_order(entry: Entry) -> list[EntryAuthor]:
    return sorted(entry.authors.all(), key=lambda author: (not author.is_representative, author.order))


def _certificates(decision: Document, **only: int) -> Iterator[Planned]:
    kind = DocumentKind.CERTIFICATE
    for award in standing_awards(decision).filter(**only):
        for author in recipients(award.entry, decision.contest.certificate_per):
            key = key_of(decision, kind, award.entry_id, author.pk if author else None)
            yield Planned(kind, key, award.entry, _name(award.entry, author), author, award)


def _letters(decision: Document, entry: int | None = None) -> Iterator[Planned]:
    round_, kind = decision.round, DocumentKind.THANKS_LETTER
    if round_ is None or not round_.is_published:
        return
    entries = round_.entries.filter(state=EntryState.NOT_AWARDED).prefetch_related("authors")
    for one in (entries if entry is None else entries.filter(pk=entry)).order_by("code", "pk"):
        yield Planned(kind, key_of(decision, kind, one.pk, None), one, _name(one, None))


def _name(entry: Entry, author: EntryAuthor | None) -> str:
    if author is not None:
        return author.full_name
    if entry.author_kind == AuthorKind.COLLECTIVE:
        return entry.collective_name or entry.unit_name
    return "; ".join(one.full_name for one in _in_order(entry))[:LONGEST_NAME]


def made_of(decision: Document) -> "QuerySet[Document]":
    """Return the papers that were opened for the decision, whatever became of them."""
    ours = Q()
    for kind in sorted(OUTPUTS):
        ours |= Q(kind=kind, key__startswith=f"{DocumentKind(kind).value}:{decision.pk}:")
    return Document.objects.filter(ours, contest=decision.contest_id)


def open_output(decision: Document, planned: Planned) -> Document:
    """Return the planned paper, a draft when it is new; of two who open it at once one finds the other's."""
    found = Document.objects.filter(key=planned.key).select_related("contest").first()
    return found or _opened(decision, planned)


def _opened(decision: Document, planned: Planned) -> Document:
    fields: dict[str, Any] = {"key": planned.key, "author": planned.author, "subject": planned.name}
    try:
        with transaction.atomic():
            return documents.open_document(
                contest=decision.contest,
                kind=planned.kind,
                round_=decision.round,
                entry=planned.entry,
                amends=_before(decision, planned),
                **fields,
            )
    except IntegrityError:
        return Document.objects.select_related("contest").get(key=planned.key)


def _before(decision: Document, planned: Planned) -> Document | None:
    """Return the same paper made from the decision whose place this one takes."""
    if decision.amends is None:
        return None
    same = Document.objects.filter(entry=planned.entry, author=planned.author, kind=planned.kind)
    return same.filter(state__in=IN_FORCE).order_by("-pk").first()


def issue_output(
    *,
    document: Document,
    decision: Document,
    actor: Actor,
    file: IssuedFile,
    record: Mapping[str, Any],
    day: date,
) -> Document:
    """Issue the paper in the clerk's name: signed with the decision, dated ``day``; issued, it stays.

    Raises:
        TransitionRefused: the clerk holds the role no longer, or the award has been taken back meanwhile.
    """
    with unit_of_work():
        _check_entry(document)
        lock_case(document.case_id)
        fresh = Document.read(document.pk)
        if fresh.state != DocumentState.DRAFT:
            return fresh
        Document.objects.filter(pk=fresh.pk).update(
            record=dict(record), issued_on=day, signed_at=decision.signed_at, signed_by=decision.signed_by_id
        )
        issued = issuing.issue_document(document=fresh, actor=actor, file=file)
        if issued.amends is not None and issued.amends.state in IN_FORCE:
            system = actor.for_consequence()
            issuing.replace_document(document=issued.amends, actor=system, by=issued)
        return issued


def _check_entry(document: Document) -> None:
    """An award that is being taken back must not get a certificate after all: its entry is held."""
    assert document.entry is not None  # an output is always about one entry
    lock_case(document.entry.case_id)
    wanted = {
        DocumentKind.CERTIFICATE.value: EntryState.AWARDED,
        DocumentKind.THANKS_LETTER.value: EntryState.NOT_AWARDED,
    }
    if Entry.read(document.entry_id or 0).state != wanted[document.kind]:
        sentence = _("The result of this entry has changed meanwhile; the paper was not issued.")
        raise TransitionRefused("entry_has_changed", sentence)
