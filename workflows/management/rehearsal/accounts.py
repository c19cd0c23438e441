"""The demonstration's accounts: who can be logged in as, each with work where the role has any."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from workflows.domain.actors import Actor
from workflows.flows import tasks
from workflows.models import Membership, User, WorkItem
from workflows.roles import Role

PER_ROLE = {Role.AUTHOR: 2, Role.UNIT_OFFICER: 4, Role.UNIT_HEAD: 4, Role.JUDGE: 5}
"""How many accounts of a role are listed; one of every other role."""

IDLE_ROLES = frozenset({Role.ACCOUNTANT, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that have a main page of their own and no tasks."""


def publish(target: Path) -> list[dict[str, str]]:
    """Give the demonstration's accounts one password, some work, and list them in ``target``."""
    chosen = [member for role in Role for member in _chosen(role)]
    password = secrets.token_urlsafe(9)
    User.objects.filter(pk__in={m.user_id for m in chosen}).update(password=make_password(password))
    for member in chosen:
        if member.role not in IDLE_ROLES:
            _claim_one(member)
    rows = [_row(member, password) for member in chosen]
    _write(target, rows)
    return rows


def _chosen(role: Role) -> list[Membership]:
    members = Membership.objects.current().filter(role=role, user__is_active=True)
    listed = list(members.select_related("user", "unit", "contest").order_by("pk"))
    if role not in IDLE_ROLES:
        listed = [member for member in listed if _has_work(member)]
    once = {member.user_id: member for member in reversed(listed)}
    return sorted(once.values(), key=lambda m: m.pk)[: PER_ROLE.get(role, 1)]


def _work(member: Membership) -> Any:
    own = WorkItem.objects.filter(owner_id=member.user_id, queue=member.queue_key)
    return own | WorkItem.objects.filter(queue=member.queue_key, owner=None, is_personal=False)


def _has_work(member: Membership) -> bool:
    return bool(_work(member).exists())


def _claim_one(member: Membership) -> None:
    """See that the inbox is not empty: a task of the queue is claimed where none is owned."""
    if WorkItem.objects.filter(owner_id=member.user_id, queue=member.queue_key).exists():
        return
    first = _work(member).order_by("due", "pk").first()
    if first is not None:
        tasks.claim(task_id=first.pk, actor=Actor(member.user))


def _row(member: Membership, password: str) -> dict[str, str]:
    scope = member.unit.code if member.unit else member.contest.slug if member.contest else ""
    return {
        "username": member.user.get_username(),
        "password": password,
        "role": str(member.role),
        "scope": scope,
    }


def _write(target: Path, rows: list[dict[str, str]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(rows, out, ensure_ascii=False, indent=2)
        out.write("\n")
