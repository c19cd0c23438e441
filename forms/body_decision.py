"""What the chair or the secretary fills in about the decision that set up the contest's bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms.filters import SOUND_DAYS
from workflows.domain.body_decisions import LONGEST_NUMBER
from workflows.models import Contest


class BodyDecisionForm(forms.Form):
    """Number and date of the decision, and the quorum; begins with what is known."""

    number = forms.CharField(label=_("Number of the decision"), max_length=LONGEST_NUMBER)
    on = forms.DateField(
        label=_("Date of the decision"),
        validators=list(SOUND_DAYS),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    quorum = forms.IntegerField(
        label=_("Quorum"),
        help_text=_("How many members must be present for the committee to decide."),
        min_value=1,
        max_value=999,
    )

    def __init__(self, *args: Any, contest: Contest, **kwargs: Any) -> None:
        kwargs["auto_id"], kwargs["initial"] = (
            "id_body_%s",
            {
                "number": contest.body_decision_number,
                "on": contest.body_decision_date,
                "quorum": contest.quorum,
            },
        )
        super().__init__(*args, **kwargs)
