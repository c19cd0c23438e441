"""`seed_load`: as many cases as wanted, written as the flow itself writes them."""

import re
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from viewflow.workflow.models import Process, Task

from workflows.domain.actors import Actor
from workflows.domain.audit import verify
from workflows.flows import tasks
from workflows.management.commands import seed_load
from workflows.management.seeding import moulds, setting
from workflows.management.seeding.moulds import POINTERS
from workflows.models import CaseEvent, Checkpoint, Contest, Entry, Installation, User, WorkItem
from workflows.models.prescreening import Verdict

pytestmark = pytest.mark.django_db

WAITING, CLAIMED = 60, 40


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> str:
    """A seeded database, small: what the command said."""
    settings.KEYS_DIR = tmp_path / "keys"
    monkeypatch.setattr(seed_load, "CLAIMED", CLAIMED)
    out = StringIO()
    call_command("seed_load", "--cases", str(WAITING), stdout=out)
    return out.getvalue()


@pytest.fixture
def officer(said: str) -> User:
    return User.objects.get(username="bench-officer")


def test_the_cases_stand_where_they_should(said: str, officer: User) -> None:
    items = tasks.items_for(officer)
    assert items.filter(owner=None, step="prescreen").count() == WAITING
    assert items.filter(owner=officer, step="prescreen").count() == CLAIMED
    assert Entry.objects.filter(state="submitted").count() == WAITING + CLAIMED
    assert len(set(Entry.objects.values_list("code", flat=True))) == WAITING + CLAIMED
    assert Installation.is_demo_database()
    assert officer.check_password(said.split()[-1])


def test_audit_and_work_list_accept_them(said: str) -> None:
    verified = verify()
    assert verified.events == CaseEvent.objects.count() > 3 * (WAITING + CLAIMED)
    assert verified.unsealed == 0
    assert Checkpoint.objects.exists()
    call_command("work_items", "--check", stdout=StringIO())


def copies(claimed: bool) -> tuple[Entry, Entry]:
    """An entry that went the real way, and one that was cast from it."""
    found = Entry.objects.filter(work_items__owner__isnull=not claimed).order_by("pk")
    real = found[0]
    cast = found.filter(title=real.title).order_by("pk")[1]
    return real, cast


def neutral(mould: moulds.Mould) -> dict[str, Any]:
    """The rows without what must differ: keys, code, hashes."""
    text = {
        model._meta.label: [
            {k: v for k, v in row.items() if k not in POINTERS[model] and k not in ("subject_id",)}
            for row in rows
        ]
        for model, rows in mould.rows.items()
    }
    hashes = re.compile(r"\b[0-9a-f]{64}\b")
    spelled = re.compile(rf"\b{re.escape(mould.code)}\b", re.IGNORECASE)
    return {k: spelled.sub("CODE", hashes.sub("HASH", repr(v))) for k, v in text.items()}


@pytest.mark.parametrize("claimed", [False, True])
def test_a_copy_is_like_its_original_in_every_column(said: str, claimed: bool) -> None:
    real, cast = copies(claimed)
    assert neutral(moulds.read(real)) == neutral(moulds.read(cast))
    assert real.code != cast.code


def counts() -> dict[str, int]:
    models = [*apps.get_app_config("workflows").get_models(), Process, Task, Task.previous.through]
    return {m._meta.label: m._default_manager.count() for m in models if not m._meta.proxy}


def test_no_table_of_an_entry_is_forgotten(said: str, officer: User) -> None:
    """A real submission adds rows to the very tables that are copied, and to no other."""
    contest = Contest.objects.get()
    unit = officer.unit
    assert unit is not None
    scene = setting.Setting(contest, setting._file(), unit, officer, "")
    before = counts()
    mould = moulds.play(scene, scene.file.entries[0], claimed=False)
    added = {label for label, count in counts().items() if count != before[label]}
    assert added == {model._meta.label for model in POINTERS}
    assert mould.code not in Entry.objects.exclude(code=mould.code).values_list("code", flat=True)
    verify()


@pytest.mark.parametrize("claimed", [False, True])
def test_a_copy_can_be_completed_over_http(said: str, officer: User, claimed: bool) -> None:
    _real, cast = copies(claimed)
    item = WorkItem.objects.get(entry=cast)
    client = Client()
    client.force_login(officer)
    codes = cast.contest.checklist.values_list("code", flat=True)
    form = {"verdict": "pass", "version": cast.version, **{f"check_{code}": "on" for code in codes}}
    if not claimed:
        assert client.post(f"/tasks/{item.pk}/claim/").status_code == 302
    assert client.post(f"/tasks/{item.pk}/", form).status_code == 302
    assert not WorkItem.objects.filter(pk=item.pk).exists()
    assert CaseEvent.objects.filter(case_id=cast.case_id, verb="prescreen", actor=officer).count() == 1
    verify()


def test_a_copy_can_be_returned_through_its_task(said: str, officer: User) -> None:
    _real, cast = copies(claimed=False)
    item = WorkItem.objects.get(entry=cast)
    cleaned = {"verdict": Verdict.RETURN, "note": "Thiếu địa chỉ", "answers": {}}
    assert tasks.complete(task_id=item.pk, actor=Actor(officer), cleaned=cleaned).state == "returned"
    assert WorkItem.objects.get(entry=cast).owner == cast.owner


def test_a_new_entry_gets_the_next_code_and_free_keys(said: str) -> None:
    contest = Contest.objects.get()
    assert contest.next_entry_number == WAITING + CLAIMED + 1
    with connection.cursor() as cursor:
        for model in POINTERS:
            if model._meta.auto_field is not None and connection.vendor == "postgresql":
                sequence = f"pg_get_serial_sequence('{model._meta.db_table}', 'id')"
                cursor.execute(f"SELECT pg_sequence_last_value({sequence})")
                newest = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
                assert cursor.fetchone()[0] == newest


def test_a_filled_database_is_refused(said: str) -> None:
    before = counts()
    with pytest.raises(CommandError, match=r"^[^\n]+$"):
        call_command("seed_load", "--cases", "1", stdout=StringIO())
    assert counts() == before


@pytest.mark.parametrize("wrong", ["-1", "x", "1.5", ""])
def test_a_number_is_asked_for(wrong: str) -> None:
    with pytest.raises(CommandError):
        call_command("seed_load", f"--cases={wrong}", stdout=StringIO())
    assert not User.objects.exists()


def test_none_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed_load, "CLAIMED", 3)
    call_command("seed_load", "--cases=0", stdout=StringIO())
    assert WorkItem.objects.filter(step="prescreen").count() == 3
