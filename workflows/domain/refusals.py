"""The sentences with which the gate refuses: what is wrong, where, what to do."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.errors import Forbidden, Incomplete, TransitionRefused
from workflows.roles import Role, roles_for
from workflows.states import EntryState
from workflows.verbs import Noun, Verb


def late(deadline: str, contact: str) -> TransitionRefused:
    """No. 1: the window has closed."""
    sentence = _("The deadline was %(deadline)s. Your content is kept; please contact %(contact)s.")
    return TransitionRefused("late", sentence % {"deadline": deadline, "contact": contact})


def not_open(opening: str) -> TransitionRefused:
    """The window has not opened yet."""
    return TransitionRefused(
        "not_open", _("The contest opens at %(opening)s. Your content is kept.") % {"opening": opening}
    )


def incomplete(verb: Verb, missing: Sequence[str]) -> Incomplete:
    """No. 2 and no. 12: the content is not ready."""
    listed = "; ".join(missing)
    if verb in (Verb.SUBMIT, Verb.SUBMIT_ON_BEHALF):
        sentence = _("Cannot submit yet: missing %(missing)s.") % {"missing": ", ".join(missing)}
    else:
        sentence = _("Cannot %(act)s yet: missing %(missing)s.") % {
            "act": lower_first(verb.label),
            "missing": listed,
        }
    return Incomplete("incomplete", sentence, missing)


def no_right(verb: Verb, noun: Noun) -> Forbidden:
    """No. 3: the account has no right to this act."""
    holders = sorted(str(role.label) for role in roles_for(verb, noun)) or [_("the system")]
    sentence = _("This account may not do “%(act)s”. It is with: %(holders)s.")
    return Forbidden("no_right", sentence % {"act": verb.label, "holders": ", ".join(holders)})


def not_your_task(role: str) -> Forbidden:
    """No. 3 for a task: it is for another role, or for the same role elsewhere."""
    sentence = _("This account may not do this task. It is with: %(holders)s.")
    return Forbidden("no_right", sentence % {"holders": role_label(role)})


def stale(name: str, moment: str) -> TransitionRefused:
    """No. 4: somebody else has changed the case since the page was opened."""
    sentence = _("%(name)s updated this at %(moment)s. Your input is kept; please review and try again.")
    return TransitionRefused("stale", sentence % {"name": name, "moment": moment})


def taken(name: str, moment: str) -> TransitionRefused:
    """No. 5: somebody else has taken the task."""
    sentence = _("This task was already taken by %(name)s at %(moment)s.")
    return TransitionRefused("taken", sentence % {"name": name, "moment": moment})


def task_gone() -> TransitionRefused:
    """The task is no longer open."""
    return TransitionRefused("task_gone", _("This task has already been done or is no longer needed."))


def already_done(label: str) -> TransitionRefused:
    """No. 6: the case is already where the act would bring it; ``label`` is the reader's."""
    sentence = _("This is already “%(state)s”; there is no need to do it again.")
    return TransitionRefused("already_done", sentence % {"state": label})


def wrong_state(verb: Verb, subject: Any, label: str = "") -> TransitionRefused:
    """The state does not allow the act; ``label`` is the reader's, without it the staff's is given."""
    sentence = _("“%(act)s” is not possible now: this is “%(state)s”.")
    state = label or subject.get_state_display()
    return TransitionRefused("wrong_state", sentence % {"act": verb.label, "state": state})


def own_entry(stand_in: str) -> TransitionRefused:
    """No. 7: the person who would decide is an author of the entry."""
    sentence = _("You are an author of this entry. Please hand it over to %(person)s.")
    return Forbidden("own_entry", sentence % {"person": stand_in})


def conflict(judge: str, choices: Iterable[str], *, blind: bool) -> TransitionRefused:
    """No. 8: the judge must not score this entry."""
    why = _("may not score this entry") if blind else _("is from the same unit as an author")
    free = ", ".join(choices) or _("nobody")
    sentence = _("Cannot assign %(judge)s: %(why)s. You may choose: %(free)s.")
    return TransitionRefused("conflict", sentence % {"judge": judge, "why": why, "free": free})


def over_quota(quota: int, listed: int) -> TransitionRefused:
    """No. 10: the list is longer than the unit's quota."""
    sentence = ngettext(
        "The unit may send at most %(quota)d entry; the list has %(listed)d. Please remove %(over)d.",
        "The unit may send at most %(quota)d entries; the list has %(listed)d. Please remove %(over)d.",
        quota,
    )
    values = {"quota": quota, "listed": listed, "over": listed - quota}
    return TransitionRefused("over_quota", sentence % values)


def sheets_missing(count: int, judges: Sequence[str]) -> TransitionRefused:
    """No. 12: closing with sheets missing needs a reason."""
    sentence = ngettext(
        "Cannot close scoring: %(count)d sheet has not been submitted (%(judges)s). "
        "To close all the same, please give a reason.",
        "Cannot close scoring: %(count)d sheets have not been submitted (%(judges)s). "
        "To close all the same, please give a reason.",
        count,
    )
    return TransitionRefused("sheets_missing", sentence % {"count": count, "judges": ", ".join(judges)})


def no_reason(*, for_author: bool = True) -> TransitionRefused:
    """A reason is required; ``for_author`` says whether the author will read it."""
    sentence = (
        _("Please give a reason; the author will read it.")
        if for_author
        else _("Please give a reason; it is kept in the trail and not shown to the author.")
    )
    return TransitionRefused("no_reason", sentence, status=422)


def number_used(full_number: str, year: int, paper: str) -> TransitionRefused:
    """The number already belongs to another document."""
    sentence = _("No. %(number)s of %(year)d is already used for “%(paper)s”. Please check the register.")
    values = {"number": full_number, "year": year, "paper": paper}
    return TransitionRefused("number_used", sentence % values)


def lower_first(label: Any) -> str:
    """Return the label as it reads inside a sentence."""
    text = str(label)
    return text[:1].lower() + text[1:]


def state_label(state: str) -> str:
    """Return the staff label of an entry state."""
    return str(format_lazy("{}", EntryState(state).label))


def role_label(role: str) -> str:
    """Return the label of a role, or of the system."""
    return str(Role(role).label) if role in Role.values else _("the system")


def body_in_use() -> TransitionRefused:
    """A result rests on the decision about the contest's bodies."""
    sentence = _("The result has been approved on this decision; it can no longer be changed here.")
    return TransitionRefused("body_in_use", sentence)
