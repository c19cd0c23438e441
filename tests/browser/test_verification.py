"""Verifying a paper in a browser: by keyboard, by a dropped file, without JavaScript, on a telephone."""

import hashlib
import io

import pikepdf
import pytest

from tests.browser.conftest import PHONE, WIDE
from tests.factories import make_document, make_world
from workflows import clock
from workflows.models import Document
from workflows.states import DocumentState

SIZES = {"wide": WIDE, "phone": {**PHONE, "width": 375}}
EXACT = "Đây đúng là tệp đã phát hành."
FOREIGN = "Đây không phải là tệp do hệ thống này phát hành"

DROP = """([digits, target]) => {
  const bytes = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "qd.pdf", {type: "application/pdf"}));
  const options = {bubbles: true, cancelable: true, dataTransfer: carried};
  const place = document.querySelector(target);
  for (const name of ["dragenter", "dragover", "drop"]) place.dispatchEvent(new DragEvent(name, options));
}"""


def blank():
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, static_id=True)
    return out.getvalue()


@pytest.fixture
def papers(live_server):
    """One paper that stands and is public, one that was recalled and is not."""
    world, content = make_world(), blank()
    shown = make_document(world, DocumentState.PUBLISHED)
    Document.objects.filter(pk=shown.pk).update(
        verify_code="cong-khai", published_at=clock.now(), file_sha256=hashlib.sha256(content).hexdigest()
    )
    fallen = make_document(world, DocumentState.RECALLED, kind="recall", number=8)
    Document.objects.filter(pk=fallen.pk).update(verify_code="da-thu-hoi")
    by = make_document(world, DocumentState.ISSUED, kind="recall", number=9)
    Document.objects.filter(pk=by.pk).update(verify_code="moi", amends=fallen)
    return content


PAGES = ["/verify/", "/verify/cong-khai/", "/verify/da-thu-hoi/", "/verify/khong-co/", "/verify/?code=a%20b"]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_legible(size, visit, papers, check_axe, check_legible):
    page = visit("/verify/", size=SIZES[size])
    for path in PAGES:
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        check_axe(page)
        check_legible(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_answer_to_a_file_is_accessible(size, visit, papers, check_axe, check_legible):
    page = visit("/verify/", size=SIZES[size])
    page.set_input_files("#id_file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": papers})
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_text(EXACT).wait_for()
    assert "07/QĐ-UBND" in page.locator("main").inner_text()
    check_axe(page)
    check_legible(page)


def test_a_dropped_file_is_checked(visit, papers):
    page = visit("/verify/cong-khai/")
    page.evaluate(DROP, [papers.hex(), "[data-drop-here]"])
    page.get_by_text(EXACT).wait_for()
    page.evaluate(DROP, [(papers + b"\n").hex(), "[data-drop-here]"])
    page.get_by_text(FOREIGN).wait_for()


def test_a_file_dropped_beside_the_form_goes_nowhere(visit, papers):
    page = visit("/verify/")
    page.evaluate(DROP, [papers.hex(), "footer"])
    page.wait_for_timeout(200)
    assert page.locator("#id_file").evaluate("field => field.files.length") == 0
    assert page.url.endswith("/verify/")


def test_a_file_that_is_too_large_is_not_sent(visit, papers):
    page = visit("/verify/")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.locator("form[data-drop]").evaluate("form => { form.dataset.dropLimit = 100; }")
    page.evaluate(DROP, [papers.hex(), "[data-drop-here]"])
    assert "50 MB" in page.locator("[data-drop-trouble]").inner_text()
    assert sent == []
    assert page.locator("#id_file").evaluate("field => field.files.length") == 0


def test_by_keyboard_alone(visit, papers):
    page = visit("/verify/")
    page.locator("#id_code").focus()
    page.keyboard.type("cong-khai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verify/cong-khai/")
    page.locator("#id_file").focus()
    page.set_input_files("#id_file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": papers})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Kiểm tra tệp"
    page.keyboard.press("Enter")
    page.get_by_text(EXACT).wait_for()


def test_without_javascript_on_a_telephone(visit, papers):
    page = visit("/verify/", size=SIZES["phone"], js=False)
    assert page.locator("[data-drop-here]").is_hidden()
    page.fill("#id_code", "da-thu-hoi")
    page.get_by_role("button", name="Tra cứu").click()
    assert "đã bị thu hồi" in page.locator("main").inner_text()
    page.set_input_files("#id_file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": papers})
    page.get_by_role("button", name="Kiểm tra tệp").click()
    assert "07/QĐ-UBND" in page.locator("#checked").inner_text()


def test_the_language_can_be_switched_on_the_page_that_tells_no_other_site(visit, papers):
    page = visit("/verify/cong-khai/")
    page.get_by_role("button", name="EN: read this page in English").click()
    page.get_by_text("This is a genuine document; it is valid.").wait_for()
    assert page.url.endswith("/verify/cong-khai/")
