"""`load_contest`, `invite` and `end_membership` on the command line."""

import json
import shutil
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

import workflows
from workflows import clock
from workflows.domain import invitations
from workflows.models import (
    Contest,
    Entry,
    ForwardingBatch,
    Installation,
    Invitation,
    Membership,
    OrganisationUnit,
    User,
)
from workflows.roles import Role

SOURCE = Path(workflows.__file__).parent / "data" / "contests" / "ba_dinh_2024.json"
SLUG = "ba-dinh-cchc-2024"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(*[str(argument) for argument in arguments], stdout=out, **options)
    return out.getvalue()


def spoilt(tmp_path: Path, **contest: Any) -> Path:
    value = json.loads(SOURCE.read_text(encoding="utf-8"))
    value["contest"].update(contest)
    target = tmp_path / "contest.json"
    target.write_text(json.dumps(value), encoding="utf-8")
    return target


def test_it_says_what_was_made_and_who_waits() -> None:
    said = run("load_contest", SOURCE)
    assert "units: 29" in said
    assert "24 entries of the file were left out" in said
    assert "23:59 on Sunday, 14 July 2024" in said
    for username in ("secretary", "judge.gk1", "unit_head.p00028", "signatory"):
        assert f"\n  {username} " in said
    assert not Entry.objects.exists()


def test_a_contest_that_is_over_opens_no_lists_one_that_runs_does(tmp_path: Path) -> None:
    run("load_contest", SOURCE)
    assert not ForwardingBatch.objects.exists()
    Installation.mark_demo()
    with clock.moved_to(clock.now().replace(year=2024, month=6, day=20)):
        said = run("load_contest", spoilt(tmp_path, slug="dang-chay"))
    assert "unit lists opened: 29" in said
    assert ForwardingBatch.objects.filter(contest__slug="dang-chay").count() == 29


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    run("load_contest", SOURCE)
    people = User.objects.count()
    copy = shutil.copy(SOURCE, tmp_path / "other-name.json")
    assert "already been loaded; nothing was changed" in run("load_contest", copy)
    assert (Contest.objects.count(), User.objects.count()) == (1, people)


@pytest.mark.parametrize(
    ("contest", "path"),
    [({"max_total": 90}, "$.contest.max_total"), ({"slug": "Có Dấu"}, "$.contest.slug")],
)
def test_an_error_is_one_sentence_with_its_path_and_nothing_is_loaded(
    tmp_path: Path, contest: dict[str, Any], path: str
) -> None:
    with pytest.raises(CommandError) as error:
        run("load_contest", spoilt(tmp_path, **contest))
    assert f"{path}: " in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.returncode == 1
    assert not Contest.objects.exists()
    assert not OrganisationUnit.objects.exists()
    assert not User.objects.exists()


def test_other_content_under_the_same_slug_is_refused(tmp_path: Path) -> None:
    run("load_contest", SOURCE)
    with pytest.raises(CommandError, match=r"\$\.contest\.slug: "):
        run("load_contest", spoilt(tmp_path, title="Cuộc thi khác"))


def test_no_file_and_no_json_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        run("load_contest", tmp_path / "none.json")
    (tmp_path / "text.json").write_text("xin chào", encoding="utf-8")
    with pytest.raises(CommandError, match="not JSON"):
        run("load_contest", tmp_path / "text.json")


def test_demo_names_are_for_demonstrations_only() -> None:
    with pytest.raises(CommandError, match="no demonstration"):
        run("load_contest", SOURCE, "--demo")
    assert not Contest.objects.exists()
    Installation.mark_demo()
    assert "secretary" not in run("load_contest", SOURCE, "--demo")
    assert Contest.objects.get().slug == SLUG


# --- the people come in -----------------------------------------------------------------------


def links(said: str) -> dict[str, str]:
    return dict(line.split(" ") for line in said.splitlines())


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_a_link_for_each_account_that_waits() -> None:
    run("load_contest", SOURCE)
    printed = links(run("invite", "--contest", SLUG, "--waiting", "--site", "https://thi.example.vn/"))
    assert len(printed) == User.objects.count() == Invitation.objects.count()
    link = printed["judge.gk4"]
    assert link.startswith("https://thi.example.vn/accounts/invitation/")
    assert invitations.find(token_of(link)).account == User.objects.get(username="judge.gk4")


def test_a_judge_comes_in_by_the_link_and_is_the_judge() -> None:
    run("load_contest", SOURCE)
    link = links(run("invite", "judge.gk4"))["judge.gk4"]
    secret = "Một-câu-dài-dễ-nhớ-2026"
    person = {"full_name": "Phạm Thị Chấm", "username": "cham", "email": "cham@example.vn"}
    answer = Client().post(link.partition("8000")[2], {**person, "password1": secret, "password2": secret})
    assert answer.status_code == 302
    judge = Contest.objects.get().judges.get(code="GK4")
    assert (judge.user.username, judge.user.check_password(secret)) == ("cham", True)
    assert "cham" not in run("invite", "--contest", SLUG, "--waiting")
    with translation.override("en"), pytest.raises(CommandError, match="in use"):
        run("invite", "cham")


def test_a_link_for_a_new_account_with_a_role() -> None:
    run("load_contest", SOURCE)
    said = run(
        "invite", "--role", "unit_officer", "--unit", "P00028", "--email", "moi@example.vn", "--name", "Mới"
    )
    invitation = invitations.find(token_of(links(said)["unit_officer"]))
    assert (invitation.unit.code, invitation.contest, invitation.account) == ("P00028", None, None)
    assert (invitation.email, invitation.full_name) == ("moi@example.vn", "Mới")


def test_a_link_for_a_stand_in_between_two_days() -> None:
    run("load_contest", SOURCE)
    run(
        "invite", "--role", "clerk", "--contest", SLUG, "--from", "2199-01-01", "--until", "2199-01-31",
        "--stand-in-for", "clerk",
    )  # fmt: skip
    invitation = Invitation.objects.get()
    assert (invitation.valid_from, invitation.valid_to) == (date(2199, 1, 1), date(2199, 1, 31))
    assert invitation.stand_in_for == User.objects.get(username="clerk")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Please name accounts"),
        (["secretary", "--role", "clerk"], "Please name accounts"),
        (["nobody"], "no account “nobody”"),
        (["--waiting"], "name the contest"),
        (["--role", "clerk"], "needs --contest SLUG"),
        (["--role", "clerk", "--unit", "NV"], "needs --contest SLUG"),
        (["--role", "unit_head", "--contest", SLUG], "needs --unit CODE"),
        (["--role", "unit_head", "--unit", "XX"], "no unit “XX”"),
        (["--role", "clerk", "--contest", "xx"], "no contest “xx”"),
        (["--role", "administrator", "--contest", SLUG], "whole installation"),
        (["--role", "auditor", "--contest", SLUG], "until a last day"),
        (["--role", "auditor", "--until", "mai"], "“mai” is no day"),
        (["--role", "auditor", "--until", "2020-01-01"], "over already"),
        (["--role", "clerk", "--contest", SLUG, "--stand-in-for", "không-ai"], "no account"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(arguments: list[str], sentence: str) -> None:
    run("load_contest", SOURCE)
    with pytest.raises(CommandError, match=sentence):
        run("invite", *arguments)
    assert not Invitation.objects.exists()


def test_a_unit_code_of_two_organizers_asks_for_the_organizer(tmp_path: Path) -> None:
    run("load_contest", SOURCE)
    other = json.loads(SOURCE.read_text(encoding="utf-8"))["contest"]["organizer"]
    other.update(name="Ủy ban nhân dân quận Khác", short="UBND quận Khác")
    run("load_contest", spoilt(tmp_path, slug="quan-khac", organizer=other))
    with pytest.raises(CommandError, match="ubnd-quan-ba-dinh/NV, ubnd-quan-khac/NV"):
        run("invite", "--role", "unit_head", "--unit", "NV")
    run("invite", "--role", "unit_head", "--unit", "ubnd-quan-khac/NV")
    unit = Invitation.objects.get().unit
    assert unit is not None
    assert unit.parent == Contest.objects.get(slug="quan-khac").organizer


# --- and leave --------------------------------------------------------------------------------


def test_a_role_ends_by_name() -> None:
    run("load_contest", SOURCE)
    said = run(
        "end_membership", "secretary", "--role", "secretary", "--contest", SLUG, "--by", "administrator"
    )
    assert "Ended; 0 tasks returned" in said
    assert not Membership.objects.current().filter(role=Role.SECRETARY).exists()
    with pytest.raises(CommandError, match="does not hold"):
        run("end_membership", "secretary", "--role", "secretary", "--contest", SLUG)


def test_who_may_not_end_a_role_is_refused() -> None:
    run("load_contest", SOURCE)
    with pytest.raises(CommandError, match="Only an administrator"):
        run("end_membership", "secretary", "--role", "secretary", "--contest", SLUG, "--by", "clerk")
    with pytest.raises(CommandError, match="no account"):
        run("end_membership", "secretary", "--role", "secretary", "--contest", SLUG, "--by", "nobody")
    assert Membership.objects.current().filter(role=Role.SECRETARY).exists()
