"""Every act that the product knows, once. A verb has one name from enum to label.

A verb's value names the model's method (``return`` is a Python keyword, so its method is
``return_``), the permission (``<verb>_<noun>``), the domain function, the event and the label.
"""

from django.db import models
from django.utils.translation import pgettext_lazy


class Verb(models.TextChoices):
    """An act on a case, with its label as a button says it."""

    SAVE_DRAFT = "save_draft", pgettext_lazy("verb", "Save draft")
    SUBMIT = "submit", pgettext_lazy("verb", "Submit")
    SUBMIT_ON_BEHALF = "submit_on_behalf", pgettext_lazy("verb", "Submit on behalf")
    PRESCREEN = "prescreen", pgettext_lazy("verb", "Propose")
    RETURN = "return", pgettext_lazy("verb", "Return for completion")
    CONFIRM_LIST = "confirm_list", pgettext_lazy("verb", "Confirm the list")
    FORWARD = "forward", pgettext_lazy("verb", "Forward to the organiser")
    DECLARE_NONE = "declare_none", pgettext_lazy("verb", "Declare no entries")
    RECEIVE = "receive", pgettext_lazy("verb", "Receive")
    REFUSE_RECEIPT = "refuse_receipt", pgettext_lazy("verb", "Refuse receipt")
    ASSIGN = "assign", pgettext_lazy("verb", "Assign to a judge")
    RECUSE = "recuse", pgettext_lazy("verb", "Recuse")
    REPLACE_JUDGE = "replace_judge", pgettext_lazy("verb", "Replace the judge")
    SAVE_SHEET = "save_sheet", pgettext_lazy("verb", "Save the sheet")
    SUBMIT_SHEET = "submit_sheet", pgettext_lazy("verb", "Submit the sheet")
    CLOSE_SCORING = "close_scoring", pgettext_lazy("verb", "Close scoring")
    VOTE = "vote", pgettext_lazy("verb", "Record the vote")
    APPROVE_RESULTS = "approve_results", pgettext_lazy("verb", "Approve the result")
    INITIAL = "initial", pgettext_lazy("verb", "Initial")
    SUBMIT_FOR_SIGNATURE = "submit_for_signature", pgettext_lazy("verb", "Submit for signature")
    SIGN = "sign", pgettext_lazy("verb", "Sign")
    SEND_BACK = "send_back", pgettext_lazy("verb", "Send back for revision")
    ISSUE = "issue", pgettext_lazy("verb", "Issue")
    AWARD = "award", pgettext_lazy("verb", "Award")
    PASS_OVER = "pass_over", pgettext_lazy("verb", "Pass over")
    PUBLISH_RESULTS = "publish_results", pgettext_lazy("verb", "Publish results")
    CORRECT = "correct", pgettext_lazy("verb", "Correct")
    REPLACE = "replace", pgettext_lazy("verb", "Replace")
    RECALL = "recall", pgettext_lazy("verb", "Recall")
    CORRECT_ENTRY = "correct_entry", pgettext_lazy("verb", "Correct the details")
    WITHDRAW = "withdraw", pgettext_lazy("verb", "Withdraw")
    DISQUALIFY = "disqualify", pgettext_lazy("verb", "Disqualify")
    LAPSE = "lapse", pgettext_lazy("verb", "Let lapse")
    REINSTATE = "reinstate", pgettext_lazy("verb", "Reinstate")
    REVOKE = "revoke", pgettext_lazy("verb", "Revoke the award")
    PAY = "pay", pgettext_lazy("verb", "Confirm payment")
    HAND_OVER = "hand_over", pgettext_lazy("verb", "Confirm handing over")
    EXTEND = "extend", pgettext_lazy("verb", "Extend the deadline")
    SET_AUTHOR_DEADLINE = "set_author_deadline", pgettext_lazy("verb", "Set an earlier date for authors")
    RECORD_BODY = "record_body", pgettext_lazy("verb", "Record the decision on the committee")
    REMIND = "remind", pgettext_lazy("verb", "Remind")
    ESCALATE = "escalate", pgettext_lazy("verb", "Escalate")
    CLAIM = "claim", pgettext_lazy("verb", "Claim")
    RELEASE = "release", pgettext_lazy("verb", "Release")
    REASSIGN = "reassign", pgettext_lazy("verb", "Reassign")

    @property
    def method(self) -> str:
        """Name of the model method that carries the verb out."""
        return "return_" if self is Verb.RETURN else str(self.value)


class Noun(models.TextChoices):
    """What a verb acts on."""

    ENTRY = "entry", pgettext_lazy("noun", "Entry")
    BATCH = "batch", pgettext_lazy("noun", "Unit list")
    ROUND = "round", pgettext_lazy("noun", "Round")
    PROPOSAL = "proposal", pgettext_lazy("noun", "Proposal")
    DECISION = "decision", pgettext_lazy("noun", "Award decision")
    MINUTES = "minutes", pgettext_lazy("noun", "Minutes of the jury")
    NOTICE = "notice", pgettext_lazy("noun", "Notice of results")
    REPORT = "report", pgettext_lazy("noun", "Report")
    UNIT_PAPER = "unit_paper", pgettext_lazy("noun", "Paper of a unit")
    OUTPUT = "output", pgettext_lazy("noun", "Certificate or letter")
    CONTEST = "contest", pgettext_lazy("noun", "Contest")
    TASK = "task", pgettext_lazy("noun", "Task")


PAPERS = (Noun.PROPOSAL, Noun.DECISION, Noun.MINUTES, Noun.NOTICE, Noun.REPORT, Noun.UNIT_PAPER, Noun.OUTPUT)
"""The nouns of documents: what differs between them is whose desk they pass."""

PERSON_FREE = frozenset(
    {
        Verb.LAPSE,
        Verb.AWARD,
        Verb.PASS_OVER,
        Verb.REMIND,
        Verb.ESCALATE,
        Verb.CORRECT,
        Verb.REPLACE,
        Verb.RECALL,
        Verb.REVOKE,
    }
)
"""Verbs of the system: only inside a person's act or a timer. A document is corrected, replaced or
recalled, an award revoked, by the issuing of the paper that says so."""


def codename(verb: Verb, noun: Noun) -> str:
    """Return the permission's codename, e.g. ``withdraw_entry``; a verb that names its noun says it once."""
    if verb.value.endswith(f"_{noun.value}"):
        return verb.value
    return f"{verb.value}_{noun.value}"
