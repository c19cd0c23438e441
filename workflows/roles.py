"""Which role holds which permission: the only table that says so.

``GRANTS`` is written into Django's groups after every migration, so that the admin, viewflow and
any reader of ``auth_group_permissions`` see the same. The gate itself reads ``GRANTS``.
"""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from workflows.verbs import Noun, Verb, codename


class Role(models.TextChoices):
    """A role that a membership gives to a person within a scope."""

    AUTHOR = "author", pgettext_lazy("role", "Author")
    UNIT_OFFICER = "unit_officer", pgettext_lazy("role", "Unit officer")
    UNIT_HEAD = "unit_head", pgettext_lazy("role", "Head of unit")
    SECRETARY = "secretary", pgettext_lazy("role", "Secretary of the organising committee")
    STANDING_HEAD = "standing_head", pgettext_lazy("role", "Head of the standing unit")
    JUDGE = "judge", pgettext_lazy("role", "Judge")
    CHAIR = "chair", pgettext_lazy("role", "Chair of the organising committee")
    SIGNATORY = "signatory", pgettext_lazy("role", "Signatory")
    CLERK = "clerk", pgettext_lazy("role", "Records clerk")
    ACCOUNTANT = "accountant", pgettext_lazy("role", "Accountant")
    AUDITOR = "auditor", pgettext_lazy("role", "Auditor")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "Administrator")


UNIT_ROLES = frozenset({Role.AUTHOR, Role.UNIT_OFFICER, Role.UNIT_HEAD})
"""Roles whose scope is an organisation unit."""

UNSCOPED_ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles that may stand for the whole installation."""

CONTEST_ROLES = frozenset(set(Role) - UNIT_ROLES - UNSCOPED_ROLES)
"""Roles whose scope is one contest."""

_E, _B, _R, _C = Noun.ENTRY, Noun.BATCH, Noun.ROUND, Noun.CONTEST
_P, _D, _M, _N = Noun.PROPOSAL, Noun.DECISION, Noun.MINUTES, Noun.NOTICE
_REP, _U, _O = Noun.REPORT, Noun.UNIT_PAPER, Noun.OUTPUT


def _drafting(*nouns: Noun) -> set[tuple[Verb, Noun]]:
    """Return the rights of who drafts a paper, checks and initials it, and lays it before its signatory."""
    verbs = (Verb.SAVE_DRAFT, Verb.INITIAL, Verb.SUBMIT_FOR_SIGNATURE)
    return {(verb, noun) for verb in verbs for noun in nouns}


def _signing(*nouns: Noun) -> set[tuple[Verb, Noun]]:
    """Return the rights of who signs a paper or sends it back."""
    return {(verb, noun) for verb in (Verb.SIGN, Verb.SEND_BACK) for noun in nouns}


GRANTS: dict[Role, frozenset[tuple[Verb, Noun]]] = {
    Role.AUTHOR: frozenset({(Verb.SAVE_DRAFT, _E), (Verb.SUBMIT, _E), (Verb.WITHDRAW, _E)}),
    Role.UNIT_OFFICER: frozenset(
        {
            (Verb.SAVE_DRAFT, _E),
            (Verb.SUBMIT_ON_BEHALF, _E),
            (Verb.PRESCREEN, _E),
            (Verb.RETURN, _E),
            *_drafting(_U),
        }
    ),
    Role.UNIT_HEAD: frozenset(
        {
            (Verb.CONFIRM_LIST, _E),
            (Verb.FORWARD, _E),
            (Verb.CONFIRM_LIST, _B),
            (Verb.FORWARD, _B),
            (Verb.DECLARE_NONE, _B),
            (Verb.SET_AUTHOR_DEADLINE, _C),
            (Verb.REINSTATE, _E),
            *_signing(_U),
            (Verb.ISSUE, _U),
        }
    ),
    Role.SECRETARY: frozenset(
        {
            (Verb.RECEIVE, _E),
            (Verb.REFUSE_RECEIPT, _E),
            (Verb.RECEIVE, _B),
            (Verb.ASSIGN, _E),
            (Verb.RECUSE, _E),
            (Verb.REPLACE_JUDGE, _E),
            (Verb.PUBLISH_RESULTS, _E),
            (Verb.PUBLISH_RESULTS, _R),
            (Verb.PUBLISH_RESULTS, _D),
            (Verb.PUBLISH_RESULTS, _N),
            (Verb.CORRECT_ENTRY, _E),
            (Verb.SAVE_DRAFT, _P),
            (Verb.SAVE_DRAFT, _D),
            *_drafting(_M, _N, _REP),
            (Verb.REINSTATE, _E),
            (Verb.EXTEND, _C),
            (Verb.RECORD_BODY, _C),
            (Verb.HAND_OVER, _E),
            (Verb.HAND_OVER, _R),
        }
    ),
    Role.STANDING_HEAD: frozenset(
        {(Verb.SAVE_DRAFT, _P), (Verb.SIGN, _P), (Verb.ISSUE, _P), *_drafting(_D), *_signing(_REP)}
    ),
    Role.JUDGE: frozenset({(Verb.SAVE_SHEET, _E), (Verb.SUBMIT_SHEET, _E), (Verb.RECUSE, _E)}),
    Role.CHAIR: frozenset(
        {
            (Verb.CLOSE_SCORING, _E),
            (Verb.DISQUALIFY, _E),
            (Verb.REINSTATE, _E),
            (Verb.CLOSE_SCORING, _R),
            (Verb.VOTE, _R),
            (Verb.APPROVE_RESULTS, _R),
            (Verb.RECORD_BODY, _C),
            *_signing(_M, _N),
            (Verb.ISSUE, _M),
        }
    ),
    Role.SIGNATORY: frozenset({*_signing(_D), (Verb.REINSTATE, _E)}),
    Role.CLERK: frozenset(
        {
            *((Verb.ISSUE, noun) for noun in (_D, _N, _REP, _O, _R)),
            *((Verb.SEND_BACK, noun) for noun in (_D, _N, _REP)),
            (Verb.HAND_OVER, _E),
        }
    ),
    Role.ACCOUNTANT: frozenset({(Verb.PAY, _E)}),
    Role.AUDITOR: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}


def roles_for(verb: Verb, noun: Noun) -> frozenset[Role]:
    """Return the roles that hold the permission for ``verb`` on ``noun``."""
    return _ROLES_FOR.get((verb, noun), frozenset())


def role_for(verb: Verb, noun: Noun) -> Role:
    """Return the one role that holds the permission; only where there is exactly one."""
    (role,) = roles_for(verb, noun)
    return role


_ROLES_FOR: dict[tuple[Verb, Noun], frozenset[Role]] = {}
for _role, _grants in GRANTS.items():
    for _grant in _grants:
        _ROLES_FOR[_grant] = _ROLES_FOR.get(_grant, frozenset()) | {_role}


def sync_grants(**kwargs: Any) -> None:
    """Write ``GRANTS`` into groups and permission rows; safe to repeat."""
    from django.apps import apps
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType

    using = kwargs.get("using", "default")
    # after a flush the kept rows have keys that are no longer in the table
    ContentType.objects.clear_cache()
    content_type = ContentType.objects.db_manager(using).get_for_model(apps.get_model("workflows", "Case"))
    for role, grants in GRANTS.items():
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        names = {codename(verb, noun): f"{verb.value} {noun.value}" for verb, noun in grants}
        rows = [
            Permission.objects.using(using).get_or_create(
                content_type=content_type, codename=name, defaults={"name": label}
            )[0]
            for name, label in sorted(names.items())
        ]
        group.permissions.set(rows)
