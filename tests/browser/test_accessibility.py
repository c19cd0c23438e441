"""Every page that needs no contest: readable, reachable by keyboard, faultless for axe, nothing typed lost."""

import re

import pytest
from django.test import override_settings

from tests.browser.conftest import PHONE, WIDE
from tests.browser.people import make_people
from workflows.roles import Role

SIZES = {"wide": WIDE, "phone": PHONE}
OPEN_TO_ALL = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-broken/",
    "/no/such/page/",
    "/error/400/",
    "/error/403/",
    "/error/409/",
    "/error/429/",
    "/error/500/",
    "/error/csrf/",
    "/refuse/stale/",
    "/refuse/forbidden/",
    "/refuse/incomplete/",
    "/verify/",
    "/verify/no-such-code/",
]
LOGGED_IN = [
    "/gallery/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/logout/",
]


@pytest.fixture(autouse=True)
def everything_shown():
    with override_settings(ROOT_URLCONF="tests.browser.gallery"):
        yield


@pytest.fixture
def people(live_server):
    return make_people()


def log_in(page, person):
    page.fill("#id_login", person.username)
    page.fill("#id_password", "mat-khau-thu")
    page.locator("form[action='/accounts/login/'] button[type=submit]").click()


@pytest.fixture
def member(visit, people):
    def enter(path="/gallery/", role=Role.UNIT_OFFICER, **options):
        page = visit("/accounts/login/", **options)
        log_in(page, people[role])
        page.goto(path)
        return page

    return enter


@pytest.mark.parametrize("size", SIZES)
def test_pages_open_to_all(size, visit, people, check_axe, check_legible):
    page = visit("/accounts/login/", size=SIZES[size])
    for path in OPEN_TO_ALL:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == "vi", path
        assert page.locator("h1").count() == 1, path
        check_axe(page)
        check_legible(page)


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_a_member(size, member, check_axe, check_legible):
    page = member(size=SIZES[size])
    for path in LOGGED_IN:
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        check_axe(page)
        check_legible(page)


def test_two_factor_set_up_in_vietnamese_with_its_picture(member, check_axe):
    page = member("/accounts/2fa/totp/activate/")
    page.fill("#id_password", "mat-khau-thu")
    page.get_by_role("button", name="Xác nhận").click()
    assert page.locator("img.t-qr").evaluate("picture => picture.naturalWidth") > 0
    check_axe(page)


def test_english_says_the_same_and_no_vietnamese(member, check_axe):
    page = member("/gallery/")
    page.get_by_role("button", name="EN: read this page in English").click()
    page.goto("/accounts/password/change/")
    assert page.locator("html").get_attribute("lang") == "en"
    words = page.locator("main").inner_text() + page.locator("footer").inner_text()
    assert not re.search("[ăđơưạảấầậắằặếềệịọốồộớờợụứừựỳ]", words.replace("Trạng", ""), re.IGNORECASE)
    check_axe(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_form_with_errors_names_each_and_leads_to_its_field(size, member, check_axe, check_legible):
    page = member(size=SIZES[size])
    page.fill("#id_abstract", "Tóm tắt đã nhập Ễ Ộ Ẵ Ự")
    page.get_by_role("button", name="Lưu nháp").click()
    summary = page.locator(".t-errors")
    assert summary.evaluate("box => box === document.activeElement")
    assert page.locator("#id_abstract").input_value() == "Tóm tắt đã nhập Ễ Ộ Ẵ Ự"
    first = summary.get_by_role("link").first
    assert "Tên ý tưởng, giải pháp: Vui lòng nhập nội dung này." in first.inner_text()
    first.click()
    assert page.evaluate("document.activeElement.id") == "id_title"
    described = page.locator("#id_title").get_attribute("aria-describedby").split()
    assert "Vui lòng nhập" in page.locator(f"#{described[-1]}").inner_text()
    check_axe(page)
    check_legible(page)


def test_by_keyboard_alone(member):
    page = member()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "t-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#id_title").focus()
    outline = page.locator("#id_title").evaluate("field => getComputedStyle(field).outlineStyle")
    assert outline == "solid"


def test_the_account_menu_opens_by_keyboard(member, check_axe):
    page = member()
    page.get_by_role("button", name=re.compile("Tài khoản")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").strip() == "Địa chỉ thư điện tử"
    check_axe(page)


def test_an_act_asks_first_and_no_means_no(member, check_axe):
    page = member()
    page.get_by_role("button", name="Rút bài").click()
    dialog = page.get_by_role("dialog")
    assert "Bài sẽ được rút khỏi Cuộc thi." in dialog.inner_text()
    check_axe(page)
    dialog.get_by_role("button", name="Quay lại").click()
    assert dialog.is_hidden()
    assert page.locator(".t-errors").count() == 0
    page.get_by_role("button", name="Rút bài").click()
    page.get_by_role("dialog").get_by_role("button", name="Tiếp tục").click()
    page.locator(".t-errors").wait_for()


def test_what_was_typed_comes_back_after_a_lost_session(member, people):
    page = member()
    page.fill("#id_title", "Một cửa lưu động")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_url("**/accounts/login/**")
    log_in(page, people[Role.UNIT_OFFICER])
    page.wait_for_url("**/gallery/")
    assert page.locator("#id_title").input_value() == "Một cửa lưu động"
    assert page.locator("[data-kept-notice]").is_visible()


def test_what_was_typed_comes_back_after_a_lost_connection(member):
    page = member()
    page.fill("#id_title", "Một cửa lưu động")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto("/gallery/")
    assert page.locator("#id_title").input_value() == "Một cửa lưu động"
    assert page.locator("[data-kept-notice]").is_visible()
    page.locator("[data-kept-notice] button").click()
    assert page.locator("#id_title").input_value() == ""
    page.reload()
    assert page.locator("#id_title").input_value() == ""


def test_what_arrived_is_not_offered_again(member):
    page = member()
    page.fill("#id_title", "Một cửa lưu động")
    page.fill("#id_abstract", "Tóm tắt")
    page.select_option("#id_theme", "a")
    page.locator("[name=kind]").first.check()
    page.check("#id_consent")
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Đã lưu nháp.").wait_for()
    assert page.locator("#id_title").input_value() == ""
    page.goto("/gallery/")
    assert page.locator("#id_title").input_value() == ""


def test_logging_out_drops_what_was_kept(member):
    page = member()
    page.fill("#id_title", "Một cửa lưu động")
    page.get_by_role("button", name=re.compile("Tài khoản")).click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/accounts/login/")
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('trang:'))") == []


def test_a_double_click_sends_once(member):
    page = member()
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.get_by_role("button", name="Lưu nháp").dblclick()
    page.locator(".t-errors").wait_for()
    assert len(sent) == 1


def test_without_javascript_the_pages_still_work(member):
    page = member(js=False, size=PHONE)
    page.fill("#id_abstract", "Tóm tắt")
    page.get_by_role("button", name="Lưu nháp").click()
    assert page.locator(".t-errors").is_visible()


def test_demo_buttons_log_in_and_only_there(visit, people):
    page = visit("/accounts/login/")
    page.get_by_role("button", name=re.compile("^Giám khảo")).click()
    page.goto("/gallery/")
    assert "Nguyễn Thị Ánh Tuyết" in page.locator("header").inner_text()
