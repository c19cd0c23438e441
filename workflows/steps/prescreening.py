"""The officer checks an entry against the checklist and proposes; the author completes it."""

from collections.abc import Mapping
from typing import Any

from forms.prescreening import CorrectionForm, PrescreeningForm
from workflows.domain.entries import submit_entry
from workflows.domain.prescreening import prescreen_entry, return_entry
from workflows.models import ChecklistItem
from workflows.models.constant_sql import fetch_all
from workflows.models.prescreening import Verdict
from workflows.steps.base import Step
from workflows.verbs import Verb


class PrescreenStep(Step):
    """Propose to pass or not, or return for completion."""

    verb = Verb.PRESCREEN
    form_class = PrescreeningForm
    template_name = "workflows/steps/prescreen.html"

    def form_kwargs(self) -> dict[str, Any]:
        """The form shows the contest's checklist."""
        return {"checklist": fetch_all(ChecklistItem, "contest", self.subject.contest_id)}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Record the proposal, or give the entry back."""
        verdict = Verdict(cleaned["verdict"])
        common: dict[str, Any] = {
            "entry": self.subject,
            "actor": self.actor,
            "reason_code": cleaned.get("reason_code", ""),
            "answers": cleaned.get("answers", {}),
            "expected_version": expected_version,
        }
        note = cleaned.get("note", "")
        if verdict is Verdict.RETURN:
            return return_entry(reason=note, **common)
        return prescreen_entry(verdict=verdict, note=note, **common)


class CorrectStep(Step):
    """The author completes a returned entry (on the entry's own pages) and submits it again."""

    verb = Verb.SUBMIT
    form_class = CorrectionForm
    template_name = "workflows/steps/correct.html"
    locks_contest = True

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Submit the entry again."""
        return submit_entry(entry=self.subject, actor=self.actor, expected_version=expected_version)
