"""A paper's process: drafted and submitted, signed, issued; sent back from any desk it goes round again."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from workflows.flows import due, moves
from workflows.flows.locks import process_lock
from workflows.flows.nodes import If, RoleTask
from workflows.models import CaseProcess
from workflows.roles import Role, role_for
from workflows.states import DocumentState
from workflows.steps.papers import IssuePaperStep, PreparePaperStep, SignPaperStep
from workflows.verbs import Noun, Verb


def _holder(verb: Verb) -> Any:
    """Return whose desk it is for a paper: the one role that holds the right on its noun."""
    return lambda document: role_for(verb, Noun(document.noun))


class PaperFlow(flow.Flow):
    """One paper; a round's proposal and award decision go through the award's own process instead."""

    process_class = CaseProcess
    process_title = _("Paper")
    lock_impl = process_lock

    start = flow.StartHandle(this.begin).Next(this.prepare_paper)
    prepare_paper = (
        RoleTask(
            PreparePaperStep,
            role=_holder(Verb.SUBMIT_FOR_SIGNATURE),
            roles={Role.SECRETARY, Role.STANDING_HEAD, Role.UNIT_OFFICER},
            due=due.paper,
        )
        .Annotation(title=_("Draft the paper and submit it"))
        .Next(this.sign_paper)
    )
    sign_paper = (
        RoleTask(
            SignPaperStep,
            role=_holder(Verb.SIGN),
            roles={Role.CHAIR, Role.STANDING_HEAD, Role.SIGNATORY, Role.UNIT_HEAD},
            due=due.paper,
        )
        .Annotation(title=_("Sign the paper"))
        .Next(this.is_sent_back)
    )
    is_sent_back = If(this.paper_is_sent_back).Then(this.prepare_paper).Else(this.is_signed_only)
    is_signed_only = If(this.paper_is_signed).Then(this.issue_paper).Else(this.move_on)
    issue_paper = (
        RoleTask(IssuePaperStep, role=_holder(Verb.ISSUE), roles={Role.CLERK}, due=due.paper)
        .Annotation(title=_("Number and issue the paper"))
        .Next(this.is_held_back)
    )
    is_held_back = If(this.paper_is_sent_back).Then(this.prepare_paper).Else(this.move_on)
    move_on = flow.Function(this.move_those_who_wait).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, document: Any) -> Any:
        """Attach the paper to its process."""
        activation.process.artifact = document
        return activation.process

    def paper_is_sent_back(self, activation: Any) -> bool:
        """Say whether the paper has been sent back for revision."""
        return bool(activation.process.subject.state == DocumentState.SENT_BACK)

    def paper_is_signed(self, activation: Any) -> bool:
        """Say whether the paper waits for the clerk; some are issued by who signs them."""
        return bool(activation.process.subject.state == DocumentState.SIGNED)

    def move_those_who_wait(self, activation: Any) -> None:
        """Let a process go on that waited for this paper."""
        moves.after_paper(activation.process.subject)
