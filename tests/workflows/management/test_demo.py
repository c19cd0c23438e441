"""``manage.py demo``: contests at every desk, people who find work, a trail that holds."""

import json
import os
import sqlite3
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.acting import Acting
from tests.factories import make_world
from workflows.management.rehearsal import demo
from workflows.management.rehearsal.accounts import IDLE_ROLES
from workflows.models import CaseEvent, Installation
from workflows.roles import Role


def test_a_database_with_a_history_is_left_alone(db):
    Acting(make_world()).submitted()
    before = CaseEvent.objects.count()
    with pytest.raises(CommandError):
        call_command("demo")
    assert CaseEvent.objects.count() == before > 0
    assert Installation.is_demo_database()


def test_a_demo_that_is_cut_short_says_so_itself(db, monkeypatch):
    def cut_short(*_):
        assert Installation.is_unfinished_demo()
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "build", cut_short)
    with pytest.raises(KeyboardInterrupt):
        call_command("demo")
    assert Installation.is_unfinished_demo()


class Demo:
    """The demonstration as it stands in its file."""

    def __init__(self, place):
        self.place = place
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DATABASE_URL": f"sqlite:///{place / 'demo.sqlite3'}",
            "TRANG_VAR": str(place / "var"),
        }

    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, str(settings.ROOT / "manage.py"), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, question):
        with sqlite3.connect(self.place / "demo.sqlite3") as database:
            rows = database.execute(question).fetchall()
        database.close()
        return rows

    @property
    def accounts(self):
        return json.loads((self.place / "var" / "demo-accounts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"))
    for command in (["migrate", "--verbosity=0"], ["demo"]):
        ended = demo.manage(*command)
        assert ended.returncode == 0, ended.stderr
    return demo


pytestmark = [pytest.mark.slow, pytest.mark.own_database, pytest.mark.xdist_group("demo")]


def test_every_role_is_among_the_accounts(played):
    assert {account["role"] for account in played.accounts} == {role.value for role in Role}
    assert all(list(account) == ["username", "password", "role", "scope"] for account in played.accounts)
    counted = [account["role"] for account in played.accounts]
    assert counted.count("judge") > 2
    units = {account["scope"] for account in played.accounts if account["role"] == "unit_officer"}
    assert len(units) > 1
    mode = stat.S_IMODE((played.place / "var" / "demo-accounts.json").stat().st_mode)
    assert mode == 0o600


def test_what_was_played_to_its_end_is_a_whole_demo(played):
    assert played.ask("select is_demo, demo_unfinished from workflows_installation") == [(1, 0)]


def test_everybody_with_tasks_finds_work(played):
    working = {
        (name, role)
        for name, role in played.ask(
            "select u.username, w.role from workflows_workitem w join workflows_user u on u.id = w.owner_id"
        )
    }
    idle = {role.value for role in IDLE_ROLES}
    for account in played.accounts:
        if account["role"] not in idle:
            assert (account["username"], account["role"]) in working, account


def test_a_contest_stands_at_every_desk(played):
    rounds = dict(
        played.ask(
            "select c.slug, r.state from workflows_round r join workflows_contest c on c.id = r.contest_id"
        )
    )
    assert rounds.pop("ba-dinh-cchc-2024") == "published"
    assert sorted(rounds.values()) == ["approved", "approved", "approved", "running", "scored"]
    papers = played.ask(
        "select state, count(*) from workflows_document where kind = 'decision' group by state order by state"
    )
    assert papers == [("published", 1), ("signed", 1), ("submitted_for_signature", 1)]
    assert {step for (step,) in played.ask("select step from workflows_workitem where role = 'chair'")} >= {
        "vote"
    }


def test_the_running_contest_is_in_the_middle_of_things(played):
    ((running,),) = played.ask("select contest_id from workflows_round where state = 'running'")
    states = dict(
        played.ask(f"select state, count(*) from workflows_entry where contest_id = {running} group by state")
    )
    assert states["returned"] >= 1
    assert states["submitted"] > 2
    batches = dict(
        played.ask(
            f"select state, count(*) from workflows_forwardingbatch where contest_id = {running} group by state"
        )
    )
    assert batches["forwarded"] == 1
    assert batches["received"] > 2
    open_sheets = played.ask(
        "select a.judge_id, count(*) from workflows_assignment a join workflows_entry e on e.id = a.entry_id"
        " join workflows_scoresheet s on s.assignment_id = a.id"
        f" where e.contest_id = {running} and a.recused_at is null and s.submitted_at is null group by a.judge_id"
    )
    assert len(open_sheets) >= 2
    recused = played.ask(
        "select count(*) from workflows_assignment a join workflows_entry e on e.id = a.entry_id"
        f" where e.contest_id = {running} and a.recused_at is not null"
    )
    assert recused[0][0] >= 1


def test_two_units_said_nothing(played):
    ((archive,),) = played.ask("select id from workflows_contest where slug = 'ba-dinh-cchc-2024'")
    lapsed = played.ask(
        "select count(*) from workflows_forwardingbatch b where b.state = 'lapsed' and b.contest_id ="
        f" {archive} and not exists (select 1 from workflows_entry e where e.unit_id = b.unit_id and"
        f" e.contest_id = {archive})"
    )
    assert lapsed == [(2,)]


def test_the_trail_is_intact(played):
    ended = played.manage("verify_audit")
    assert ended.returncode == 0, ended.stderr
    assert "intact" in ended.stdout


def test_one_unit_has_two_officers_between_whom_a_task_can_go(played):
    rows = played.ask(
        "SELECT m.unit_id, COUNT(DISTINCT m.user_id) FROM workflows_membership m "
        "JOIN workflows_workitem w ON w.unit_id = m.unit_id AND w.step = 'prescreen' "
        "WHERE m.role = 'unit_officer' GROUP BY m.unit_id"
    )
    assert max(count for _unit, count in rows) == 2
