"""A judge scores an entry, or recuses; the chair closes, settles ties, approves."""

from collections.abc import Mapping
from typing import Any

from forms.body_decision import BodyDecisionForm
from forms.scoring import ApproveForm, CloseScoringForm, ScoresheetForm, VoteForm
from reports.lists import results
from workflows.domain import judging, scoring
from workflows.models import Assignment, Judge
from workflows.models.readiness import missing_body
from workflows.steps.base import Step
from workflows.verbs import Verb


class ScoreStep(Step):
    """One judge's sheet for one entry."""

    verb = Verb.SUBMIT_SHEET
    form_class = ScoresheetForm
    template_name = "workflows/steps/score.html"

    @property
    def judge(self) -> Judge:
        """The judge to whom this task belongs."""
        return Judge.objects.get(pk=self.task.data["judge"])

    def form_kwargs(self) -> dict[str, Any]:
        """The form has a field per criterion, filled with what was saved before."""
        return {"criteria": judging.criteria_of(self.subject.contest), "saved": self._saved()}

    def _saved(self) -> dict[str, Any]:
        assignment = Assignment.objects.filter(entry=self.subject, judge=self.judge).first()
        if assignment is None or not hasattr(assignment, "sheet"):
            return {}
        points = {s.criterion.code: s.points for s in assignment.sheet.scores.select_related("criterion")}
        return {"points": points, "comment": assignment.sheet.comment}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Submit the sheet."""
        return judging.submit_sheet_entry(
            entry=self.subject,
            actor=self.actor,
            judge=self.judge,
            points=cleaned["points"],
            comment=cleaned.get("comment", ""),
        )


class CloseScoringStep(Step):
    """Close scoring for the whole round."""

    verb = Verb.CLOSE_SCORING
    form_class = CloseScoringForm
    template_name = "workflows/steps/close_scoring.html"

    def context(self) -> dict[str, Any]:
        """Show what is missing."""
        return {
            "missing": self.subject.missing_for(self.verb),
            "open_sheets": list(scoring.open_sheets(self.subject)),
        }

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Close scoring and rank."""
        return scoring.close_scoring_round(
            round_=self.subject,
            actor=self.actor,
            reason=cleaned.get("reason", ""),
            expected_version=expected_version,
        )


class VoteStep(Step):
    """Record the vote on the first open tie."""

    verb = Verb.VOTE
    form_class = VoteForm
    template_name = "workflows/steps/vote.html"

    def form_kwargs(self) -> dict[str, Any]:
        """The form asks for the order of the tied entries."""
        ties = scoring.open_ties(self.subject)
        return {"tie": ties[0] if ties else []}

    def context(self) -> dict[str, Any]:
        """Show what the stored order of the tie-break has compared in vain."""
        means = scoring.tie_break_means(self.subject)
        return {
            "compared": [
                {"criterion": criterion, "means": {int(key): mean for key, mean in by_entry.items()}}
                for criterion, by_entry in means
            ]
        }

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Record the order that was voted."""
        return scoring.vote_round(
            round_=self.subject,
            actor=self.actor,
            order=cleaned["order"],
            note=cleaned.get("note", ""),
            expected_version=expected_version,
        )


class ApproveStep(Step):
    """Approve ranking and prizes."""

    verb = Verb.APPROVE_RESULTS
    form_class = ApproveForm
    template_name = "workflows/steps/approve_results.html"

    def context(self) -> dict[str, Any]:
        """Show the ranking, and ask for what the minutes need and nobody has told yet."""
        contest = self.subject.contest
        return {
            "ranking": results.ranking(self.subject),
            "missing": self.subject.missing_for(self.verb),
            "body_form": BodyDecisionForm(contest=contest) if missing_body(contest) else None,
        }

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Approve."""
        return scoring.approve_results_round(
            round_=self.subject, actor=self.actor, expected_version=expected_version
        )
