"""The page of a document's recipients, the notice to a unit, the line about papers that are late."""

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import make_document, set_round
from workflows import clock
from workflows.domain import delivery
from workflows.models import Delivery, Document
from workflows.states import RoundState

FILE = b"%PDF-1.7 thu"
INSIDE = {"clerk", "secretary", "chair", "signatory", "standing_head", "auditor"}


@pytest.fixture
def issued(world):
    """A report that the first unit, an office outside and the archive receive."""
    set_round(world, RoundState.PUBLISHED)
    document = make_document(world, "issued", kind="participation_report")
    name = default_storage.save("documents/thu.pdf", ContentFile(FILE))
    Document.objects.filter(pk=document.pk).update(
        record={"recipients": [world.units[0].name, "Sở Xây dựng", "Lưu: VT"]},
        file=name,
        file_sha256=hashlib.sha256(FILE).hexdigest(),
    )
    document = Document.objects.get(pk=document.pk)
    delivery.deliver_document(document=document, actor=world.actor("clerk"))
    return document


def address(document):
    return f"/documents/{document.pk}/deliveries/"


def outside(document):
    return document.deliveries.get(order=2)


def data(row, **changes):
    return {"delivery": row.pk, "channel": row.channel, "email": "", "handed_on": "", "note": "", **changes}


def test_the_page_is_for_those_inside(login, world, issued):
    for name in world.people:
        plain = name.removesuffix("_2").removesuffix("_3")
        expected = 200 if plain in INSIDE else 404
        assert login(name).get(address(issued)).status_code == expected, name


def test_nobody_reads_it_without_logging_in(client, issued):
    assert client.get(address(issued))["Location"].startswith("/accounts/login/")
    assert client.post(address(issued)).status_code == 302


def test_only_the_clerk_of_the_contest_has_the_forms(login, world, issued):
    for name in sorted(INSIDE):
        page = login(name).get(address(issued))
        assert page.context["may_record"] is (name == "clerk"), name
        posted = login(name).post(address(issued), data(outside(issued), note="Ghi chú"))
        assert posted.status_code == (302 if name == "clerk" else 403), name
    assert outside(issued).note == "Ghi chú"


def test_a_paper_that_has_not_been_issued_has_no_such_page(login, world):
    document = make_document(world, "signed", kind="participation_report")
    assert login("clerk").get(address(document)).status_code == 404
    assert address(document) not in login("clerk").get(f"/documents/{document.pk}/").content.decode()


def test_the_document_leads_to_the_page(login, world, issued):
    assert address(issued) in login("clerk").get(f"/documents/{issued.pk}/").content.decode()
    assert address(issued) not in login("unit_head").get(f"/documents/{issued.pk}/").content.decode()


def test_the_notice_leads_a_unit_to_the_document_and_the_page_shows_who_opened_it(login, world, issued):
    link = f"/documents/{issued.pk}/"
    assert link in login("unit_officer").get("/notices/").content.decode()
    assert login("unit_officer").get(link).status_code == 200
    assert b"".join(login("unit_head").get(f"{link}file/")) == FILE
    row = issued.deliveries.get(order=1)
    assert row.opened_by == world["unit_officer"]
    assert world["unit_officer"].full_name in login("clerk").get(address(issued)).content.decode()


def test_the_file_opens_it_as_well_and_a_look_at_its_head_does_not(login, world, issued):
    login("unit_head").head(f"/documents/{issued.pk}/")
    assert issued.deliveries.get(order=1).opened_at is None
    assert b"".join(login("unit_head").get(f"/documents/{issued.pk}/file/")) == FILE
    assert issued.deliveries.get(order=1).opened_by == world["unit_head"]


@pytest.mark.parametrize("name", ["unit_head_2", "unit_officer_2", "author", "judge", "stranger"])
def test_a_unit_that_is_not_named_does_not_see_the_document(login, world, issued, name):
    assert login(name).get(f"/documents/{issued.pk}/").status_code == 404
    assert login(name).get(f"/documents/{issued.pk}/file/").status_code == 404


def test_a_unit_sees_nothing_before_the_results_are_published(login, world):
    set_round(world, RoundState.DECIDED)
    document = make_document(world, "issued")
    Document.objects.filter(pk=document.pk).update(record={"recipients": [world.units[0].name]})
    document = Document.objects.get(pk=document.pk)
    delivery.deliver_document(document=document, actor=world.actor("clerk"))
    assert login("unit_head").get(f"/documents/{document.pk}/").status_code == 404
    assert "not published yet" in login("clerk").get(address(document)).content.decode()


def test_a_date_of_handing_over_is_recorded(login, world, issued):
    response = login("clerk").post(
        address(issued), data(outside(issued), handed_on=clock.today().isoformat()), follow=True
    )
    assert "The delivery is recorded." in response.content.decode()
    assert outside(issued).handed_on == clock.today()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"channel": "email", "email": "vanthu@"}, "Enter a valid email address"),
        ({"channel": "email"}, "Please enter the e-mail address."),
        ({"channel": "inbox"}, "Please choose the unit."),
        ({"channel": "pigeon"}, "Select a valid choice"),
        ({"handed_on": "hôm qua"}, "Enter a valid date"),
        ({"handed_on": "2000-01-01"}, "cannot have been handed over before"),
        ({"unit": "999999"}, "Select a valid choice"),
    ],
)
def test_what_was_typed_wrongly_comes_back_with_a_sentence(login, world, issued, changes, sentence):
    response = login("clerk").post(address(issued), data(outside(issued), note="Đừng mất", **changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="Đừng mất"' in page
    assert outside(issued).note == ""


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999"])
def test_a_recipient_of_another_document_is_not_found(login, world, issued, key):
    posted = {**data(outside(issued)), "delivery": key}
    assert login("clerk").post(address(issued), posted).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_message_leaves_with_the_act_and_a_failure_is_shown(login, world, issued):
    client, typed = login("clerk"), {"channel": "email", "email": "vanthu@example.vn"}
    default_storage.delete(issued.file.name)
    failed = client.post(address(issued), data(outside(issued), **typed), follow=True).content.decode()
    assert "not in the store as it was issued" in failed
    assert "Send again" in failed
    assert mail.outbox == []
    default_storage.save(issued.file.name, ContentFile(FILE))
    sent = client.post(address(issued), data(outside(issued), **typed), follow=True).content.decode()
    assert "has been sent to vanthu@example.vn" in sent
    assert [message.to for message in mail.outbox] == [["vanthu@example.vn"]]


def test_a_document_issued_before_there_were_deliveries_gets_its_list(login, world, issued):
    Delivery.objects.all().delete()
    client = login("clerk")
    assert "Open the list of recipients" in client.get(address(issued)).content.decode()
    assert client.post(address(issued)).status_code == 302
    assert issued.deliveries.count() == 3


def test_the_page_asks_as_often_for_three_recipients_as_for_one(
    login, world, issued, django_assert_num_queries
):
    client = login("clerk")
    client.get(address(issued))
    for kept in (3, 1):
        issued.deliveries.filter(order__gt=kept).delete()
        with django_assert_num_queries(8):
            client.get(address(issued))


def test_a_signed_paper_that_is_late_stands_on_the_lists_of_the_clerk(login, world):
    document = make_document(world, "signed", kind="participation_report")
    Document.objects.filter(pk=document.pk).update(signed_at=clock.now() - timedelta(days=30))
    link, words = f"/documents/{document.pk}/", "has not been issued by the next working day"
    for page in ("/inbox/", "/queue/", "/documents/"):
        shown = login("clerk").get(page).content.decode()
        assert words in shown
        assert link in shown
    assert words in login("secretary").get("/documents/").content.decode()
    for name in ("secretary", "unit_head", "judge", "author"):
        assert words not in login(name).get("/inbox/").content.decode(), name
    assert words not in login("unit_head").get("/documents/").content.decode()


def test_a_paper_signed_today_is_not_late(login, world):
    make_document(world, "signed", kind="participation_report")
    assert "by the next working day" not in login("clerk").get("/inbox/").content.decode()
