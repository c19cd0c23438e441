"""How a paper is called to whoever holds it, whether it stands, and what changed it: words only."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.models.paper_kinds import DocumentKind
from workflows.states import DocumentState

TYPES: Mapping[str, Any] = {
    DocumentKind.PROPOSAL: pgettext_lazy("type of document", "Proposal"),
    DocumentKind.DECISION: pgettext_lazy("type of document", "Decision"),
    DocumentKind.MINUTES: pgettext_lazy("type of document", "Minutes"),
    DocumentKind.NOTICE: pgettext_lazy("type of document", "Notice"),
    DocumentKind.REPORT: pgettext_lazy("type of document", "Report"),
    DocumentKind.CORRECTION: pgettext_lazy("type of document", "Official letter"),
    DocumentKind.RECALL: pgettext_lazy("type of document", "Decision"),
    DocumentKind.REVOCATION: pgettext_lazy("type of document", "Decision"),
    DocumentKind.SCREENING_MINUTES: pgettext_lazy("type of document", "Minutes"),
    DocumentKind.FORWARDING_LETTER: pgettext_lazy("type of document", "Official letter"),
    DocumentKind.CERTIFICATE: pgettext_lazy("type of document", "Certificate"),
    DocumentKind.THANKS_LETTER: pgettext_lazy("type of document", "Letter of thanks"),
}
"""Types of document (Decree 30/2020, Article 7). Our own kinds say more: that an award is to be revoked."""


class Standing(StrEnum):
    """Whether a paper still holds."""

    VALID = "valid"
    CORRECTED = "corrected"
    REPLACED = "replaced"
    RECALLED = "recalled"
    REVOKED = "revoked"


STANDING_OF = {
    DocumentState.CORRECTED: Standing.CORRECTED,
    DocumentState.REPLACED: Standing.REPLACED,
    DocumentState.RECALLED: Standing.RECALLED,
}

WORDS: Mapping[Standing, Any] = {
    Standing.VALID: _("This is a genuine document; it is valid."),
    Standing.CORRECTED: _("This is a genuine document; it is valid as corrected by a further one."),
    Standing.REPLACED: _("This document is no longer valid: another one has taken its place."),
    Standing.RECALLED: _("This document is no longer valid: it has been recalled."),
    Standing.REVOKED: _("This document is no longer valid: the award has been taken back."),
}

CHANGED_BY: Mapping[str, Any] = {
    DocumentKind.CORRECTION: _("Corrected by"),
    DocumentKind.DECISION: _("Replaced by"),
    DocumentKind.RECALL: _("Recalled by"),
    DocumentKind.REVOCATION: _("Award taken back by"),
}
