"""The words of a task, read from its flow: what is to be done, and who moves next."""

from functools import cache
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from workflows.domain.labels import author_label
from workflows.domain.refusals import lower_first
from workflows.domain.windows import shown_end
from workflows.flows.award_flow import AwardFlow
from workflows.flows.entry_flow import EntryFlow
from workflows.flows.forward_flow import ForwardFlow
from workflows.flows.nodes import RoleTask
from workflows.flows.paper_flow import PaperFlow
from workflows.roles import Role
from workflows.states import BatchState, DocumentState, EntryState, RoundState

FLOWS: dict[str, Any] = {flow.__name__: flow for flow in (EntryFlow, ForwardFlow, AwardFlow, PaperFlow)}
_STATES: dict[str, Any] = {
    "EntryFlow": EntryState,
    "ForwardFlow": BatchState,
    "AwardFlow": RoundState,
    "PaperFlow": DocumentState,
}


def node_of(flow: str, step: str) -> Any:
    """Return the node of a task by the names of its row of the work list."""
    return FLOWS[flow].instance.node(step)


def title_of(flow: str, step: str) -> Any:
    """Return what is to be done, e.g. *Pre-screen the entry*."""
    return node_of(flow, step).task_title


_PAPER_AT = {
    "submit_for_signature": DocumentState.DRAFT,
    "sign": DocumentState.SUBMITTED_FOR_SIGNATURE,
    "issue": DocumentState.SIGNED,
    "publish_results": DocumentState.ISSUED,
}
"""Where the decision stands while a task is open: it says more than the state of its round."""


def state_of(flow: str, state: str, step: str, *, role: str = "", due: Any = None) -> Any:
    """Return where the task's subject stands, in the words of the role that has the task."""
    if step == "score":
        return _("Being scored")
    if flow == "EntryFlow" and role == Role.AUTHOR:
        return author_label(EntryState(state), shown_end(due) if due else "")
    if flow == "AwardFlow" and step in _PAPER_AT:
        return _("Award decision: %(state)s") % {"state": lower_first(_PAPER_AT[step].label)}
    states = _STATES[flow]
    return states(state).label if state in states.values else state


@cache
def steps_of(roles: frozenset[Role]) -> tuple[tuple[str, Any], ...]:
    """Return name and title of every task that is somebody's among ``roles``, in the order of the flows."""
    return tuple(
        (node.name, node.task_title)
        for flow in FLOWS.values()
        for node in flow.instance.nodes()
        if isinstance(node, RoleTask) and node.roles & roles
    )


_JOINTS = {
    "await_list": ("ForwardFlow", "confirm_list"),
    "await_receipt": ("ForwardFlow", "forward"),
    "await_closing": ("AwardFlow", "close_scoring"),
    "await_decision": ("AwardFlow", "submit_for_signature"),
    "move_received": ("EntryFlow", "open_sheets"),
}
"""Where a process waits for another one, or wakes it: the node with which that one goes on."""


@cache
def next_of(flow: str, step: str, noun: str = "") -> tuple[Any, ...]:
    """Return who may move after the task, as labels of roles; the process is followed to its next tasks.

    ``noun`` says of which paper, where the task's role depends on it.
    """
    found: dict[str, Any] = {}
    seen, ahead = {step}, [edge.dst for edge in node_of(flow, step)._outgoing()]
    while ahead:
        node = ahead.pop(0)
        if node.name in seen:
            continue
        seen.add(node.name)
        if isinstance(node, RoleTask):
            roles = {node.role_of(SimpleNamespace(noun=noun))} if noun else node.roles
            found |= {role.value: role.label for role in Role if role in roles}
        elif node.name == "await_minutes":
            found[Role.SECRETARY.value] = Role.SECRETARY.label
        elif node.name in _JOINTS:
            ahead.append(node_of(*_JOINTS[node.name]))
        else:
            ahead.extend(edge.dst for edge in node._outgoing())
    return tuple(found.values())


def next_words(flow: str, step: str, noun: str = "") -> str:
    """Return who may move after the task, as one line."""
    return " / ".join(str(label) for label in next_of(flow, step, noun))
