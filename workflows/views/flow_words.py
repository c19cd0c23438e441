"""The words of a task, read from its flow: what is to be done, and who moves next."""

from functools import cache
from typing import Any

from viewflow.workflow.flow import Handle

from workflows.flows.award_flow import AwardFlow
from workflows.flows.entry_flow import EntryFlow
from workflows.flows.forward_flow import ForwardFlow
from workflows.flows.nodes import RoleTask
from workflows.roles import Role
from workflows.states import BatchState, EntryState, RoundState

FLOWS: dict[str, Any] = {flow.__name__: flow for flow in (EntryFlow, ForwardFlow, AwardFlow)}
_STATES: dict[str, Any] = {"EntryFlow": EntryState, "ForwardFlow": BatchState, "AwardFlow": RoundState}


def node_of(flow: str, step: str) -> Any:
    """Return the node of a task by the names of its row of the work list."""
    return FLOWS[flow].instance.node(step)


def title_of(flow: str, step: str) -> Any:
    """Return what is to be done, e.g. *Pre-screen the entry*."""
    return node_of(flow, step).task_title


def state_of(flow: str, state: str) -> Any:
    """Return the staff's label of the state in which the task's subject stands."""
    states = _STATES[flow]
    return states(state).label if state in states.values else state


@cache
def steps_of(roles: frozenset[Role]) -> tuple[tuple[str, Any], ...]:
    """Return name and title of every task that is somebody's among ``roles``, in the order of the flows."""
    return tuple(
        (node.name, node.task_title)
        for flow in FLOWS.values()
        for node in flow.instance.nodes()
        if isinstance(node, RoleTask) and node.role in roles
    )


@cache
def next_of(flow: str, step: str) -> tuple[Any, ...]:
    """Return who may move after the task: labels of roles, or of what the process then waits for."""
    start = node_of(flow, step)
    found: dict[str, Any] = {}
    seen, ahead = {start.name}, [edge.dst for edge in start._outgoing()]
    while ahead:
        node = ahead.pop(0)
        if node.name in seen:
            continue
        seen.add(node.name)
        if isinstance(node, RoleTask):
            found.setdefault(node.role.value, node.role.label)
        elif isinstance(node, Handle):
            found.setdefault(node.name, node.task_title)
        else:
            ahead.extend(edge.dst for edge in node._outgoing())
    return tuple(found.values())


def next_words(flow: str, step: str) -> str:
    """Return who may move after the task, as one line."""
    return " / ".join(str(label) for label in next_of(flow, step))
