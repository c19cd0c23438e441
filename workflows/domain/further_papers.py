"""Opening papers that a round does not bring by itself: notices, reports, what follows an issued one."""

from django.utils.translation import gettext as _

from workflows.domain import admission, documents, entries, refusals
from workflows.domain.actors import Actor
from workflows.domain.transition import unit_of_work
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Award, Contest, Document, Entry, OrganisationUnit
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.states import IN_FORCE, EntryState
from workflows.verbs import Verb

OF_CONTEST = (DocumentKind.NOTICE, DocumentKind.REPORT)
OF_UNIT = (DocumentKind.SCREENING_MINUTES, DocumentKind.FORWARDING_LETTER)
ABOUT = (DocumentKind.CORRECTION, DocumentKind.RECALL, DocumentKind.DECISION)
"""What can follow an issued document; a decision that follows a decision takes its place."""


def open_paper(
    *, contest: Contest, kind: DocumentKind, actor: Actor, unit: OrganisationUnit | None = None
) -> Document:
    """Return the contest's (or the unit's) paper of this kind, drafting it when there is none unissued.

    Raises:
        TransitionRefused: the person does not draft papers of this kind here.
    """
    check_drafter(contest, kind, actor, unit)
    if unit is not None:
        _check_list(contest, unit)
    round_ = contest.rounds.order_by("order")[0]
    with unit_of_work():
        if kind is DocumentKind.NOTICE:
            return documents.of_round(round_, kind)
        open_ones = Document.objects.filter(contest=contest, kind=kind, unit=unit, issued_at=None)
        return open_ones.order_by("pk").first() or documents.open_document(
            contest=contest, kind=kind, round_=None if unit else round_, unit=unit
        )


def _check_list(contest: Contest, unit: OrganisationUnit) -> None:
    """A unit's papers are about its confirmed list."""
    if not contest.batches.filter(unit=unit, confirmed_at__isnull=False).exists():
        sentence = _("The list of %(unit)s has not been confirmed yet; the paper is about that list.")
        raise TransitionRefused("no_list", sentence % {"unit": unit})


def check_drafter(
    contest: Contest, kind: DocumentKind, actor: Actor, unit: OrganisationUnit | None = None
) -> None:
    """Refuse who does not draft papers of this kind in the contest or the unit."""
    # there is no paper yet: what is asked depends on nothing but its kind and its place
    admission.authorise(Verb.SAVE_DRAFT, Document(contest=contest, kind=kind, unit=unit), actor, {})


def may_draft(
    contest: Contest, kind: DocumentKind, actor: Actor, unit: OrganisationUnit | None = None
) -> bool:
    """Say whether a button for drafting such a paper belongs on the page."""
    try:
        check_drafter(contest, kind, actor, unit)
    except TransitionRefused:
        return False
    return True


def open_further(*, about: Document, kind: DocumentKind, actor: Actor) -> Document:
    """Return the draft of a paper that corrects, recalls or replaces ``about``; an open one is found again.

    Raises:
        TransitionRefused: ``about`` is no longer in force, or the person may not draft such a paper.
    """
    if kind not in kinds_about(about):
        raise refusals.wrong_state(Verb.SAVE_DRAFT, about)
    check_drafter(about.contest, kind, actor)
    with unit_of_work():
        found = about.amended_by.filter(kind=kind, issued_at=None).first()
        document = found or documents.open_document(
            contest=about.contest, kind=kind, round_=about.round, entry=about.entry, amends=about
        )
        document.cites.add(about)
        if kind is DocumentKind.DECISION:
            document.cites.add(*about.cites.all())
        return document


def kinds_about(document: Document) -> tuple[DocumentKind, ...]:
    """Return which papers may follow this one: only what is in force, and a decision only for a decision."""
    if document.state not in IN_FORCE or document.kind in OUTPUTS:
        return ()
    if document.kind != DocumentKind.DECISION:
        return (DocumentKind.CORRECTION, DocumentKind.RECALL)
    return ABOUT


def open_revocation(*, entry: Entry, ground: str, actor: Actor) -> Document:
    """Return the draft of the decision that takes the entry's award back on one of the legal grounds.

    Raises:
        InputRefused: no such ground (Law 06/2022/QH15, art. 93).
        TransitionRefused: the entry has no award, or the person may not draft such a paper.
    """
    if ground not in entries.LEGAL_GROUNDS:
        raise InputRefused("no_ground", _("Please choose one of the legal grounds."), field="ground")
    if entry.state != EntryState.AWARDED:
        raise TransitionRefused("no_award", _("This entry has no award that could be revoked."))
    check_drafter(entry.contest, DocumentKind.REVOCATION, actor)
    award = Award.objects.select_related("decision").get(entry=entry)
    with unit_of_work():
        found = Document.objects.filter(entry=entry, kind=DocumentKind.REVOCATION, issued_at=None).first()
        document = found or documents.open_document(
            contest=entry.contest, kind=DocumentKind.REVOCATION, entry=entry, ground=ground
        )
        Document.objects.filter(pk=document.pk).update(ground=ground)
        document.cites.add(award.decision)
        return Document.read(document.pk)
