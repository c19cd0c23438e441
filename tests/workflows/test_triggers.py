"""The database itself refuses to change or remove what is written once."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import _TestState

from tests.factories import make_document, make_world
from workflows.domain import checkpoints, document_life, trail
from workflows.models import Case, CaseEvent, Checkpoint, DocumentVersion
from workflows.models.case import CaseKind
from workflows.models.triggers import install_triggers, remove_triggers, trigger_name, wrong_triggers
from workflows.verbs import Noun, Verb

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")


def write_event() -> None:
    case = Case.objects.create(kind=CaseKind.ENTRY)
    trail.append(case, trail.Happening(case.pk, Verb.REMIND, Noun.ENTRY, 1))
    connection.check_constraints()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def rows(db: None, settings: Any, tmp_path: Any) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    write_event()
    checkpoints.seal()
    world = make_world()
    document_life.save_draft_document(
        document=make_document(world), actor=world.actor("secretary"), record={"subject": "Về việc"}
    )


FORBIDDEN = [
    lambda: CaseEvent.objects.update(role="chair"),
    lambda: CaseEvent.objects.all()._raw_delete("default"),
    lambda: CaseEvent.objects.earliest("pk").save(),
    lambda: CaseEvent.objects.earliest("pk").delete(),
    lambda: Checkpoint.objects.update(payload="{}"),
    lambda: Checkpoint.objects.get().delete(),
    lambda: DocumentVersion.objects.update(note="sửa"),
    lambda: DocumentVersion.objects.get().delete(),
    lambda: run("UPDATE workflows_caseevent SET seq = seq"),
    lambda: run("UPDATE workflows_documentversion SET record = '{}'"),
    lambda: run("DELETE FROM workflows_checkpoint"),
]


def written() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (CaseEvent, Checkpoint, DocumentVersion)]


@pytest.mark.parametrize("act", FORBIDDEN)
def test_nothing_is_changed_or_removed(rows: None, act: Any) -> None:
    before = written()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()
    assert before == written()


@sqlite_only
@pytest.mark.parametrize(
    "table", ["workflows_caseevent", "workflows_checkpoint", "workflows_documentversion"]
)
def test_replacing_a_row_is_refused_as_well(rows: None, table: str) -> None:
    """INSERT OR REPLACE removes the old row without asking the trigger on DELETE."""
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@postgresql_only
def test_emptying_the_table_is_refused_as_well(rows: None) -> None:
    # rows written in this transaction have keys that are still to be checked
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run("TRUNCATE workflows_caseevent CASCADE")


def test_all_triggers_are_there_after_migrations(db: None) -> None:
    assert wrong_triggers(connection) == []
    install_triggers()
    assert wrong_triggers(connection) == []


def test_missing_triggers_are_named_and_put_back(db: None) -> None:
    remove_triggers(connection)
    assert trigger_name("workflows_caseevent", "update") in wrong_triggers(connection)
    install_triggers()
    assert wrong_triggers(connection) == []


@sqlite_only
@pytest.mark.parametrize(
    "body",
    [
        "BEFORE UPDATE ON workflows_caseevent BEGIN SELECT 1; END",
        "BEFORE UPDATE ON workflows_case BEGIN SELECT RAISE(ABORT, 'workflows_caseevent is append-only'); END",
        "BEFORE UPDATE ON workflows_caseevent WHEN NEW.id < 0 "
        "BEGIN SELECT RAISE(ABORT, 'workflows_caseevent is append-only'); END",
    ],
)
def test_a_trigger_of_our_name_that_does_something_else_is_found(db: None, body: str) -> None:
    name = trigger_name("workflows_caseevent", "update")
    run(f"DROP TRIGGER {name}")
    run(f"CREATE TRIGGER {name} {body}")
    assert wrong_triggers(connection) == [name]
    install_triggers()
    assert wrong_triggers(connection) == []


@sqlite_only
def test_a_foreign_trigger_on_the_trail_is_found_and_left_for_the_operator(db: None) -> None:
    run("CREATE TRIGGER sly AFTER INSERT ON workflows_caseevent BEGIN SELECT 1; END")
    install_triggers()
    assert wrong_triggers(connection) == ["sly"]


@postgresql_only
@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE workflows_caseevent DISABLE TRIGGER workflows_caseevent_no_update",
        "ALTER TABLE workflows_caseevent ENABLE REPLICA TRIGGER workflows_caseevent_no_update",
        "CREATE OR REPLACE TRIGGER workflows_caseevent_no_update BEFORE UPDATE ON workflows_caseevent "
        "FOR EACH ROW WHEN (NEW.id < 0) EXECUTE FUNCTION workflows_append_only()",
        "CREATE OR REPLACE TRIGGER workflows_caseevent_no_update BEFORE UPDATE OF seq ON workflows_caseevent "
        "FOR EACH ROW EXECUTE FUNCTION workflows_append_only()",
        "CREATE OR REPLACE FUNCTION workflows_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RETURN NEW; END$$",
    ],
)
def test_a_disabled_or_changed_trigger_is_found_and_put_back(db: None, change: str) -> None:
    run(change)
    assert trigger_name("workflows_caseevent", "update") in wrong_triggers(connection)
    install_triggers()
    assert wrong_triggers(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_flushed_and_is_guarded_again() -> None:
    write_event()
    call_command("flush", interactive=False, verbosity=0, stdout=io.StringIO())
    assert not CaseEvent.objects.exists()
    assert wrong_triggers(connection) == []
    write_event()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        CaseEvent.objects.update(role="chair")


def test_no_other_database_can_be_flushed(rows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/installation/db")
    monkeypatch.setattr(connection, "is_in_memory_db", lambda: False, raising=False)
    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)
    assert CaseEvent.objects.exists()


def test_outside_a_test_run_nothing_can_be_flushed(rows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(_TestState, "saved_data")
    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)
    assert CaseEvent.objects.exists()
