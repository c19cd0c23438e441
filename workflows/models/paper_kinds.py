"""Kinds of paper: which noun's rights they follow, how their numbers read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.verbs import Noun


class SigningMode(models.TextChoices):
    """How a document is signed."""

    DIGITAL = "digital", _("Digital signature")
    INK = "ink", _("By hand on paper")


class RegisterMode(models.TextChoices):
    """Where the numbers of a contest's documents come from."""

    OWN = "own", _("This system is the register")
    EXTERNAL = "external", _("Numbers come from the agency's register")


class DocumentKind(models.TextChoices):
    """Kinds of paper."""

    PROPOSAL = "proposal", _("Proposal to sign")
    DECISION = "decision", _("Award decision")
    MINUTES = "jury_minutes", _("Minutes of the jury's meeting")
    NOTICE = "results_notice", _("Notice of results")
    REPORT = "participation_report", _("Report on participation")
    CORRECTION = "correction", _("Letter of correction")
    RECALL = "recall", _("Decision to recall a document")
    REVOCATION = "revocation", _("Decision to revoke an award")
    SCREENING_MINUTES = "screening_minutes", _("Minutes of the pre-screening")
    FORWARDING_LETTER = "forwarding_letter", _("Letter forwarding the entries")
    CERTIFICATE = "certificate", _("Certificate")
    THANKS_LETTER = "thanks_letter", _("Letter of thanks")


NOUN_OF: dict[str, Noun] = {
    DocumentKind.PROPOSAL: Noun.PROPOSAL,
    DocumentKind.DECISION: Noun.DECISION,
    DocumentKind.MINUTES: Noun.MINUTES,
    DocumentKind.NOTICE: Noun.NOTICE,
    DocumentKind.REPORT: Noun.REPORT,
    DocumentKind.CORRECTION: Noun.DECISION,
    DocumentKind.RECALL: Noun.DECISION,
    DocumentKind.REVOCATION: Noun.DECISION,
    DocumentKind.SCREENING_MINUTES: Noun.UNIT_PAPER,
    DocumentKind.FORWARDING_LETTER: Noun.UNIT_PAPER,
    DocumentKind.CERTIFICATE: Noun.OUTPUT,
    DocumentKind.THANKS_LETTER: Noun.OUTPUT,
}
"""Whose rights a kind follows: who drafts, signs and issues it."""

OUTPUTS = frozenset(kind for kind, noun in NOUN_OF.items() if noun is Noun.OUTPUT)
"""Made from what a decision has settled: no draft, no signature and no number of their own."""

ONCE_PER_ROUND = (DocumentKind.PROPOSAL, DocumentKind.DECISION, DocumentKind.MINUTES, DocumentKind.NOTICE)

TYPE_CODES = {
    DocumentKind.PROPOSAL: "TTr",
    DocumentKind.DECISION: "QĐ",
    DocumentKind.MINUTES: "BB",
    DocumentKind.NOTICE: "TB",
    DocumentKind.REPORT: "BC",
    DocumentKind.RECALL: "QĐ",
    DocumentKind.REVOCATION: "QĐ",
    DocumentKind.SCREENING_MINUTES: "BB",
}
"""Abbreviations of the types of document (Decree 30/2020, Annex III); a letter (công văn) has none."""

OWN_SERIES = frozenset({DocumentKind.MINUTES, DocumentKind.SCREENING_MINUTES})
"""Minutes are no outgoing documents: their numbers are the committee's or the unit's own."""


def type_symbol(kind: str, symbol: str, drafter: str = "") -> str:
    """Return what follows the number: ``QĐ-UBND``; for a letter ``UBND-NV``, body and drafting unit."""
    code = TYPE_CODES.get(DocumentKind(kind))
    if code is not None:
        return f"{code}-{symbol}"
    return f"{symbol}-{drafter}" if drafter else symbol
