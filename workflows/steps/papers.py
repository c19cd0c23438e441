"""The three desks of a paper: who drafts and submits it, who signs it, who numbers and issues it."""

from collections.abc import Mapping
from typing import Any

from forms.awarding import IssueForm, PreparePaperForm, SignForm
from reports import papers
from reports.pdf import engine
from workflows.domain import award_facts, document_life, issuing, refusals, spelling
from workflows.domain.asking import may
from workflows.roles import roles_for
from workflows.states import DocumentState
from workflows.steps import paper_file
from workflows.steps.base import Step
from workflows.verbs import Noun, Verb


class PaperStep(Step):
    """A step on a paper; what it brings about may reach the contest's case."""

    locks_contest = True

    def context(self) -> dict[str, Any]:
        """Show the paper and what is missing."""
        missing = [*self.subject.missing_for(self.verb), *award_facts.differences(self.subject)]
        unconfirmed = spelling.unconfirmed_in(self.subject)
        return {"document": self.subject, "missing": missing, "unconfirmed": unconfirmed}

    def send_back(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Give the paper back with the reason that was typed."""
        return document_life.send_back_document(
            document=self.subject,
            actor=self.actor,
            reason=cleaned.get("reason", ""),
            expected_version=expected_version,
        )


class PreparePaperStep(PaperStep):
    """The drafter checks the paper, initials it and lays it before its signatory."""

    verb = Verb.SUBMIT_FOR_SIGNATURE
    form_class = PreparePaperForm
    template_name = "workflows/steps/prepare_paper.html"

    def context(self) -> dict[str, Any]:
        """Show the paper; what differs from the result is measured on what would be submitted."""
        blanks = papers.blanks(self.subject, papers.renewed_record(self.subject))
        return {
            "document": self.subject,
            "missing": [*self.subject.missing_for(self.verb), *blanks],
            "may_draft": may(Verb.SAVE_DRAFT, self.subject, self.actor),
            "unconfirmed": spelling.unconfirmed_in(self.subject),
        }

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Submit the kept record, else the standard one; refuse blanks, and what cannot be printed."""
        record = papers.renewed_record(self.subject)
        if blanks := papers.blanks(self.subject, record):
            raise refusals.incomplete(self.verb, blanks)
        engine.admit(*papers.printable(self.subject))
        return document_life.submit_for_signature_document(
            document=self.subject,
            actor=self.actor,
            record=record,
            expected_version=expected_version,
        )


class SignPaperStep(PaperStep):
    """The signatory approves exactly this record, or sends it back.

    Where the same desk also issues (minutes, a unit's own papers), signing, number, file and issue are one
    act: the signature stands first, in a transaction of its own; a repetition goes on from there.
    """

    verb = Verb.SIGN
    makes_file = True
    form_class = SignForm
    template_name = "workflows/steps/sign_paper.html"

    @property
    def issues(self) -> bool:
        """Say whether who signs the paper also issues it."""
        noun = Noun(self.subject.noun)
        return roles_for(Verb.SIGN, noun) == roles_for(Verb.ISSUE, noun)

    def form_kwargs(self) -> dict[str, Any]:
        """Where the paper is issued here, the form asks for what the register and the way of signing want."""
        return paper_file.asked_for(self.subject) if self.issues else {}

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """Return the form of signing, or of signing and issuing."""
        form_class = IssueForm if self.issues else SignForm
        return form_class(data, files, **self.form_kwargs())

    def prepare(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Sign and make the file, where both happen here."""
        if cleaned.get("send_back") or not self.issues:
            return {}
        document = self.subject
        if document.state != DocumentState.SIGNED:
            document = document_life.sign_document(document=document, actor=self.actor)
        return {"file": paper_file.make_file(document, self.actor, cleaned)}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Sign, issue, or send back with a reason."""
        if cleaned.get("send_back"):
            return self.send_back(cleaned, expected_version)
        if self.issues:
            return issuing.issue_document(document=self.subject, actor=self.actor, file=cleaned["file"])
        return document_life.sign_document(
            document=self.subject, actor=self.actor, expected_version=expected_version
        )


class IssuePaperStep(PaperStep):
    """The clerk numbers and issues the paper, or sends it back; a number then becomes a row *hủy*."""

    verb = Verb.ISSUE
    makes_file = True
    form_class = IssueForm
    template_name = "workflows/steps/issue_paper.html"

    def form_kwargs(self) -> dict[str, Any]:
        """The form asks for what the register and the way of signing want."""
        return paper_file.asked_for(self.subject)

    def context(self) -> dict[str, Any]:
        """A missing number is what this act mends."""
        return {"document": self.subject}

    def prepare(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Take the number and make the file."""
        if cleaned.get("send_back"):
            return {}
        return {"file": paper_file.make_file(self.subject, self.actor, cleaned)}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Issue the prepared file, or send back with a reason."""
        if cleaned.get("send_back"):
            return self.send_back(cleaned, expected_version)
        return issuing.issue_document(document=self.subject, actor=self.actor, file=cleaned["file"])
