"""What is missing before a verb can be done: asked by the gate and shown on the page."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workflows import contacts
from workflows.models.paper_kinds import OUTPUTS
from workflows.states import IN_FORCE, BatchState, DocumentState, EntryState
from workflows.verbs import Verb
from workflows.vietnamese.characters import printed, unprintable

if TYPE_CHECKING:
    from workflows.models.author import EntryAuthor
    from workflows.models.batch import ForwardingBatch
    from workflows.models.contest import Contest
    from workflows.models.document import Document
    from workflows.models.entry import Entry
    from workflows.models.round import Round

_OF_THE_AUTHOR = {
    "full_name": gettext_lazy("the author's full name"),
    "position": gettext_lazy("the author's post"),
    "address": gettext_lazy("the author's address"),
    "phone": gettext_lazy("the author's phone number"),
    "email": gettext_lazy("the author's e-mail address"),
}
_OF_ALL = {
    "full_name": gettext_lazy("full name of every author"),
    "position": gettext_lazy("post of every author"),
    "address": gettext_lazy("address of every author"),
    "phone": gettext_lazy("phone number of every author"),
    "email": gettext_lazy("e-mail address of every author"),
}
_OF_THE_REPRESENTATIVE = {
    "position": gettext_lazy("post of the representative"),
    "address": gettext_lazy("address of the representative"),
    "phone": gettext_lazy("phone number of the representative"),
    "email": gettext_lazy("e-mail address of the representative"),
}


def missing_for_entry(entry: "Entry", verb: str) -> list[str]:
    """List what an entry lacks: contents before submission, a proposal before the list."""
    if verb in (Verb.SUBMIT, Verb.SUBMIT_ON_BEHALF):
        return [*_missing_content(entry), *_missing_authors(entry), *_unprintable(entry)]
    if verb == Verb.RECEIVE and entry.forwarded_at is None:
        return [_("the unit has not forwarded the entry")]
    if verb in (Verb.ASSIGN, Verb.SAVE_SHEET, Verb.SUBMIT_SHEET) and entry.received_at is None:
        return [_("the entry has not been received")]
    return []


def _missing_content(entry: "Entry") -> list[str]:
    missing = []
    if not entry.title.strip():
        missing.append(_("title"))
    if not entry.abstract.strip():
        missing.append(_("abstract"))
    if entry.theme_id is None:
        missing.append(_("theme"))
    if not entry.attachments.exists():
        missing.append(_("an article or a video"))
    if not entry.commitment:
        missing.append(_("the author's commitment"))
    return missing


def _unprintable(entry: "Entry") -> list[str]:
    """List what official papers could not print: no winner may stop the decision by a title."""
    texts = [(_("title"), entry.title), (_("name of the collective"), entry.collective_name)]
    for author in entry.authors.all():
        texts.append((_("name of an author"), author.full_name))
        texts.append((_("position of an author"), author.position))
    found = ((what, unprintable(printed(text))) for what, text in texts)
    sentence = _("another character in place of “%(char)s” in: %(what)s")
    return [sentence % {"char": char, "what": what} for what, char in found if char]


def _missing_authors(entry: "Entry") -> list[str]:
    authors = list(entry.authors.all())
    wrong = _wrong_number(entry.author_kind, authors)
    return [*wrong, *_missing_facts(entry.author_kind, authors, entry.contest.required_contact_fields)]


def _wrong_number(kind: str, authors: list["EntryAuthor"]) -> list[str]:
    if kind == "individual" and len(authors) > 1:
        return [_("“Group of authors” as who enters, because several authors are named")]
    if kind == "group" and len(authors) < 2:  # one is no group
        return [_("a second author, because a group enters")]
    if authors and sum(author.is_representative for author in authors) != 1:
        return [_("exactly one representative")]
    return []


def _missing_facts(kind: str, authors: list["EntryAuthor"], required: dict[str, list[str]]) -> list[str]:
    """Name what is asked and not given; without any author all of it is missing."""
    needed = contacts.asked(required, kind)
    representatives = [author for author in authors if author.is_representative]
    of_all, of_one = (_OF_THE_AUTHOR if kind == "individual" else _OF_ALL), _OF_THE_REPRESENTATIVE
    missing = []
    for field in contacts.FIELDS:
        if field in needed.of_all and _lacks(authors, field):
            missing.append(str(of_all[field]))
        elif field in needed.of_representative and _lacks(representatives, field):
            missing.append(str(of_one[field]))
    return missing


def _lacks(authors: list["EntryAuthor"], field: str) -> bool:
    return not authors or any(not getattr(author, field).strip() for author in authors)


def missing_for_batch(batch: "ForwardingBatch", verb: str) -> list[str]:
    """List what a unit's list lacks."""
    if verb == Verb.FORWARD and not batch.entries.filter(state=EntryState.PRE_SCREENED).exists():
        return [_("at least one pre-screened entry on the list")]
    if verb == Verb.RECEIVE:
        waiting = batch.entries.filter(state=EntryState.PRE_SCREENED, received_at__isnull=True).count()
        if waiting:
            return [ngettext("receipt of %d entry", "receipt of %d entries", waiting) % waiting]
    if verb == Verb.DECLARE_NONE:
        alive = batch.contest.entries.alive().filter(unit_id=batch.unit_id).exclude(state=EntryState.DRAFT)
        if count := alive.count():
            return [ngettext("a decision on %d entry", "a decision on %d entries", count) % count]
    return []


def missing_for_round(round_: "Round", verb: str) -> list[str]:
    """List what a round lacks; sheets that may be left out with a reason are not among it."""
    if verb == Verb.CLOSE_SCORING:
        return [*_undecided_lists(round_), *_entries_below_minimum(round_)]
    if verb == Verb.APPROVE_RESULTS:
        return [*_unsettled(round_), *missing_body(round_.contest)]
    if verb == Verb.PUBLISH_RESULTS and not round_.documents.filter(
        kind="decision", state__in=[DocumentState.ISSUED, DocumentState.CORRECTED]
    ):
        return [_("the issued award decision")]
    return []


def _unsettled(round_: "Round") -> list[str]:
    ties = round_.ranking.filter(rank__isnull=True).values("tie_group").distinct().count()
    if ties:
        return [ngettext("the vote on %d tie", "the votes on %d ties", ties) % ties]
    return [] if round_.ranking.exists() else [_("a ranking: no entry has been scored")]


def missing_body(contest: "Contest") -> list[str]:
    """List what minutes would lack of the decision that set up the contest's bodies."""
    body = {"body": contest.committee_name}
    missing = []
    if not contest.body_decision_number:
        missing.append(_("number of the decision that set up the %(body)s") % body)
    if contest.body_decision_date is None:
        missing.append(_("date of the decision that set up the %(body)s") % body)
    if contest.quorum is None:
        missing.append(_("quorum of the %(body)s") % body)
    return missing


def _undecided_lists(round_: "Round") -> list[str]:
    waiting = round_.contest.batches.filter(
        state__in=[BatchState.COLLECTING, BatchState.CONFIRMED, BatchState.FORWARDED]
    ).count()
    if not waiting:
        return []
    return [ngettext("the list of %d unit", "the lists of %d units", waiting) % waiting]


def _entries_below_minimum(round_: "Round") -> list[str]:
    minimum = minimum_sheets(round_)
    valid = Count(
        "assignments__sheet",
        filter=Q(
            assignments__recused_at__isnull=True,
            assignments__sheet__submitted_at__isnull=False,
        ),
    )
    waiting = round_.entries.filter(state=EntryState.PRE_SCREENED, received_at__isnull=False)
    counted = waiting.annotate(
        valid=valid, judges=Count("assignments", filter=Q(assignments__recused_at__isnull=True))
    ).values_list("code", "valid", "judges")
    short = [code or "" for code, got, judges in counted if got < min(minimum, max(judges, 1))]
    if not short:
        return []
    codes = ", ".join(short[:5]) + ("…" if len(short) > 5 else "")
    return [
        ngettext(
            "at least %(minimum)d valid sheet for %(codes)s",
            "at least %(minimum)d valid sheets for %(codes)s",
            minimum,
        )
        % {"minimum": minimum, "codes": codes}
    ]


def minimum_sheets(round_: "Round") -> int:
    """Return the contest's minimum of valid sheets per entry."""
    return round_.contest.min_sheets


def missing_for_document(document: "Document", verb: str) -> list[str]:
    """List what a paper lacks: what it cites and is not issued yet, and what differs from the result."""
    if verb not in (Verb.SUBMIT_FOR_SIGNATURE, Verb.SIGN, Verb.ISSUE) or document.kind in OUTPUTS:
        return []
    missing = [
        _("the signature and number of “%(paper)s”") % {"paper": cited.get_kind_display()}
        for cited in document.cites.all()
        if cited.state not in IN_FORCE
    ]
    if verb == Verb.ISSUE and document.number is None:
        missing.append(_("a number from the register"))
    return missing
