"""Each role's main page, and the pages that are only looked at."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from openpyxl import load_workbook

from tests.factories import give, make_batch, make_document, make_entry, set_round
from workflows import clock
from workflows.models import CaseEvent, DeadlineExtension, Document, Entry, Invitation, Membership, Notice
from workflows.states import DocumentState, RoundState


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("author", "/entries/"), ("unit_officer", "/inbox/"), ("unit_head", "/inbox/"), ("judge", "/inbox/"),
        ("secretary", "/inbox/"), ("chair", "/inbox/"), ("clerk", "/inbox/"), ("accountant", "/payments/"),
        ("auditor", "/audit/"), ("administrator", "/administration/"), ("stranger", "/entries/"),
    ],
)  # fmt: skip
def test_home_leads_to_the_main_page_of_the_role(login, world, name, page):
    response = login(name).get("/", follow=True)
    assert response.redirect_chain[-1][0] == page
    assert response.status_code == 200


def test_the_public_reads_open_calls_and_published_results(client, world):
    make_entry(world, "awarded")
    page = client.get("/")
    assert page.status_code == 200
    set_round(world, RoundState.PUBLISHED)
    assert f"/contests/{world.contest.slug}/result/" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/inbox/", "/queue/", "/entries/", "/contests/", "/documents/", "/register/", "/payments/", "/audit/",
     "/administration/", "/notices/", "/roles/", "/tasks/1/", "/entries/1/", "/files/1/", "/rounds/1/preview/"],
)  # fmt: skip
def test_nobody_sees_anything_without_logging_in(client, db, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/audit/", {"auditor"}),
        ("/administration/", {"administrator"}),
        ("/administration/invitations/", {"administrator"}),
        ("/payments/", {"accountant"}),
        ("/roles/", {"administrator", "auditor"}),
        (
            "/register/",
            {"clerk", "secretary", "chair", "signatory", "standing_head", "auditor"},
        ),
        ("/entries/new/", {"author", "author_b", "unit_officer"}),
    ],
)
def test_pages_of_one_role_are_closed_to_the_others(login, world, address, allowed):
    for name in world.people:
        plain = name.removesuffix("_2").removesuffix("_3")
        expected = 200 if plain in allowed else 403
        assert login(name).get(address).status_code == expected, name


def test_dates_stand_as_last_valid_moments_with_their_weekday(login, world):
    page = login("secretary").get(f"/contests/{world.contest.slug}/").content.decode()
    last = world.contest.deadlines.get(code="unit_deadline").date
    assert f"23:59 on {last:%A}, {last.day} {last:%B} {last.year}" in page


def test_silent_units_are_marked_first(login, world):
    make_entry(world, "submitted", unit=world.units[1], owner=world["author_2"])
    rows = login("secretary").get(f"/contests/{world.contest.slug}/").context["units"]
    assert [(row["unit"], row["is_silent"]) for row in rows] == [
        (world.units[0], True),
        (world.units[1], False),
    ]


@pytest.mark.parametrize("name", ["secretary", "chair", "unit_officer", "administrator"])
def test_only_the_secretary_extends(login, world, play, name):
    play.submitted()
    later = world.contest.deadlines.get(code="unit_deadline").date + timedelta(days=5)
    data = {
        "unit": world.units[0].pk,
        "code": "unit_deadline",
        "until": later.isoformat(),
        "rule": "on_or_before",
        "reason": "Mưa bão",
    }
    response = login(name).post(f"/contests/{world.contest.slug}/extend/", data)
    assert response.status_code == (302 if name == "secretary" else 403)
    assert DeadlineExtension.objects.exists() is (name == "secretary")


def test_an_extension_that_shortens_comes_back_as_typed(login, world):
    earlier = world.contest.deadlines.get(code="unit_deadline").date - timedelta(days=5)
    data = {
        "unit": world.units[0].pk,
        "code": "unit_deadline",
        "until": earlier.isoformat(),
        "rule": "before",
        "reason": "Mưa bão",
    }
    response = login("secretary").post(f"/contests/{world.contest.slug}/extend/", data)
    assert response.status_code == 422
    assert "must be later" in response.content.decode()
    assert "Mưa bão" in response.content.decode()
    broken = login("secretary").post(f"/contests/{world.contest.slug}/extend/", {**data, "until": "mai"})
    assert broken.status_code == 422


def test_a_unit_is_reminded_once_and_on_the_trail(login, world):
    make_batch(world)
    response = login("secretary").post(f"/contests/{world.contest.slug}/remind/", {"unit": world.units[0].pk})
    assert response.status_code == 302
    assert Notice.objects.filter(user=world["unit_head"], kind="reminder").count() == 1
    assert CaseEvent.objects.filter(verb="remind", actor=world["secretary"]).exists()
    assert login("chair").post(f"/contests/{world.contest.slug}/remind/", {"unit": "1"}).status_code == 404


@pytest.fixture
def issued(world):
    make_entry(world, "awarded")
    document = world.round.documents.get(kind="decision")
    name = default_storage.save("documents/thu.pdf", ContentFile(b"%PDF-1.7 thu"))
    Document.objects.filter(pk=document.pk).update(file=name)
    return Document.objects.get(pk=document.pk)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("clerk", 200),
        ("secretary", 200),
        ("auditor", 200),
        ("author", 404),
        ("judge", 404),
        ("administrator", 404),
    ],
)
def test_the_issued_file_is_for_those_who_may_see_it(login, issued, name, status):
    response = login(name).get(f"/documents/{issued.pk}/file/")
    assert response.status_code == status
    if status == 200:
        assert b"".join(response.streaming_content) == b"%PDF-1.7 thu"
        response.close()
        assert "07-Q%C4%90-UBND.pdf" in response["Content-Disposition"]


def test_a_published_decision_is_open_to_everybody(client, world, issued):
    set_round(world, RoundState.PUBLISHED)
    Document.objects.filter(pk=issued.pk).update(state=DocumentState.PUBLISHED)
    file = client.get(f"/documents/{issued.pk}/file/")
    assert b"".join(file.streaming_content) == b"%PDF-1.7 thu"
    assert client.get(f"/documents/{issued.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("clerk", 200),
        ("chair", 200),
        ("secretary", 200),
        ("signatory", 200),
        ("judge", 404),
        ("author", 404),
        ("administrator", 404),
    ],
)
def test_the_preview_is_a_pdf_for_those_who_work_on_it(login, world, name, status):
    make_entry(world, "scored")
    set_round(world, RoundState.APPROVED)
    response = login(name).get(f"/rounds/{world.round.pk}/preview/")
    assert response.status_code == status
    if status == 200:
        assert response.content.startswith(b"%PDF-")
        assert not Document.objects.exclude(number=None).exists()


def test_there_is_no_preview_while_scores_are_given(login, world):
    assert login("secretary").get(f"/rounds/{world.round.pk}/preview/").status_code == 404


def test_a_machine_without_the_renderer_says_so(login, world, monkeypatch):
    from reports.pdf import engine
    from reports.pdf.errors import RendererUnavailable

    set_round(world, RoundState.APPROVED)

    def missing() -> None:
        raise RendererUnavailable

    monkeypatch.setattr(engine, "_the_renderer", missing)
    response = login("clerk").get(f"/rounds/{world.round.pk}/preview/")
    assert response.status_code == 409
    assert "PDF files cannot be made on this machine" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "verb=submit",
        "refused=on",
        "case=999999",
        "actor=Người",
        "since=2020-01-01&until=2030-01-01",
        "since=0001-01-01&until=9999-12-31",
        "case=x&verb=x",
    ],
)
def test_the_audit_page_filters_and_never_fails(login, play, world, query):
    play.submitted()
    response = login("auditor").get(f"/audit/?{query}")
    assert response.status_code == 200
    if query == "verb=submit":
        assert len(response.context["rows"]) == 1


def test_an_auditor_of_one_contest_reads_its_events_alone(login, play, world):
    from django.test import Client

    from tests.acting import Acting
    from tests.factories import give, make_user, make_world

    mine = play.submitted()
    other_world = make_world()
    other = Acting(other_world).submitted()
    auditor = make_user("auditor")
    give(auditor, "auditor", contest=world.contest)
    client = Client()
    client.force_login(auditor)
    cases = {row["case_id"] for row in client.get("/audit/").context["rows"]}
    assert mine.case_id in cases
    assert other.case_id not in cases
    assert other_world.contest.case_id not in cases
    sheet = load_workbook(io.BytesIO(client.get("/audit/export/").content)).active
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == cases
    assert client.get(f"/audit/?case={other.case_id}").context["rows"] == []
    assert client.get(f"/entries/{mine.pk}/").status_code == 200
    assert client.get(f"/entries/{other.pk}/").status_code == 404


def test_clerk_and_accountant_of_one_contest_read_nothing_of_another(login, world, issued):
    from tests.factories import make_world
    from workflows.domain import numbering

    others = make_world()
    document = make_document(others, DocumentState.SIGNED)
    numbering.take_number(document=document, actor=others.actor("clerk"))
    theirs = Client()
    theirs.force_login(others["clerk"])
    assert others.contest.title in theirs.get("/register/").content.decode()
    assert others.contest.title not in login("clerk").get("/register/").content.decode()
    theirs.force_login(others["accountant"])
    assert "5.000.000" in login("accountant").get("/payments/").content.decode()
    assert "5.000.000" not in theirs.get("/payments/").content.decode()
    assert theirs.get(f"/documents/{issued.pk}/file/").status_code == 404


def test_the_audit_page_asks_as_often_for_three_events_as_for_one(login, play, django_assert_num_queries):
    client = login("auditor")
    client.get("/audit/")
    for _ in range(2):
        play.submitted()
        with django_assert_num_queries(4):
            client.get("/audit/")


def test_the_trail_can_be_taken_away(login, play):
    entry = play.submitted()
    sheet = load_workbook(io.BytesIO(login("auditor").get("/audit/export/?verb=submit").content)).active
    event = CaseEvent.objects.get(verb="submit")
    assert event.hash in [cell.value for cell in sheet[2]]
    assert json.loads(event.data)["code"] == entry.code


def test_the_administrator_invites_and_the_link_is_shown_once(login, world):
    client = login("administrator")
    data = {"role": "judge", "contest": world.contest.pk, "full_name": "Giám khảo mới"}
    page = client.post("/administration/invitations/", data).content.decode()
    assert "/accounts/invitation/" in page
    assert Invitation.objects.get().role == "judge"
    assert "/accounts/invitation/" not in client.get("/administration/invitations/").content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": "judge"}, "belongs to one contest"),
        ({"role": "author"}, "belongs to one unit"),
        ({"role": "nobody"}, "valid choice"),
        ({"role": "author", "unit": "999999"}, "valid choice"),
        ({"role": "administrator", "unit": True}, "whole installation"),
        ({"role": "administrator", "contest": True}, "whole installation"),
        ({"role": "auditor", "contest": True}, "until a last day"),
        ({"role": "auditor", "valid_to": "2020-01-01"}, "over already"),
        ({"role": "auditor", "valid_from": "2199-01-02", "valid_to": "2199-01-01"}, "before the first day"),
        ({"role": "auditor", "valid_to": "9999-12-31"}, "less than or equal"),
        ({"role": "auditor", "valid_to": "mai"}, "valid date"),
        ({"role": "clerk", "contest": True, "stand_in_for": "không ai"}, "no account"),
        ({"role": "clerk", "contest": True, "stand_in_for": "author"}, "does not hold this role"),
    ],
)
def test_an_invitation_on_impossible_terms_comes_back_as_typed(login, world, data, sentence):
    scope = {"unit": world.units[0].pk, "contest": world.contest.pk}
    typed = {name: scope[name] if value is True else value for name, value in data.items()}
    if typed.get("stand_in_for") == "author":
        typed["stand_in_for"] = world["author"].username
    typed["full_name"] = "Người Được Mời"
    answer = login("administrator").post("/administration/invitations/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Người Được Mời" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_stand_in_comes_by_invitation_and_the_trail_names_both(login, play, world):
    entry, absent = play.submitted(), world["unit_officer"]
    last = clock.today() + timedelta(days=10)
    data = {
        "role": "unit_officer",
        "unit": world.units[0].pk,
        "valid_from": clock.today().isoformat(),
        "valid_to": last.isoformat(),
        "stand_in_for": absent.username,
    }
    link = login("administrator").post("/administration/invitations/", data).context["link"]
    login("stranger").post(link)
    people = login("administrator").get("/administration/").content.decode()
    assert f"standing in for {absent}" in people
    assert f"until {last.day} {last:%B} {last.year}" in people or f"{last:%d/%m/%Y}" in people

    item, client = play.item("prescreen", entry=entry), login("stranger")
    assert client.post(f"/tasks/{item.pk}/claim/").status_code == 302
    client.post(f"/tasks/{item.pk}/", {"check_K1": "on", "verdict": "pass"})
    events = CaseEvent.objects.filter(actor=world["stranger"], refused="")
    assert {event.verb for event in events} == {"claim", "prescreen"}
    assert {event.on_behalf_of for event in events} == {absent}
    rows = login("auditor").get("/audit/?verb=prescreen").context["rows"]
    assert all(str(name) in rows[0]["actor"] for name in (world["stranger"], absent))


def test_a_stand_in_of_the_secretary_extends_in_both_names(login, world):
    give(world["stranger"], "secretary", contest=world.contest, stand_in_for=world["secretary"])
    later = world.contest.deadlines.get(code="unit_deadline").date + timedelta(days=5)
    data = {
        "unit": world.units[0].pk,
        "code": "unit_deadline",
        "until": later.isoformat(),
        "rule": "on_or_before",
        "reason": "Mưa bão",
    }
    login("stranger").post(f"/contests/{world.contest.slug}/extend/", data)
    event = CaseEvent.objects.get(verb="extend")
    assert (event.actor, event.on_behalf_of) == (world["stranger"], world["secretary"])
    assert (event.role, event.scope) == ("secretary", f"c{world.contest.pk}")


def test_ending_a_role_gives_claimed_tasks_back(login, play, world):
    from workflows.flows import tasks
    from workflows.models import WorkItem

    play.submitted()
    item = WorkItem.objects.get(step="prescreen")
    tasks.claim(task_id=item.pk, actor=world.actor("unit_officer"))
    membership = Membership.objects.get(user=world["unit_officer"])
    assert login("administrator").post(f"/administration/roles/{membership.pk}/end/").status_code == 302
    assert WorkItem.objects.get(pk=item.pk).owner is None
    assert login("unit_officer").get(f"/tasks/{item.pk}/").status_code == 404


def test_the_accountant_reads_the_money_of_issued_decisions(login, world, issued):
    page = login("accountant").get("/payments/").content.decode()
    assert "5.000.000 đồng" in page
    assert login("accountant").get("/payments/export/").status_code == 200


def test_notices_are_read_and_marked(login, play, world):
    from workflows.models.prescreening import Verdict

    entry = play.submitted()
    play.prescreened(entry, Verdict.RETURN, "Thiếu số liệu")
    client = login("author")
    assert "Thiếu số liệu" in client.get("/notices/").content.decode()
    client.post("/notices/read/")
    assert not Notice.objects.filter(user=world["author"], read_at=None).exists()


def test_the_register_shows_every_number(login, play, world):
    from workflows.domain import numbering

    document = make_document(world, DocumentState.SIGNED)
    numbering.take_number(document=document, actor=world.actor("clerk"))
    assert "01/QĐ-UBND" in login("clerk").get("/register/").content.decode()


def test_every_page_keeps_the_strict_policy(login, play, world):
    entry = play.submitted()
    for name, address in (
        ("secretary", f"/entries/{entry.pk}/"),
        ("unit_officer", "/queue/"),
        ("author", f"/entries/{entry.pk}/"),
    ):
        response = login(name).get(address)
        page = response.content.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("until", ["9999-12-31", "0001-01-01"])
def test_an_extension_to_a_day_beyond_all_calendars_is_refused_and_comes_back(login, world, until):
    data = {
        "unit": world.units[0].pk,
        "code": "unit_deadline",
        "until": until,
        "rule": "before",
        "reason": "Bão số 3",
    }
    answer = login("secretary").post(f"/contests/{world.contest.slug}/extend/", data)
    assert answer.status_code == 422
    assert "Bão số 3" in answer.content.decode()


def test_everybody_may_read_an_open_call_and_nobody_a_closed_one(client, world):
    address = f"/contests/{world.contest.slug}/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Chuyển đổi số" in page.content.decode()
    assert address in client.get("/").content.decode()
    with clock.moved_to(world.closes_at()):
        assert client.get(address).status_code == 404


def test_a_revoked_award_is_no_longer_announced_nor_paid(login, client, world):
    entry = make_entry(world, "awarded")
    set_round(world, "published")
    result = f"/contests/{world.contest.slug}/result/"
    assert entry.title in client.get(result).content.decode()
    assert login("accountant").get("/payments/").context["total"] > 0
    Entry.objects.filter(pk=entry.pk).update(state="revoked", reason_code="a")
    assert entry.title not in client.get(result).content.decode()
    page = login("accountant").get("/payments/")
    assert page.context["total"] == 0
    assert "Award revoked" in page.content.decode()


def test_the_accountant_learns_of_awards_from_the_issued_decision_and_reads_no_contacts(login, world):
    scored = make_entry(world, "scored")
    client = login("accountant")
    assert client.get(f"/entries/{scored.pk}/").status_code == 404
    assert client.get(f"/contests/{world.contest.slug}/result/").status_code == 404
    awarded = make_entry(world, "awarded")
    page = client.get(f"/entries/{awarded.pk}/").content.decode()
    author = awarded.authors.get()
    assert author.full_name in page
    assert author.phone not in page


def test_heads_of_pages_can_be_asked_for(client, world):
    assert client.head("/").status_code == 200
