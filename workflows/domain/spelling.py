"""Before papers are printed each representative confirms how names, posts, unit and title are spelt.

Everybody whose entry was received is asked, so the question says nothing about who is awarded. It comes as a
notice and by e-mail with a link that needs no account. An unconfirmed name bars nothing: it is a warning.
"""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import asking, jobs, notices
from workflows.domain.actors import Actor
from workflows.domain.spelling_link import digest_of_token, token_of
from workflows.domain.trail import canonical
from workflows.domain.transition import lock_case, unit_of_work
from workflows.errors import InputRefused, TransitionRefused
from workflows.models import Document, Entry, Round, SpellingCheck, User
from workflows.models.notice import NoticeKind
from workflows.models.paper_kinds import DocumentKind
from workflows.states import EntryState
from workflows.verbs import Verb
from workflows.vietnamese.characters import printed
from workflows.vietnamese.text import nfc

VALID_FOR = timedelta(days=30)
LONGEST_REMARK = 2000
ASKED_IN = (EntryState.PRE_SCREENED, EntryState.SCORED)
"""States of a received entry in which its people may be asked."""
ANSWERED_IN = (*ASKED_IN, EntryState.AWARDED, EntryState.NOT_AWARDED)
"""States in which an answer is taken: the same ones with and without a prize."""
PRINTING = frozenset({DocumentKind.PROPOSAL, DocumentKind.DECISION, DocumentKind.NOTICE})
"""Papers of a round that print the names of those who are awarded."""


class Shown(NamedTuple):
    """What will be printed of an entry: ``people`` are name, post and unit, the representative first."""

    title: str
    collective: str
    people: tuple[tuple[str, str, str], ...]


def shown(entry: Entry) -> Shown:
    """Return what papers will print of the entry."""
    authors = sorted(entry.authors.all(), key=lambda a: (not a.is_representative, a.order))
    return Shown(
        title=printed(entry.title),
        collective=printed(entry.collective_name) if entry.author_kind == "collective" else "",
        people=tuple(
            (printed(a.full_name), printed(a.position), printed(a.unit_name or entry.unit_name))
            for a in authors
        ),
    )


def digest_of(entry: Entry) -> str:
    """Return the SHA-256 (hex) of what papers will print of the entry."""
    return hashlib.sha256(canonical(shown(entry)._asdict()).encode()).hexdigest()


# --- asking ------------------------------------------------------------------------------------------


def askable(round_: Round) -> "QuerySet[Entry]":
    """Return the received entries of the round whose people may be asked."""
    received = Entry.objects.filter(round=round_, received_at__isnull=False, state__in=ASKED_IN)
    return received.select_related("contest", "owner", "spelling").prefetch_related("authors")


def ask_spelling(entries: Iterable[Entry], actor: Actor) -> int:
    """Ask the people of each entry, unless this very spelling was asked for already; return how many were.

    Raises:
        TransitionRefused: the actor may not correct entries of this contest, or an entry's state is over.
    """
    asked = 0
    with unit_of_work():
        for entry in entries:
            asking.ask(Verb.CORRECT_ENTRY, entry, actor=actor)
            asked += _ask(entry, actor)
    return asked


def ask_again(entry: Entry, actor: Actor) -> None:
    """After a correction: what was confirmed counts no more, a remark is settled, the people are asked anew.

    An entry whose people were never asked is left alone.
    """
    check = SpellingCheck.objects.filter(entry=entry).first()
    if check is None:
        return
    if check.has_open_remark:
        check.resolved_at = clock.now()
        check.save(update_fields=["resolved_at"])
    _ask(Entry.objects.select_related("owner", "contest").get(pk=entry.pk), actor)


def _ask(entry: Entry, actor: Actor) -> bool:
    digest, check = digest_of(entry), SpellingCheck.objects.filter(entry=entry).first()
    if check is not None and check.digest == digest and (check.confirmed_at or check.is_link_open()):
        return False
    times = check.times + 1 if check else 1
    fields = {
        "digest": digest,
        "times": times,
        "token_digest": digest_of_token(token_of(entry.pk, times)),
        "asked_at": clock.now(),
        "asked_by": actor.user,
        "expires_at": clock.machine_now() + VALID_FOR,
        "confirmed_at": None,
        "confirmed_by": None,
    }
    check, _new = SpellingCheck.objects.update_or_create(entry=entry, defaults=fields)
    key = f"{NoticeKind.NAMES_TO_CHECK.value}:{entry.pk}:{times}"
    notices.tell([entry.owner], NoticeKind.NAMES_TO_CHECK, key=key, contest=entry.contest, entry=entry)
    jobs.enqueue("spelling_mail", {"check": check.pk, "times": times}, key=f"spelling:{entry.pk}:{times}")
    return True


# --- answering ---------------------------------------------------------------------------------------


def find(token: str) -> SpellingCheck:
    """Return the open question behind a link.

    Raises:
        TransitionRefused: there is none, it was answered, has expired, or asks about an older spelling
            (status 410).
    """
    found = SpellingCheck.objects.filter(token_digest=digest_of_token(token))
    check = found.select_related("entry__contest").first()
    if check is None or not check.is_link_open() or not is_answerable(check):
        raise _closed()
    return check


def is_answerable(check: SpellingCheck) -> bool:
    """Say whether an answer would still be about what papers will print."""
    return check.entry.state in ANSWERED_IN and check.digest == digest_of(check.entry)


def may_answer(entry: Entry, user: User) -> bool:
    """Say whether the person is one of the entry's people."""
    return user.pk == entry.owner_id or any(author.user_id == user.pk for author in entry.authors.all())


def confirm_spelling(check: SpellingCheck, by: User | None = None) -> SpellingCheck:
    """Note that everything is spelt right; ``by`` is None behind a link without an account.

    Raises:
        TransitionRefused: as :func:`find`.
    """
    with unit_of_work():
        fresh = _locked(check)
        fresh.confirmed_at, fresh.confirmed_by = clock.now(), by
        if fresh.has_open_remark:
            fresh.resolved_at = clock.now()
        fresh.save(update_fields=["confirmed_at", "confirmed_by", "resolved_at"])
        return fresh


def remark_spelling(check: SpellingCheck, remark: str) -> SpellingCheck:
    """Keep what the representative finds wrong; a later remark takes the place of an earlier one.

    Raises:
        InputRefused: nothing was said, or too much.
        TransitionRefused: as :func:`find`.
    """
    text = nfc(remark).strip()
    if not text:
        raise InputRefused(
            "no_remark", _("Please say what is spelt wrong, and how it is right."), field="remark"
        )
    if len(text) > LONGEST_REMARK:
        sentence = _("The text has %(length)d characters, at most %(most)d; please shorten it.")
        raise InputRefused(
            "too_long", sentence % {"length": len(text), "most": LONGEST_REMARK}, field="remark"
        )
    with unit_of_work():
        fresh = _locked(check)
        fresh.remark, fresh.remarked_at, fresh.resolved_at = text, clock.now(), None
        fresh.save(update_fields=["remark", "remarked_at", "resolved_at"])
        return fresh


def _locked(check: SpellingCheck) -> SpellingCheck:
    """Return the question as it stands now, its case locked: no correction comes between."""
    lock_case(check.entry.case_id)
    fresh = SpellingCheck.objects.select_related("entry__contest").get(pk=check.pk)
    if fresh.token_digest != check.token_digest or fresh.confirmed_at or not is_answerable(fresh):
        raise _closed()
    return fresh


def _closed() -> TransitionRefused:
    sentence = _(
        "This link was used already, has expired, or the details have been corrected since; if something is"
        " still wrong, please write to the organiser."
    )
    return TransitionRefused("spelling_closed", sentence, status=410)


# --- what is still open ------------------------------------------------------------------------------


def is_confirmed(entry: Entry) -> bool:
    """Say whether the entry's people have confirmed what papers will print by now."""
    check = getattr(entry, "spelling", None)
    return check is not None and check.confirmed_at is not None and check.digest == digest_of(entry)


def unconfirmed(round_: Round) -> list[Entry]:
    """Return the entries that papers will name and whose spelling has not been confirmed, best first."""
    rows = round_.ranking.filter(prize__isnull=False).order_by("rank").select_related("entry__spelling")
    entries = [row.entry for row in rows.prefetch_related("entry__authors")]
    return [entry for entry in entries if not is_confirmed(entry)]


def unconfirmed_in(document: Document) -> list[Any]:
    """Return the entries that this paper names and whose spelling has not been confirmed."""
    if document.kind not in PRINTING or document.round is None:
        return []
    return unconfirmed(document.round)
