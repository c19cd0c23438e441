"""States of every kind of case and the two labels of each: for staff and for the author."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryState(models.TextChoices):
    """Where an entry stands. The labels here are the staff's."""

    DRAFT = "draft", pgettext_lazy("entry state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("entry state", "Awaiting pre-screening")
    RETURNED = "returned", pgettext_lazy("entry state", "Returned for completion")
    SCREENED_OUT = "screened_out", pgettext_lazy("entry state", "Screened out")
    PRE_SCREENED = "pre_screened", pgettext_lazy("entry state", "Pre-screened")
    SCORED = "scored", pgettext_lazy("entry state", "Scored")
    AWARDED = "awarded", pgettext_lazy("entry state", "Awarded")
    NOT_AWARDED = "not_awarded", pgettext_lazy("entry state", "Not awarded")
    WITHDRAWN = "withdrawn", pgettext_lazy("entry state", "Withdrawn")
    DISQUALIFIED = "disqualified", pgettext_lazy("entry state", "Disqualified")
    LAPSED = "lapsed", pgettext_lazy("entry state", "Deadline passed, not received")
    REVOKED = "revoked", pgettext_lazy("entry state", "Award revoked")


FINAL_STATES = frozenset(
    {
        EntryState.SCREENED_OUT,
        EntryState.WITHDRAWN,
        EntryState.DISQUALIFIED,
        EntryState.LAPSED,
        EntryState.AWARDED,
        EntryState.NOT_AWARDED,
        EntryState.REVOKED,
    }
)
"""A contest can be closed only when every entry is in one of these."""

SECRET_STATES = frozenset({EntryState.SCORED, EntryState.AWARDED, EntryState.NOT_AWARDED})
"""Before the results are published an author reads one and the same label for these."""

SCORED_UNTIL_PUBLISHED = pgettext_lazy("author label", "Scored, results to be announced")

AUTHOR_LABELS = {
    EntryState.DRAFT: pgettext_lazy("author label", "Not yet submitted"),
    EntryState.SUBMITTED: pgettext_lazy("author label", "Submitted, with your unit"),
    EntryState.RETURNED: pgettext_lazy("author label", "Please complete"),
    EntryState.SCREENED_OUT: pgettext_lazy("author label", "Not passed pre-screening"),
    EntryState.PRE_SCREENED: pgettext_lazy("author label", "Passed, to be forwarded"),
    EntryState.SCORED: SCORED_UNTIL_PUBLISHED,
    EntryState.AWARDED: pgettext_lazy("author label", "Awarded"),
    EntryState.NOT_AWARDED: pgettext_lazy("author label", "Not awarded, thank you"),
    EntryState.WITHDRAWN: pgettext_lazy("author label", "Withdrawn"),
    EntryState.DISQUALIFIED: pgettext_lazy("author label", "Disqualified (see reason)"),
    EntryState.LAPSED: pgettext_lazy("author label", "Deadline passed, not received"),
    EntryState.REVOKED: pgettext_lazy("author label", "Award revoked"),
}


class BatchState(models.TextChoices):
    """Where a unit's list stands on its way to the organiser."""

    COLLECTING = "collecting", pgettext_lazy("list state", "Being drawn up")
    CONFIRMED = "confirmed", pgettext_lazy("list state", "List confirmed")
    FORWARDED = "forwarded", pgettext_lazy("list state", "Forwarded, awaiting receipt")
    RECEIVED = "received", pgettext_lazy("list state", "Received")
    NONE_DECLARED = "none_declared", pgettext_lazy("list state", "No entries, declared by the unit")
    LAPSED = "lapsed", pgettext_lazy("list state", "Deadline passed")


class RoundState(models.TextChoices):
    """Where a round of a contest stands."""

    RUNNING = "running", pgettext_lazy("round state", "Running")
    SCORED = "scored", pgettext_lazy("round state", "Scoring closed")
    APPROVED = "approved", pgettext_lazy("round state", "Result approved")
    DECIDED = "decided", pgettext_lazy("round state", "Decision issued")
    PUBLISHED = "published", pgettext_lazy("round state", "Results published")


class DocumentState(models.TextChoices):
    """Where a document stands."""

    DRAFT = "draft", pgettext_lazy("document state", "Draft")
    CHECKED = "checked", pgettext_lazy("document state", "Checked and initialled")
    SUBMITTED_FOR_SIGNATURE = (
        "submitted_for_signature",
        pgettext_lazy("document state", "Submitted for signature"),
    )
    SENT_BACK = "sent_back", pgettext_lazy("document state", "Sent back for revision")
    SIGNED = "signed", pgettext_lazy("document state", "Signed, awaiting number")
    ISSUED = "issued", pgettext_lazy("document state", "Issued")
    PUBLISHED = "published", pgettext_lazy("document state", "Published")
    CORRECTED = "corrected", pgettext_lazy("document state", "Corrected")
    REPLACED = "replaced", pgettext_lazy("document state", "Replaced")
    RECALLED = "recalled", pgettext_lazy("document state", "Recalled")


IN_FORCE = frozenset({DocumentState.ISSUED, DocumentState.PUBLISHED, DocumentState.CORRECTED})
"""What has been issued and still holds; a corrected paper holds as corrected."""

GIVEN_OUT = IN_FORCE | {DocumentState.REPLACED, DocumentState.RECALLED}
"""What has ever been issued: number and file stand for good."""


class Reason(models.TextChoices):
    """Reason codes that the product itself gives; a contest may use others."""

    NOT_CHOSEN = "KHONG_CHON", _("Eligible, not selected by the unit")
    LATE = "QUA_HAN", _("The unit's deadline has passed")
    REFUSED_AT_RECEIPT = "KHONG_TIEP_NHAN", _("Not accepted at receipt")
