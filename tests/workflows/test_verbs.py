"""One verb, one name: enum → method → function → permission → node, step, form → event → labels."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Group, Permission
from django.template.loader import get_template
from django.utils import translation

import workflows.domain
from workflows.domain import author_deadlines, body_decisions, deadline_acts, extensions
from workflows.domain.role_table import MODELS
from workflows.flows import tasks
from workflows.flows.award_flow import AwardFlow
from workflows.flows.entry_flow import EntryFlow
from workflows.flows.forward_flow import ForwardFlow
from workflows.flows.nodes import RoleTask
from workflows.flows.paper_flow import PaperFlow
from workflows.models import CaseEvent
from workflows.roles import GRANTS, Role, roles_for
from workflows.verbs import PAPERS, PERSON_FREE, Noun, Verb, codename

WITHOUT_A_STATE: dict[Verb, tuple[Callable[..., Any], str]] = {
    Verb.CLAIM: (tasks.claim, "work on a task, not on the case"),
    Verb.RELEASE: (tasks.release, "work on a task, not on the case"),
    Verb.REASSIGN: (tasks.reassign, "work on a task, not on the case"),
    Verb.REMIND: (deadline_acts.remind_unit, "tells people, moves nothing"),
    Verb.ESCALATE: (deadline_acts.escalate_unit, "tells people, moves nothing"),
    Verb.EXTEND: (extensions.extend_contest, "a contest has dates, no state"),
    Verb.SET_AUTHOR_DEADLINE: (
        author_deadlines.set_author_deadline_contest,
        "a contest has dates, no state",
    ),
    Verb.RECORD_BODY: (body_decisions.record_body_contest, "a contest has bodies, no state"),
}
"""Verbs that no transition carries out: what does, and why there is no transition."""

ON_CONTESTS = {(verb, Noun.CONTEST) for verb in (Verb.EXTEND, Verb.RECORD_BODY, Verb.SET_AUTHOR_DEADLINE)}
"""What people may do to a contest itself."""

PART_OF = {
    (Verb.CONFIRM_LIST, Noun.ENTRY): "confirm_list_batch",
    (Verb.FORWARD, Noun.ENTRY): "forward_batch",
    (Verb.CLOSE_SCORING, Noun.ENTRY): "close_scoring_round",
    (Verb.PUBLISH_RESULTS, Noun.ENTRY): "publish_results_round",
    **{(Verb.PUBLISH_RESULTS, noun): "publish_results_round" for noun in PAPERS},
    (Verb.AWARD, Noun.ENTRY): "issue_document",
    (Verb.PASS_OVER, Noun.ENTRY): "issue_document",
    (Verb.ISSUE, Noun.ROUND): "issue_document",
    (Verb.LAPSE, Noun.BATCH): "lapse_unit",
}
"""Acts that never happen alone: the act of which they are a part."""

NODE_NAMES = {
    "correct": Verb.SUBMIT,
    "score": Verb.SUBMIT_SHEET,
    "prepare_paper": Verb.SUBMIT_FOR_SIGNATURE,
    "sign_paper": Verb.SIGN,
    "issue_paper": Verb.ISSUE,
}
"""Nodes that are named by the work, because their verb is done elsewhere as well."""

PAIRS = [
    (verb, noun)
    for noun, model in MODELS.items()
    for verb in Verb
    if hasattr(getattr(model, verb.method, None), "_django_fsm")
    and (roles_for(verb, noun) or verb in PERSON_FREE)
]


def function_of(verb: Verb, noun: Noun) -> str:
    """What the act's function is called: papers share theirs, what differs between them are the rights."""
    return f"{verb.value}_document" if noun in PAPERS else codename(verb, noun)


def domain_functions() -> dict[str, Callable[..., Any]]:
    return {
        name: function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def _modules() -> Iterator[Any]:
    package = workflows.domain
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(info.name)


FUNCTIONS = domain_functions()


@pytest.mark.parametrize("verb", Verb, ids=lambda verb: verb.value)
def test_every_verb_is_carried_out_by_a_transition_or_says_why_not(verb: Verb) -> None:
    pairs = [noun for found, noun in PAIRS if found is verb]
    if verb in WITHOUT_A_STATE:
        function, reason = WITHOUT_A_STATE[verb]
        assert not pairs
        assert reason
        assert f"Verb.{verb.name}" in inspect.getsource(inspect.getmodule(function))  # type: ignore[arg-type]
    else:
        assert pairs


@pytest.mark.parametrize(("verb", "noun"), PAIRS)
def test_every_act_has_its_function(verb: Verb, noun: Noun) -> None:
    own = function_of(verb, noun)
    name = PART_OF.get((verb, noun), own)
    assert name in FUNCTIONS
    assert ((verb, noun) in PART_OF) != (own in FUNCTIONS), "in one place only"
    module = inspect.getmodule(FUNCTIONS[name])
    assert f"Verb.{verb.name}" in inspect.getsource(module)  # type: ignore[arg-type]
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters)
    assert "actor" in inspect.signature(FUNCTIONS[name]).parameters


def test_no_transition_without_a_verb() -> None:
    methods = {verb.method for verb in Verb}
    for model in MODELS.values():
        found = {n for n, value in inspect.getmembers(model) if hasattr(value, "_django_fsm")}
        assert found <= methods


def test_no_acting_function_without_a_verb() -> None:
    """A function that acts on a noun is named by a verb and has a right of that name."""
    known = {function_of(verb, noun) for verb, noun in [*PAIRS, *ON_CONTESTS]}
    known |= {codename(verb, noun) for verb, noun in [*PAIRS, *PART_OF]}
    acting = {
        name
        for name, function in FUNCTIONS.items()
        if "actor" in inspect.signature(function).parameters
        and name.rsplit("_", 1)[-1] in {*(noun.value for noun in Noun), "document"}
        and name.startswith(tuple(f"{verb.value}_" for verb in Verb))
    }
    assert acting <= known
    assert {"withdraw_entry", "return_entry", "forward_batch", "vote_round"} <= acting


def test_every_right_is_a_transition_or_an_extension() -> None:
    held = {grant for grants in GRANTS.values() for grant in grants}
    assert held - ON_CONTESTS == {pair for pair in PAIRS if pair[0] not in PERSON_FREE}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_right_is_a_permission_row_of_its_group(role: Role) -> None:
    group = Group.objects.get(name=role.value)
    rows = set(group.permissions.values_list("codename", flat=True))
    assert rows == {codename(verb, noun) for verb, noun in GRANTS[role]}


@pytest.mark.django_db
def test_no_permission_row_of_ours_is_without_a_role() -> None:
    ours = {codename(verb, noun) for verb in Verb for noun in Noun}
    rows = set(Permission.objects.filter(codename__in=ours).values_list("codename", flat=True))
    assert rows == {codename(verb, noun) for grants in GRANTS.values() for verb, noun in grants}


@pytest.mark.parametrize("verb", [*Verb, *Noun, *Role], ids=lambda value: value.value)
def test_every_word_has_a_label_in_both_languages(verb: Any) -> None:
    with translation.override("en"):
        english = str(verb.label)
    with translation.override("vi"):
        vietnamese = str(verb.label)
    assert english.strip()
    assert vietnamese.strip()
    assert english != vietnamese


def test_a_method_is_named_by_its_verb() -> None:
    assert {verb.method for verb in Verb if verb.method != verb.value} == {"return_"}


def nodes() -> list[RoleTask]:
    return [
        node
        for flow_class in (EntryFlow, ForwardFlow, AwardFlow, PaperFlow)
        for node in flow_class.instance.nodes()
        if isinstance(node, RoleTask)
    ]


@pytest.mark.parametrize("node", nodes(), ids=lambda node: node.name)
def test_every_human_task_has_step_form_page_and_role(node: RoleTask) -> None:
    verb = NODE_NAMES.get(node.name) or Verb(node.name)
    assert node.step.verb is verb
    assert issubclass(node.step.form_class, forms.Form)
    get_template(node.step.template_name)
    assert node.roles
    assert all(any((verb, noun) in GRANTS[role] for noun in Noun) for role in node.roles)
    with translation.override("vi"):
        assert str(node.task_title) not in ("", node.name)


def test_every_task_is_named_once() -> None:
    names = [node.name for node in nodes()]
    assert len(names) == len(set(names))
    assert set(NODE_NAMES) <= set(names)


def test_an_event_takes_the_verb_as_it_is() -> None:
    longest = CaseEvent._meta.get_field("verb").max_length
    assert all(len(verb.value) <= longest for verb in Verb)
    assert all(len(noun.value) <= CaseEvent._meta.get_field("noun").max_length for noun in Noun)
