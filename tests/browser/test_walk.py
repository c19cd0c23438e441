"""The whole way in one browser: from an author's draft to the decision that everybody can open.

Between the first click and the PDF nothing but pages: no model, no command; only the clock is moved.
"""

import logging
import re
from datetime import datetime
from urllib.parse import urlsplit

import pypdfium2
import pytest

from tests.browser.walk_contest import JUDGES, set_up
from tests.browser.walk_desk import Desk
from workflows import clock

GROUP = [
    {
        "full_name": "Nguyễn Thị Minh Họa",
        "phone": "0912 345 678",
        "address": "Số 1 phố Thử",
        "position": "Công chức",
    },
    {"full_name": "Trần Văn Thí Dụ", "position": "Công chức"},
]
ALONE = [{"full_name": "Nguyễn Thị Minh Họa", "phone": "0912 345 678", "address": "Số 1 phố Thử"}]
FIRST, SECOND = "Ngày không hẹn ở bộ phận Một cửa", "Tổng đài hướng dẫn thủ tục"
POINTS = {"TM": "22,5", "KT": "18", "HQ": "27.0", "NR": "13,5", "HT": "9"}
"""As people type them: with a comma, with a point."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2024-{text}+07:00")


@pytest.fixture
def desk(visit, check_axe, tmp_path, request):
    """Open a desk for a person; what was on the screens is kept when the walk fails."""
    desks, seen = {}, set()

    def check_once(page):
        """One page of each kind: the next judge's sheet looks like the first one's."""
        kind = (re.sub(r"\d+", "…", urlsplit(page.url).path), page.locator("h1").inner_text())
        if kind not in seen:
            seen.add(kind)
            check_axe(page)

    def sit_down(username):
        if username not in desks:
            desks[username] = Desk(visit("/accounts/login/"), username, check_once)
        return desks[username]

    yield sit_down
    if request.session.testsfailed:
        for name, one in desks.items():
            one.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        logging.getLogger(__name__).error("The screens are in %s", tmp_path)


@pytest.fixture
def paper(tmp_path):
    """A small real PDF to hand in."""
    path = tmp_path / "bai-du-thi.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    document.close()
    return path


def test_from_the_draft_to_the_decision(live_server, desk, visit, check_axe, paper, tmp_path):
    set_up(tmp_path, at("06-20T09:00"))
    submit(desk, paper)
    send_from_the_unit(desk)
    score(desk)
    decide(desk)
    publish(desk)
    open_the_decision(visit, check_axe)


def submit(desk, paper):
    author = desk("tac-gia")
    author.write_entry(FIRST, GROUP, paper)
    author.write_entry(SECOND, ALONE, paper)


def send_from_the_unit(desk):
    clock.move_to(at("06-25T09:00"))
    officer, head = desk("dau-moi"), desk("thu-truong")
    for _entry in (FIRST, SECOND):
        officer.claim()
        officer.tick("check_")
        officer.page.check("[name=verdict][value=pass]")
        officer.look()
        officer.follow(officer.send)
        officer.expect_done()
    head.open_task("/queue/", about="Phòng Nội vụ")
    head.tick("declare_none")
    head.do()
    head.open_task("/queue/", about="phường Kim Mã")
    head.do()
    head.open_task("/queue/")
    head.tick("confirm")
    head.do()


def score(desk):
    clock.move_to(at("06-27T09:00"))
    secretary = desk("thu-ky")
    secretary.claim()
    secretary.do()
    for code in JUDGES:
        judge = desk(f"judge.{code.lower()}")
        for _entry in (FIRST, SECOND):
            judge.open_task()
            for criterion, points in POINTS.items():
                judge.page.fill(f"[name=points_{criterion}]", points)
            judge.do()


def decide(desk):
    clock.move_to(at("07-22T09:00"))
    chair = desk("truong-ban")
    chair.open_task("/queue/")
    chair.do()
    vote(chair)
    chair.open_task("/queue/")
    record_the_body(chair)
    chair.tick("confirm")
    chair.do()
    write_minutes(desk("thu-ky"))
    chair.open_task("/queue/", about="Biên bản")
    chair.tick("confirm")
    chair.do()
    for username in ("thuong-truc", "nguoi-ky", "van-thu"):
        person = desk(username)
        person.open_task("/queue/")
        person.tick("confirm")
        person.do()


def write_minutes(secretary):
    """The draft knows the scores and the judges; hours and place are the secretary's to say."""
    secretary.open_task("/queue/", about="Biên bản")
    secretary.look()
    page = secretary.page
    secretary.follow(page.locator("a[href$='/draft/']").first)
    page.fill("[name=time_begun]", "08 giờ 00, ngày 22 tháng 7 năm 2024")
    page.fill("[name=meeting_place]", "Phòng họp số 1")
    page.fill("[name=time_ended]", "11 giờ 00, ngày 22 tháng 7 năm 2024")
    secretary.look()
    secretary.follow(page.locator("#draft .t-form-actions button.btn-primary"))
    secretary.expect_done()
    secretary.open_task("/queue/", about="Biên bản")
    secretary.tick("confirm")
    secretary.do()


def record_the_body(chair):
    """The file names no decision on the committee: the page of approving asks for it, and comes back."""
    here, page = urlsplit(chair.page.url).path, chair.page
    chair.look()
    form = page.locator("form[action$='/body/']")
    form.locator("[name=number]").fill("15/QĐ-UBND")
    form.locator("[name=on]").fill("2024-05-20")
    form.locator("[name=quorum]").fill("2")
    chair.agree(form.locator("button.btn-primary"))
    assert urlsplit(page.url).path == here
    assert not form.count()


def vote(chair):
    """Both entries have the same sheets: only a vote can settle which comes first."""
    chair.open_task("/queue/")
    for select in chair.page.locator("select[name^=place_]").all():
        label = chair.page.locator(f"label[for={select.get_attribute('id')}]").inner_text()
        select.select_option("1" if FIRST in label else "2")
    chair.page.fill("[name=note]", "Họp ngày 22/07/2024, 5/5 phiếu xếp bài thứ nhất trước.")
    chair.do()


def publish(desk):
    author, secretary = desk("tac-gia"), desk("thu-ky")
    author.menu("/entries/")
    assert "Giải Nhất" not in author.page.content()
    clock.move_to(at("07-30T09:00"))
    secretary.open_task("/queue/")
    secretary.tick("confirm")
    secretary.do()
    author.menu("/entries/")
    assert "Giải Nhất" in author.page.content()
    author.look()


def open_the_decision(visit, check_axe):
    """Anybody opens the results from the front page, and the decision from there."""
    page = visit("/")
    check_axe(page)
    page.get_by_role("link", name="đi hết đường").click()
    check_axe(page)
    assert FIRST in page.content()
    link = page.locator("a[href^='/documents/'][href$='/file/']").first
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    with pypdfium2.PdfDocument(answer.body()) as pdf:
        text = " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in pdf)
    assert "Số: 01/QĐ-UBND" in text
    assert "Nguyễn Thị Minh Họa" in text
    assert FIRST in text
