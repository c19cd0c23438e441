"""Delivering an issued document: rows, inboxes of units, what waits for the publication, e-mail."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from tests.factories import World, give, make_document, make_unit, make_user, make_world, set_round
from workflows import clock
from workflows.domain import delivery, delivery_mail, delivery_record
from workflows.errors import Forbidden, InputRefused, TransitionRefused
from workflows.models import CaseEvent, Delivery, Document, Notice
from workflows.models.delivery import DeliveryChannel as C
from workflows.states import RoundState

pytestmark = pytest.mark.django_db
FILE = b"%PDF-1.7 thu"


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def world() -> World:
    world = make_world()
    set_round(world, RoundState.PUBLISHED)
    return world


def issued(world: World, *lines: str, kind: str = "participation_report", **record: Any) -> Document:
    document = make_document(world, "issued", kind=kind)
    name = default_storage.save("documents/thu.pdf", ContentFile(FILE))
    Document.objects.filter(pk=document.pk).update(
        record={"recipients": list(lines), **record},
        file=name,
        file_sha256=hashlib.sha256(FILE).hexdigest(),
    )
    return Document.objects.get(pk=document.pk)


def delivered(world: World, *lines: str, **more: Any) -> Document:
    document = issued(world, *lines, **more)
    delivery.deliver_document(document=document, actor=world.actor("clerk"))
    return document


def rows(document: Document) -> list[tuple[int, str, str, int | None]]:
    found = document.deliveries.order_by("order", "unit_id")
    return [(row.order, row.line, row.channel, row.unit_id) for row in found]


def record(row: Delivery, world: World, name: str = "clerk", **wanted: Any) -> Delivery:
    given = {"channel": row.channel, "unit": row.unit, "email": row.email, **wanted}
    return delivery_record.record_delivery(delivery=row, actor=world.actor(name), **given)


def test_every_line_has_a_row_in_its_order(world: World) -> None:
    unit = world.units[0]
    document = delivered(world, unit.name, "Như Điều 3", "Lưu: VT, NV")
    assert rows(document) == [
        (1, unit.name, C.INBOX, unit.pk),
        (2, "Như Điều 3", C.PAPER, None),
        (3, "Lưu: VT, NV", C.ARCHIVE, None),
    ]


def test_a_line_of_all_units_has_a_row_for_each(world: World) -> None:
    document = delivered(world, "Các cơ quan, đơn vị tham gia")
    assert [row[2:] for row in rows(document)] == [(C.INBOX, unit.pk) for unit in world.units]


def test_a_unit_without_readers_gets_it_on_paper(world: World) -> None:
    unit = make_unit("Phòng Vắng", parent=world.contest.organizer)
    assert rows(delivered(world, "Phòng Vắng")) == [(1, "Phòng Vắng", C.PAPER, unit.pk)]


def test_as_above_goes_to_the_addressee(world: World) -> None:
    document = delivered(world, "Như trên", addressees=["UBND quận Thử"])
    assert rows(document) == [(1, "Như trên", C.INBOX, world.contest.organizer_id)]
    assert Notice.objects.get(kind="issued").user == world["secretary"]


def test_a_record_without_recipients_has_no_rows(world: World) -> None:
    assert rows(delivered(world)) == []


def test_the_readers_of_the_unit_are_told_once_with_the_document(world: World) -> None:
    document = delivered(world, world.units[0].name)
    delivery.deliver_document(document=document, actor=world.actor("clerk"))
    told = Notice.objects.filter(kind="issued")
    assert {notice.user_id for notice in told} == {world["unit_officer"].pk, world["unit_head"].pk}
    assert {notice.document_id for notice in told} == {document.pk}
    assert document.deliveries.get().sent_at is not None


def test_repeating_changes_nothing(world: World) -> None:
    document = delivered(world, world.units[0].name, "Lưu: VT")
    before = list(document.deliveries.values())
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        delivery.deliver_document(document=document, actor=world.actor("clerk"))
    assert list(document.deliveries.values()) == before


@pytest.mark.parametrize("state", ["draft", "signed", "sent_back"])
def test_what_is_not_issued_is_not_delivered(world: World, state: str) -> None:
    document = make_document(world, state)
    with pytest.raises(TransitionRefused, match="has not been issued"):
        delivery.deliver_document(document=document, actor=world.actor("clerk"))
    assert not Delivery.objects.exists()


def test_units_get_no_result_before_its_publication(world: World) -> None:
    set_round(world, RoundState.DECIDED)
    document = delivered(world, world.units[0].name, kind="decision")
    assert document.deliveries.get().sent_at is None
    assert not Notice.objects.exists()
    round_ = set_round(world, RoundState.PUBLISHED)
    delivery.deliver_after_publication(round_=round_, actor=world.actor("secretary"))
    assert document.deliveries.get().sent_at is not None
    assert Notice.objects.filter(kind="issued").count() == 2


def test_a_paper_of_no_round_waits_for_nothing(world: World) -> None:
    set_round(world, RoundState.RUNNING)
    document = issued(world, "UBND quận Thử", kind="forwarding_letter")
    Document.objects.filter(pk=document.pk).update(round=None)
    document = Document.objects.get(pk=document.pk)
    delivery.deliver_document(document=document, actor=world.actor("unit_head"))
    assert document.deliveries.get().sent_at is not None


def test_the_first_reader_of_the_unit_has_opened_it(world: World) -> None:
    document = delivered(world, world.units[0].name)
    moment = clock.now()
    with clock.moved_to(moment):
        delivery.note_opening(document=document, actor=world.actor("unit_officer"))
    delivery.note_opening(document=document, actor=world.actor("unit_head"))
    row = document.deliveries.get()
    assert (row.opened_by, row.opened_at) == (world["unit_officer"], moment)


@pytest.mark.parametrize("name", ["unit_head_2", "author", "clerk", "secretary", "auditor", "stranger"])
def test_nobody_else_opens_it_for_the_unit(world: World, name: str) -> None:
    document = delivered(world, world.units[0].name)
    delivery.note_opening(document=document, actor=world.actor(name))
    assert document.deliveries.get().opened_at is None


def test_the_clerk_records_the_day_of_handing_over(world: World) -> None:
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    recorded = record(row, world, handed_on=clock.today(), note="Ký nhận số 5")
    assert (recorded.handed_on, recorded.note) == (clock.today(), "Ký nhận số 5")
    assert recorded.recorded_by == world["clerk"]


@pytest.mark.parametrize(
    ("wanted", "field", "sentence"),
    [
        ({"channel": C.EMAIL}, "email", "Please enter the e-mail address"),
        ({"channel": C.INBOX}, "unit", "Please choose the unit"),
        ({"handed_on": -1}, "handed_on", "cannot have been handed over before"),
        ({"handed_on": 1}, "handed_on", "lies in the future"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    world: World, wanted: dict[str, Any], field: str, sentence: str
) -> None:
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    if "handed_on" in wanted:
        wanted = {"handed_on": clock.today() + timedelta(days=wanted["handed_on"])}
    with pytest.raises(InputRefused, match=sentence) as refused:
        record(row, world, **wanted)
    assert refused.value.field == field
    assert Delivery.objects.get(pk=row.pk).recorded_at == row.recorded_at


def test_an_inbox_that_nobody_reads_is_refused(world: World) -> None:
    unit = make_unit("Phòng Vắng", parent=world.contest.organizer)
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    with pytest.raises(InputRefused, match="Nobody reads the inbox"):
        record(row, world, channel=C.INBOX, unit=unit)


def test_a_unit_gets_the_document_once(world: World) -> None:
    document = delivered(world, world.units[0].name, "Sở Xây dựng")
    with pytest.raises(InputRefused, match="goes to this unit already"):
        record(document.deliveries.get(order=2), world, channel=C.INBOX, unit=world.units[0])


def test_an_inbox_chosen_by_the_clerk_tells_its_readers(world: World) -> None:
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    sent = record(row, world, channel=C.INBOX, unit=world.units[1])
    assert sent.sent_at is not None
    assert Notice.objects.filter(kind="issued", user=world["unit_head_2"]).exists()


def test_what_has_been_opened_keeps_its_way(world: World) -> None:
    document = delivered(world, world.units[0].name)
    delivery.note_opening(document=document, actor=world.actor("unit_head"))
    row = document.deliveries.get()
    with pytest.raises(InputRefused, match="opened the document already"):
        record(row, world, channel=C.PAPER)
    assert record(row, world, note="Đã gọi điện").note == "Đã gọi điện"


@pytest.mark.parametrize(
    "name", ["secretary", "chair", "signatory", "standing_head", "auditor", "unit_head", "author", "stranger"]
)
def test_only_who_issues_records_a_delivery_and_the_attempt_is_kept(world: World, name: str) -> None:
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    with pytest.raises(Forbidden):
        record(row, world, name=name, note="x")
    assert CaseEvent.objects.filter(actor=world[name], verb="issue").exclude(refused="").exists()


# --- e-mail -------------------------------------------------------------------------------------
@pytest.fixture
def by_mail(world: World, django_capture_on_commit_callbacks: Any) -> Delivery:
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    with django_capture_on_commit_callbacks(execute=True):
        record(row, world, channel=C.EMAIL, email="vanthu@example.vn")
        assert mail.outbox == []
    return Delivery.objects.get(pk=row.pk)


def test_the_message_leaves_after_the_act_with_the_issued_file(by_mail: Delivery) -> None:
    [message] = mail.outbox
    assert message.to == ["vanthu@example.vn"]
    assert by_mail.document.full_number in message.subject
    assert message.attachments == [("07-QĐ-UBND.pdf", FILE, "application/pdf")]
    assert by_mail.sent_at is not None


def test_a_message_is_sent_once_however_often_it_is_asked_for(
    world: World, by_mail: Delivery, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(by_mail, world)
    assert delivery_mail.send(by_mail.pk) is False
    assert len(mail.outbox) == 1


def test_another_address_is_another_recipient(
    world: World, by_mail: Delivery, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(by_mail, world, email="khac@example.vn")
    assert [message.to for message in mail.outbox] == [["vanthu@example.vn"], ["khac@example.vn"]]


def test_two_senders_at_once_send_one_message(by_mail: Delivery) -> None:
    Delivery.objects.filter(pk=by_mail.pk).update(sent_at=None, sending_at=clock.machine_now())
    assert delivery_mail.send(by_mail.pk) is False
    Delivery.objects.filter(pk=by_mail.pk).update(sending_at=clock.machine_now() - timedelta(minutes=11))
    assert delivery_mail.send(by_mail.pk) is True
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


class Unreachable(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("gone")


def test_a_failure_is_kept_and_can_be_tried_again(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Unreachable"
    with django_capture_on_commit_callbacks(execute=True):
        record(row, world, channel=C.EMAIL, email="vanthu@example.vn")
    failed = Delivery.objects.get(pk=row.pk)
    assert (failed.sent_at, failed.sending_at, failed.failure) == (None, None, "SMTPServerDisconnected")
    assert "can be sent again" in delivery_mail.sentence_of(failed)
    settings.EMAIL_BACKEND = working
    with django_capture_on_commit_callbacks(execute=True):
        record(failed, world)
    sent = Delivery.objects.get(pk=row.pk)
    assert (sent.sent_at is not None, sent.failure, len(mail.outbox)) == (True, "", 1)


@pytest.mark.parametrize("spoil", ["lost", "changed"])
def test_a_file_that_is_not_the_issued_one_is_never_sent(
    world: World, spoil: str, django_capture_on_commit_callbacks: Any
) -> None:
    document = delivered(world, "Sở Xây dựng")
    default_storage.delete(document.file.name)
    if spoil == "changed":
        default_storage.save(document.file.name, ContentFile(FILE + b"!"))
    with django_capture_on_commit_callbacks(execute=True):
        record(document.deliveries.get(), world, channel=C.EMAIL, email="vanthu@example.vn")
    assert mail.outbox == []
    assert "not in the store as it was issued" in delivery_mail.sentence_of(document.deliveries.get())


def test_what_was_signed_by_hand_goes_with_its_scan(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    document = delivered(world, "Sở Xây dựng")
    scan = b"%PDF-1.4 scan"
    name = default_storage.save("documents/scan.pdf", ContentFile(scan))
    digest = hashlib.sha256(scan).hexdigest()
    Document.objects.filter(pk=document.pk).update(scan=name, scan_sha256=digest)
    with django_capture_on_commit_callbacks(execute=True):
        record(document.deliveries.get(), world, channel=C.EMAIL, email="vanthu@example.vn")
    assert [content for _name, content, _type in mail.outbox[0].attachments] == [FILE, scan]


def test_a_stand_in_of_the_clerk_delivers_as_well(world: World) -> None:
    person = make_user()
    give(person, "clerk", contest=world.contest, stand_in_for=world["clerk"])
    world.people["other_clerk"] = person
    row = delivered(world, "Sở Xây dựng").deliveries.get()
    assert record(row, world, name="other_clerk", note="x").recorded_by == person
