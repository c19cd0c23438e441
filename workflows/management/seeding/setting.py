"""What the seeded cases stand in: a running contest, its units and people, and the officer of one unit."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from viewflow.workflow.models import Process, Task

from workflows import clock
from workflows.domain import windows
from workflows.domain.contest_file import ContestFile, from_value
from workflows.domain.contest_file.parts import FORWARDING
from workflows.domain.contest_loading import load_contest
from workflows.flows import acts
from workflows.management.rehearsal import variants
from workflows.management.rehearsal.demo import SOURCE
from workflows.models import Contest, Installation, Membership, OrganisationUnit, User
from workflows.models.grants import forget
from workflows.roles import Role

OFFICER = "bench-officer"
DAYS_LEFT = 20
"""Days until the units' deadline."""


@dataclass(frozen=True)
class Setting:
    """The contest, the file that it was loaded from, and the unit whose queue is filled."""

    contest: Contest
    file: ContestFile
    unit: OrganisationUnit
    officer: User
    password: str


def first_filled() -> type[Model] | None:
    """Return a model of ours that has rows already; ``None`` where the database is freshly migrated."""
    ours = [*apps.get_app_config("workflows").get_models(), Process, Task]
    return next((model for model in ours if not model._meta.proxy and model._default_manager.exists()), None)


def build() -> Setting:
    """Mark the database as a demonstration and make a contest that has been open for some weeks."""
    Installation.mark_demo()
    forget()
    file = _file()
    contest = load_contest(file, demo=True)
    units = [row.unit for row in contest.participations.select_related("unit").order_by("pk")]
    unit = next(unit for unit in units if unit.pk != contest.standing_unit_id)
    opening = windows.opens_at(contest)
    assert opening is not None
    with clock.moved_to(opening):
        acts.open_lists(contest)
    officer, password = _officer(unit)
    return Setting(contest, file, unit, officer, password)


def _file() -> ContestFile:
    raw: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    today = clock.local(clock.machine_now()).date()
    closing = today + timedelta(days=DAYS_LEFT)
    moved = variants.shifted(raw, (closing - variants.date_of(raw, FORWARDING)).days)
    title = f"Cuộc thi Sáng kiến cải cách hành chính {today.year} (dữ liệu thử tải, hư cấu)"
    return from_value(
        variants.renamed(moved, slug=f"thu-tai-{today.year}", title=title, prefix="TAI", year=today.year)
    )


def _officer(unit: OrganisationUnit) -> tuple[User, str]:
    password = secrets.token_urlsafe(9)
    officer = User.objects.create_user(
        username=OFFICER,
        password=password,
        full_name="Cán bộ Thử Tải (hư cấu)",
        position="Công chức đầu mối",
        unit=unit,
    )
    Membership.objects.create(user=officer, role=Role.UNIT_OFFICER.value, unit=unit)
    officer.refresh_from_db()
    return officer, password
