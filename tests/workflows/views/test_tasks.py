import pytest

from tests.acting import JUDGES
from workflows.flows import tasks
from workflows.models import CaseEvent, Entry, Scoresheet, WorkItem
from workflows.states import EntryState, RoundState


def task_of(step, **where):
    return WorkItem.objects.filter(step=step, **where).order_by("pk")[0].pk


def prescreening(**changes):
    return {"check_K1": "on", "verdict": "pass", "note": "", **changes}


def test_a_task_is_taken_and_done_in_one_post(login, play):
    entry = play.submitted()
    pk = task_of("prescreen")
    client = login("unit_officer")
    assert client.get(f"/tasks/{pk}/").status_code == 200
    response = client.post(f"/tasks/{pk}/", prescreening(version=entry.version))
    assert response.status_code == 302
    assert entry.prescreenings.get().verdict == "pass"
    assert not WorkItem.objects.filter(pk=pk).exists()


def test_the_next_task_follows(login, play):
    play.submitted()
    play.submitted()
    first, second = WorkItem.objects.filter(step="prescreen").order_by("due", "pk")
    response = login("unit_officer").post(f"/tasks/{first.pk}/", prescreening(), follow=True)
    assert response.redirect_chain[-1][0] == f"/tasks/{second.pk}/"
    last = login("unit_officer").post(f"/tasks/{second.pk}/", prescreening(), follow=True)
    assert last.redirect_chain[-1][0] == "/inbox/"


def test_what_is_wrong_comes_back_as_it_was_typed(login, play):
    play.submitted()
    pk = task_of("prescreen")
    response = login("unit_officer").post(f"/tasks/{pk}/", {"verdict": "fail", "note": " "})
    assert response.status_code == 422
    assert "Please give a reason" in response.content.decode()
    assert WorkItem.objects.filter(pk=pk).exists()


def test_a_stale_form_keeps_what_was_typed(login, play):
    entry = play.submitted()
    pk = task_of("prescreen")
    stale = prescreening(version=entry.version - 1, note="Đã gọi điện cho tác giả")
    client = login("unit_officer")
    response = client.post(f"/tasks/{pk}/", stale)
    assert response.status_code == 409
    page = response.content.decode()
    assert "updated this at" in page
    assert "Đã gọi điện cho tác giả" in page
    assert not entry.prescreenings.exists()
    again = client.post(f"/tasks/{pk}/", {**stale, "version": response.context["version"]})
    assert again.status_code == 302


def test_a_double_click_is_one_act(login, play):
    play.submitted()
    pk = task_of("prescreen")
    client = login("unit_officer")
    assert client.post(f"/tasks/{pk}/", prescreening()).status_code == 302
    second = client.post(f"/tasks/{pk}/", prescreening())
    assert second.status_code == 409
    assert "already been done" in second.content.decode()
    assert CaseEvent.objects.filter(verb="prescreen").count() == 1


@pytest.mark.parametrize(
    "name", ["unit_officer_2", "author", "judge", "administrator", "superuser", "stranger"]
)
def test_a_task_of_others_does_not_exist(login, play, name):
    play.submitted()
    pk = task_of("prescreen")
    client = login(name)
    for response in (client.get(f"/tasks/{pk}/"), client.post(f"/tasks/{pk}/", prescreening())):
        assert response.status_code == 404
    for act in ("claim", "release", "reassign", "save", "recuse"):
        assert client.post(f"/tasks/{pk}/{act}/").status_code == 404


@pytest.mark.parametrize("pk", [0, 999999, 2**62, 10**30])
def test_a_forged_number_is_not_found(login, world, pk):
    assert login("unit_officer").get(f"/tasks/{pk}/").status_code == 404


def test_of_two_people_one_gets_the_task(login, play, world):
    from tests.factories import give, make_user
    from workflows.domain.actors import Actor

    play.submitted()
    pk = task_of("prescreen")
    colleague = make_user("colleague", full_name="Lê Văn C")
    give(colleague, "unit_officer", unit=world.units[0])
    tasks.claim(task_id=pk, actor=Actor(colleague))
    response = login("unit_officer").post(f"/tasks/{pk}/", prescreening())
    assert response.status_code == 409
    assert "already taken by Lê Văn C" in response.content.decode()


def test_claim_release_and_reassign(login, play, world):
    from tests.factories import give, make_user

    play.submitted()
    pk = task_of("prescreen")
    colleague = make_user("colleague")
    give(colleague, "unit_officer", unit=world.units[0])
    client = login("unit_officer")
    client.post(f"/tasks/{pk}/claim/")
    assert WorkItem.objects.get(pk=pk).owner == world["unit_officer"]
    client.post(f"/tasks/{pk}/release/")
    assert WorkItem.objects.get(pk=pk).owner is None
    client.post(f"/tasks/{pk}/reassign/", {"to": colleague.pk})
    assert WorkItem.objects.get(pk=pk).owner == colleague
    refused = client.post(f"/tasks/{pk}/reassign/", {"to": world["chair"].pk})
    assert refused.status_code == 403
    assert client.post(f"/tasks/{pk}/reassign/", {"to": "x"}).status_code == 422


def received(play):
    entry = play.submitted()
    play.received(entry)
    return Entry.objects.get(pk=entry.pk)


@pytest.mark.parametrize(
    ("points", "status", "words"),
    [
        ({"points_A": "40,5", "points_B": "30.5"}, 302, ""),
        ({"points_A": "61", "points_B": "30"}, 422, "must be 0–60 in steps of 0.5; you entered 61"),
        ({"points_A": "40,3", "points_B": "30"}, 422, "you entered 40,3"),
        ({"points_A": "-1", "points_B": "30"}, 422, "you entered -1"),
        ({"points_A": "nhiều", "points_B": "30"}, 422, "nhiều"),
        ({"points_A": "", "points_B": "30"}, 422, "required"),
    ],
)
def test_a_score_sheet_takes_comma_and_point_and_holds_the_scale(login, play, points, status, words):
    received(play)
    pk = task_of("score", owner=play.world["judge"])
    response = login("judge").post(f"/tasks/{pk}/", points)
    assert response.status_code == status
    assert words in response.content.decode()
    assert Scoresheet.objects.filter(submitted_at__isnull=False).exists() is (status == 302)


def test_a_sheet_can_be_saved_unfinished(login, play):
    received(play)
    pk = task_of("score", owner=play.world["judge"])
    client = login("judge")
    assert client.post(f"/tasks/{pk}/save/", {"points_A": "40,5", "comment": "Đang xem"}).status_code == 302
    assert WorkItem.objects.filter(pk=pk).exists()
    page = client.get(f"/tasks/{pk}/").content.decode()
    assert "40.5" in page
    assert "Đang xem" in page
    wrong = client.post(f"/tasks/{pk}/save/", {"points_A": "99"})
    assert wrong.status_code == 422


def test_a_judge_recuses_for_a_reason(login, play):
    entry = received(play)
    pk = task_of("score", owner=play.world["judge"])
    client = login("judge")
    refused = client.post(f"/tasks/{pk}/recuse/", {"reason": ""})
    assert refused.status_code == 422
    assert client.post(f"/tasks/{pk}/recuse/", {"reason": "Là người thân"}).status_code == 302
    assert not WorkItem.objects.filter(pk=pk).exists()
    assert entry.assignments.get(judge__user=play.world["judge"]).recused_at is not None


def test_closing_with_sheets_missing_asks_for_a_reason_and_keeps_the_task(login, play):
    entry = received(play)
    play.settle_other_lists()
    play.scored_by(JUDGES[:2], entry)
    pk = task_of("close_scoring")
    client = login("chair")
    response = client.post(f"/tasks/{pk}/", {"reason": ""})
    assert response.status_code == 409
    assert "GK3" in response.content.decode()
    assert client.post(f"/tasks/{pk}/", {"reason": "Giám khảo ốm"}).status_code == 302
    assert Entry.objects.get(pk=entry.pk).state == EntryState.SCORED


@pytest.mark.slow
def test_every_step_has_its_screen_and_the_way_ends_with_the_paper(login, play, world):
    entry = play.submitted()
    people = [
        ("unit_officer", "prescreen", prescreening()),
        ("unit_head", "confirm_list", {"chosen": [entry.pk]}),
        ("unit_head", "forward", {"confirm": "on"}),
        ("secretary", "receive", {f"outcome_{entry.pk}": "receive"}),
        *((name, "score", {"points_A": "50", "points_B": "30"}) for name in JUDGES),
        ("chair", "close_scoring", {}),
        ("chair", "approve_results", {"confirm": "on"}),
        ("secretary", "prepare_paper", {"confirm": "on"}),
        ("chair", "sign_paper", {"confirm": "on"}),
        ("standing_head", "submit_for_signature", {"confirm": "on"}),
        ("signatory", "sign", {}),
        ("clerk", "issue", {"confirm": "on"}),
        ("secretary", "publish_results", {"confirm": "on"}),
    ]
    for name, step, data in people:
        if step == "close_scoring":
            play.settle_other_lists()
        if step == "prepare_paper":
            play.fill_minutes()
        where = {"owner": world[name]} if step == "score" else {}
        pk, client = task_of(step, **where), login(name)
        screen = client.get(f"/tasks/{pk}/")
        assert screen.status_code == 200, step
        done = client.post(f"/tasks/{pk}/", {**data, "version": screen.context["version"]})
        assert done.status_code == 302, (step, done.content.decode()[-3000:])
    decided = Entry.objects.get(pk=entry.pk)
    assert (decided.state, decided.round.state) == (EntryState.AWARDED, RoundState.PUBLISHED)
    decision = decided.award_fact.decision
    paper = login("author").get(f"/documents/{decision.pk}/file/")
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
