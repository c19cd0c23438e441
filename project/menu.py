"""The main menu: which role sees which page. A role sees only what it uses."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from workflows.models import WorkItem
from workflows.models.grants import Grants, grants_of
from workflows.roles import Role

CAP = 999
"""Counts above this are shown as `999+`; no more rows are counted."""

_UNIT = {Role.UNIT_OFFICER, Role.UNIT_HEAD}
_DESK = {Role.SECRETARY, Role.STANDING_HEAD, Role.CHAIR, Role.SIGNATORY, Role.CLERK}


@dataclass(frozen=True)
class Page:
    """One line of the menu: the address's name, what it is called, who sees it."""

    name: str
    label: Any
    roles: frozenset[Role]


PAGES = (
    Page("inbox", _("My tasks"), frozenset({Role.AUTHOR, Role.JUDGE} | _UNIT | _DESK)),
    Page("queue", _("Queue"), frozenset(_UNIT | _DESK)),
    Page("entries", _("Entries"), frozenset({Role.AUTHOR, Role.SECRETARY, Role.CHAIR} | _UNIT)),
    Page(
        "contests",
        _("Contests"),
        frozenset({*_DESK, Role.UNIT_HEAD, Role.ACCOUNTANT, Role.AUDITOR, Role.ADMINISTRATOR}),
    ),
    Page("documents", _("Documents"), frozenset({*_DESK, *_UNIT, Role.ACCOUNTANT, Role.AUDITOR})),
    Page("register", _("Register"), frozenset({Role.CLERK})),
    Page("payments", _("Prize money"), frozenset({Role.ACCOUNTANT})),
    Page("trail", _("Audit trail"), frozenset({Role.AUDITOR})),
    Page("people", _("People and units"), frozenset({Role.ADMINISTRATOR})),
    Page("operations", _("Background work"), frozenset({Role.ADMINISTRATOR})),
    Page("role_table", _("Roles and rights"), frozenset({Role.ADMINISTRATOR, Role.AUDITOR})),
)


def menu_of(request: HttpRequest) -> list[dict[str, object]]:
    """Return the lines of the person's menu: url, label, count (text or empty), active."""
    grants = grants_of(request.user)
    pages = [page for page in PAGES if page.roles & grants.roles]
    return [_line(request, page, grants) for page in pages if _address(page.name)]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _line(request: HttpRequest, page: Page, grants: Grants) -> dict[str, object]:
    url = _address(page.name)
    return {
        "url": url,
        "label": page.label,
        "count": _count(page.name, grants),
        "active": request.path.startswith(url),
    }


def _count(name: str, grants: Grants) -> str:
    if name == "inbox":
        return capped(WorkItem.objects.filter(owner_id=grants.user_id))
    if name == "queue":
        return capped(WorkItem.objects.filter(owner__isnull=True, queue__in=grants.queue_keys))
    return ""


def capped(items: QuerySet[Any]) -> str:
    """Return how many there are as the menu shows it: nothing for none, `999+` above the cap."""
    found = items.order_by()[: CAP + 1].count()
    return f"{CAP}+" if found > CAP else str(found or "")
