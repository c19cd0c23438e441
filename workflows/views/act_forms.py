"""The acts that stand on the page of an entry: which of them, and what each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from workflows.domain import judging
from workflows.domain.actors import Actor
from workflows.domain.asking import may
from workflows.domain.reading import Reading
from workflows.models import Entry, EntryAuthor, Judge
from workflows.verbs import Verb


class ActField(NamedTuple):
    """A line to fill in, with what it says now or what was typed."""

    name: str
    label: Any
    value: str
    is_needed: bool = False
    most: int = 200


@dataclass
class ActForm:
    """An act with what it asks for.

    Attributes:
        choices: field name → (label, options).
        groups: headings, each with its lines to fill in.
        remark: what somebody has written about it beforehand.
        question: what is asked before the act.
    """

    verb: Verb
    needs_reason: bool = False
    choices: dict[str, tuple[Any, list[tuple[Any, Any]]]] = field(default_factory=dict)
    question: Any = ""
    is_grave: bool = False
    label: Any = ""
    groups: list[tuple[Any, list[ActField]]] = field(default_factory=list)
    remark: str = ""


_QUESTIONS = {
    Verb.WITHDRAW: _("The entry leaves the contest; only the head of the unit can bring it back."),
    Verb.DISQUALIFY: _("The entry is excluded from the contest; the author reads the reason."),
    Verb.REINSTATE: _("The entry comes back to the state before; the author reads the reason."),
    Verb.RECUSE: _("The judge's points for this entry do not count."),
    Verb.REPLACE_JUDGE: _("The entry goes to the other judge; points given so far do not count."),
    Verb.CORRECT_ENTRY: _(
        "Only the spelling of what papers print is mended here; the author reads what was changed and why,"
        " and confirms the spelling anew."
    ),
    Verb.ASSIGN: _("The judge gets a task for this entry."),
}
_ON_THE_PAGE = (Verb.WITHDRAW, Verb.REINSTATE, Verb.DISQUALIFY)
_ON_JUDGES = (Verb.ASSIGN, Verb.RECUSE, Verb.REPLACE_JUDGE)


def acts_for(
    entry: Entry, user: Any, reading: Reading, typed: Mapping[str, str] | None = None
) -> list[ActForm]:
    """Return the acts that the person may do on the entry as it stands; ``typed`` is put back into lines."""
    actor = Actor(user)
    forms = [_plain(verb) for verb in _ON_THE_PAGE if may(verb, entry, actor)]
    if may(Verb.CORRECT_ENTRY, entry, actor):
        forms.append(_correction(entry, typed or {}))
    if reading.is_organiser and entry.received_at:
        forms += [_on_judges(verb, entry) for verb in _ON_JUDGES if may(verb, entry, actor)]
    return [form for form in forms if all(options for _label, options in form.choices.values())]


def _plain(verb: Verb) -> ActForm:
    return ActForm(
        verb,
        needs_reason=verb is not Verb.WITHDRAW,
        question=_QUESTIONS[verb],
        is_grave=verb is not Verb.REINSTATE,
    )


def _on_judges(verb: Verb, entry: Entry) -> ActForm:
    scoring = Judge.objects.filter(
        assignments__entry=entry, assignments__recused_at=None, assignments__sheet__submitted_at=None
    )
    assigned = set(Judge.objects.filter(assignments__entry=entry).values_list("pk", flat=True))
    free = [judge for judge in judging.eligible_judges(entry) if judge.pk not in assigned]
    now, others = [(j.pk, str(j)) for j in scoring.select_related("user")], [(j.pk, str(j)) for j in free]
    choices: dict[str, tuple[Any, list[tuple[Any, Any]]]] = {}
    if verb is not Verb.ASSIGN:
        choices["judge"] = (_("Judge"), now)
    if verb is not Verb.RECUSE:
        name, label = ("judge", _("Judge")) if verb is Verb.ASSIGN else ("by", _("Replaced by"))
        choices[name] = (label, others)
    return ActForm(
        verb,
        needs_reason=verb is not Verb.ASSIGN,
        choices=choices,
        question=_QUESTIONS[verb],
        label=_("Note a judge's recusal") if verb is Verb.RECUSE else "",
    )


def _correction(entry: Entry, typed: Mapping[str, str]) -> ActForm:
    """Return the form that mends spelling, with what the representative has remarked."""
    check = getattr(entry, "spelling", None)
    own = [ActField("title", _("Title"), typed.get("title", entry.title), True, most=300)]
    if entry.author_kind == "collective":
        name = typed.get("collective_name", entry.collective_name)
        own.append(ActField("collective_name", _("Collective"), name, True))
    return ActForm(
        Verb.CORRECT_ENTRY,
        needs_reason=True,
        question=_QUESTIONS[Verb.CORRECT_ENTRY],
        groups=[(_("Entry"), own), *(_author(author, typed) for author in entry.authors.all())],
        remark=check.remark if check is not None and check.has_open_remark else "",
    )


def _author(author: EntryAuthor, typed: Mapping[str, str]) -> tuple[Any, list[ActField]]:
    labels = {"full_name": _("Full name"), "position": _("Post"), "unit_name": _("Unit of the author")}
    lines = []
    for name, label in labels.items():
        posted = f"author-{author.pk}-{name}"
        most = getattr(author._meta.get_field(name), "max_length", 200)
        value = typed.get(posted, getattr(author, name))
        lines.append(ActField(posted, label, value, name == "full_name", most))
    return author.full_name, lines
