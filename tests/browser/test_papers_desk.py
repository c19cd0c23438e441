"""The register and the recipients of a document in a browser: readable, wide and on a phone, faultless for axe."""

import hashlib
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests.browser.conftest import PHONE, WIDE
from tests.factories import make_document, make_world, set_round
from workflows.domain import delivery, numbering
from workflows.models import Document
from workflows.states import RoundState

FILE = b"%PDF-1.7 thu"
SIZES = {"wide": WIDE, "phone": PHONE}


@pytest.fixture
def world(live_server):
    return make_world()


@pytest.fixture
def papers(world):
    """A void number, one that waits, and an issued paper that two units receive."""
    set_round(world, RoundState.PUBLISHED)
    record = {
        "recipients": ["Các cơ quan, đơn vị tham gia", "Sở Xây dựng (để báo cáo)", "Lưu: VT, NV"],
        "signer": {"full_name": "Nguyễn Văn Ký"},
    }
    waiting = make_document(world, "signed", kind="recall")
    Document.objects.filter(pk=waiting.pk).update(record=record)
    for reason in ("Nhầm ngày của biên bản", ""):
        document = Document.read(waiting.pk)
        numbering.take_number(document=document, actor=world.actor("clerk"))
        if reason:
            numbering.void_number(document=document, actor=world.actor("clerk"), reason=reason)
    name = default_storage.save("documents/thu.pdf", ContentFile(FILE))
    issued = make_document(world, "issued", kind="participation_report")
    digest = hashlib.sha256(FILE).hexdigest()
    Document.objects.filter(pk=issued.pk).update(record=record, file=name, file_sha256=digest)
    issued = Document.objects.get(pk=issued.pk)
    delivery.deliver_document(document=issued, actor=world.actor("clerk"))
    delivery.note_opening(document=issued, actor=world.actor("unit_head"))
    return issued


@pytest.fixture
def clerk(visit, world, live_server):
    """Open a page as the clerk."""

    def enter(path, **options):
        client = Client()
        client.force_login(world["clerk"])
        page = visit("/healthz", **options)
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(path)
        return page

    return enter


@pytest.mark.parametrize("size", SIZES)
def test_register_and_deliveries_are_readable_and_accessible(
    clerk, papers, size, check_axe, check_legible, tmp_path
):
    for name, path in (
        ("register", "/register/"),
        ("register-print", "/register/print/?first=3&last=1"),
        ("deliveries", f"/documents/{papers.pk}/deliveries/"),
        ("document", f"/documents/{papers.pk}/"),
    ):
        page = clerk(path, size=SIZES[size])
        for details in page.locator("details").all()[:2]:
            details.evaluate("node => node.open = true")
        if shots := os.environ.get("TRANG_SHOTS"):
            page.screenshot(path=f"{shots}/{name}-{size}.png", full_page=True)
        check_axe(page)
        check_legible(page)


def test_a_refused_record_comes_back_open_with_what_was_typed(clerk, papers):
    page = clerk(f"/documents/{papers.pk}/deliveries/")
    row = papers.deliveries.get(line__startswith="Sở Xây dựng")
    part = page.locator(f"#delivery-{row.pk}")
    part.locator("summary").click()
    part.locator("select[name=channel]").select_option("email")
    part.locator("input[name=note]").fill("Gọi trước khi gửi")
    part.locator("button[type=submit]").click()
    assert page.locator(".t-errors").is_visible()
    part = page.locator(f"#delivery-{row.pk}")
    assert part.locator("input[name=note]").input_value() == "Gọi trước khi gửi"
    assert part.locator("select[name=channel]").input_value() == "email"
    assert part.locator("input[name=email]").is_visible()
