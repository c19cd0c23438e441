"""The unit's list: confirm, forward, receive."""

from collections.abc import Mapping
from typing import Any

from forms.forwarding import ConfirmListForm, ForwardForm, ReceiveForm
from workflows.domain import forwarding, judging
from workflows.states import BatchState, EntryState
from workflows.steps.base import Step
from workflows.verbs import Verb


class ConfirmListStep(Step):
    """The head of the unit decides on all proposals in one act, or declares that there is none."""

    verb = Verb.CONFIRM_LIST
    form_class = ConfirmListForm
    template_name = "workflows/steps/confirm_list.html"

    def form_kwargs(self) -> dict[str, Any]:
        """The form lists the entries with the officer's proposals."""
        return {"entries": self.entries()}

    def entries(self) -> list[Any]:
        """Return the entries that can be decided on."""
        return list(forwarding.listable(self.subject).prefetch_related("prescreenings"))

    def context(self) -> dict[str, Any]:
        """Show also what is not ready yet: it will lapse unless it is decided on in time."""
        waiting = self.subject.contest.entries.filter(
            unit_id=self.subject.unit_id, state__in=[EntryState.SUBMITTED, EntryState.RETURNED]
        ).exclude(prescreenings__is_current=True)
        return {"waiting": list(waiting.order_by("pk"))}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Confirm the chosen entries, or declare that there is none."""
        if cleaned.get("declare_none"):
            return forwarding.declare_none_batch(
                batch=self.subject, actor=self.actor, expected_version=expected_version
            )
        batch, _decided = forwarding.confirm_list_batch(
            batch=self.subject,
            actor=self.actor,
            chosen=cleaned["chosen"],
            reasons=cleaned.get("reasons", {}),
            expected_version=expected_version,
        )
        return batch

    def is_done(self, subject: Any) -> bool:
        """Where nothing was chosen and entries are still being checked, the list stays open."""
        return bool(subject.state != BatchState.COLLECTING)


class ForwardStep(Step):
    """The head of the unit sends the batch."""

    verb = Verb.FORWARD
    form_class = ForwardForm
    template_name = "workflows/steps/forward.html"

    def context(self) -> dict[str, Any]:
        """Show the entries of the batch."""
        return {"entries": list(self.subject.entries.order_by("code"))}

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Forward the batch."""
        return forwarding.forward_batch(
            batch=self.subject, actor=self.actor, expected_version=expected_version
        )


class ReceiveStep(Step):
    """The secretary receives a batch, refusing single entries with a reason, and assigns judges."""

    verb = Verb.RECEIVE
    form_class = ReceiveForm
    template_name = "workflows/steps/receive.html"

    def form_kwargs(self) -> dict[str, Any]:
        """The form lists the entries of the batch."""
        return {"entries": self.entries()}

    def entries(self) -> list[Any]:
        """Return the entries that wait for receipt."""
        return list(
            self.subject.entries.filter(state=EntryState.PRE_SCREENED, received_at=None).order_by("code")
        )

    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Receive the batch and give every received entry to its judges."""
        batch, received, _refused = forwarding.receive_batch(
            batch=self.subject,
            actor=self.actor,
            refused=cleaned.get("refused", {}),
            rng=cleaned.get("rng"),
            expected_version=expected_version,
        )
        chosen = cleaned.get("judges", {})
        for entry in received:
            judging.assign_planned(entry=entry, actor=self.actor, codes=chosen.get(entry.pk))
        return batch
