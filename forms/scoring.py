"""What a judge and the chair fill in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from workflows.domain import scoring_math
from workflows.domain.judging import as_rule
from workflows.models import Criterion, RankingRow
from workflows.vietnamese.numbers import format_decimal

LONGEST_NOTE = 5000
"""Characters of a comment, a reason, the minutes of a vote."""


class PointsField(forms.CharField):
    """Points of one criterion; takes a comma or a point, holds the scale and the step."""

    def __init__(self, criterion: Criterion, **kwargs: Any) -> None:
        self.criterion = criterion
        super().__init__(
            label=criterion.name,
            help_text=criterion.guide,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Decimal | None:
        """Return the points exactly, ``None`` for an empty field that may be empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return scoring_math.parse_points(text, as_rule(self.criterion))
        except scoring_math.ScoreError as error:
            raise forms.ValidationError(score_sentence(self.criterion, error.entered), code="points")


def score_sentence(criterion: Criterion, entered: str) -> str:
    """Return the sentence for points outside the scale or off the step."""
    language = get_language() or "vi"
    return _t("“%(name)s” must be 0–%(maximum)s in steps of %(step)s; you entered %(entered)s.") % {
        "name": criterion.name,
        "maximum": format_decimal(criterion.max_points.normalize(), language),
        "step": format_decimal(criterion.step.normalize(), language),
        "entered": entered,
    }


class ScoresheetForm(forms.Form):
    """A score sheet: points per criterion and a comment.

    ``cleaned_data["points"]`` maps criterion codes to decimals. With ``partial`` fields may be empty.
    """

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        saved: Mapping[str, Any] | None = None,
        partial: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        points = (saved or {}).get("points", {})
        language = get_language() or "vi"
        for criterion in self.criteria:
            field = PointsField(criterion, required=not partial)
            if criterion.code in points:
                field.initial = format_decimal(points[criterion.code].normalize(), language)
            self.fields[f"points_{criterion.code}"] = field
        self.fields["comment"] = forms.CharField(
            label=_("Comment"),
            required=False,
            max_length=LONGEST_NOTE,
            initial=(saved or {}).get("comment", ""),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self) -> dict[str, Any]:
        """Collect the points."""
        cleaned = super().clean() or {}
        values = {c.code: cleaned.pop(f"points_{c.code}", None) for c in self.criteria}
        cleaned["points"] = {code: value for code, value in values.items() if value is not None}
        return cleaned


class CloseScoringForm(forms.Form):
    """Closing; a reason is needed when sheets are missing."""

    reason = forms.CharField(
        label=_("Reason for closing with sheets missing"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VoteForm(forms.Form):
    """The order of tied entries as it was voted; ``cleaned_data["order"]`` holds their keys."""

    note = forms.CharField(
        label=_("Minutes of the vote"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who was present, votes for each entry, and why."),
    )

    def __init__(self, *args: Any, tie: Sequence[RankingRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tie = list(tie)
        places = [(str(n), str(n)) for n in range(1, len(self.tie) + 1)]
        for row in self.tie:
            self.fields[f"place_{row.entry_id}"] = forms.ChoiceField(
                label=f"{row.entry.code} {row.entry.title}", choices=[("", "—"), *places]
            )
        self.order_fields([f"place_{row.entry_id}" for row in self.tie])

    def clean(self) -> dict[str, Any]:
        """Turn places into an order; every place is given once."""
        cleaned = super().clean() or {}
        places = {row.entry_id: cleaned.get(f"place_{row.entry_id}") for row in self.tie}
        given = [place for place in places.values() if place]
        if len(set(given)) != len(self.tie):
            raise forms.ValidationError(_t("Please give each entry a place of its own."), code="places")
        cleaned["order"] = sorted(places, key=lambda key: int(places[key] or 0))
        return cleaned


class ApproveForm(forms.Form):
    """Approving the result: nothing to fill in but the confirmation."""

    confirm = forms.BooleanField(label=_("Ranking and prizes are approved as shown"))
