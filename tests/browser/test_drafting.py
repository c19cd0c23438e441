"""A paper is edited in a browser: the pages beside the form follow what is typed; nothing depends on it."""

import pytest
from playwright.sync_api import expect

from tests.acting import JUDGES, Acting
from tests.browser.conftest import PHONE, WIDE
from tests.factories import make_world
from workflows.domain import documents, spelling, spelling_link
from workflows.models import Document, SpellingCheck

PASSWORD = "mat-khau-thu-2024"
PAGE = "[data-preview-place] img"


@pytest.fixture
def world(live_server, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return make_world()


@pytest.fixture
def draft(world):
    """The decision on an approved result, waiting as a draft; everybody was asked for the spelling."""
    play = Acting(world)
    entry = play.submitted()
    play.received(entry)
    spelling.ask_spelling(spelling.askable(world.round), world.actor("secretary"))
    play.settle_other_lists()
    play.scored_by(JUDGES, entry)
    play.decided(until="approve_results")
    return documents.decision_of(world.round)


@pytest.fixture
def secretary(visit, world):
    def enter(path, **options):
        person = world["secretary"]
        person.set_password(PASSWORD)
        person.save()
        page = visit(f"/accounts/login/?next={path}", **options)
        page.fill("#id_login", person.username)
        page.fill("#id_password", PASSWORD)
        with page.expect_navigation():
            page.locator("form[action='/accounts/login/'] button[type=submit]").click()
        return page

    return enter


def address(draft):
    return f"/documents/{draft.pk}/draft/"


def test_the_pages_follow_what_is_typed_and_the_draft_is_saved(secretary, draft, check_axe, check_legible):
    page = secretary(address(draft))
    expect(page.locator(PAGE).first).to_be_visible(timeout=30_000)
    before = page.locator(PAGE).first.get_attribute("src")
    page.fill("#id_subject", "Về việc khen thưởng sau khi sửa")
    expect(page.locator(PAGE).first).not_to_have_attribute("src", before, timeout=30_000)
    check_axe(page)
    check_legible(page)
    page.fill("#id_subject", "Về việc khen thưởng 😀")
    problem = page.locator("[data-preview-place] .alert")
    expect(problem).to_contain_text("U+1F600", timeout=30_000)
    page.fill("#id_subject", "Về việc khen thưởng đã sửa")
    expect(page.locator(PAGE).first).to_be_visible(timeout=30_000)
    with page.expect_navigation():
        page.locator("#draft .t-form-actions .btn-primary").click()
    expect(page.locator(".alert-success")).to_be_visible()
    assert Document.objects.get(pk=draft.pk).record["subject"] == "Về việc khen thưởng đã sửa"


def test_only_the_newest_pages_are_shown(secretary, draft):
    """An older answer that comes late is dropped: one request at a time, the last one counts."""
    page = secretary(address(draft))
    expect(page.locator(PAGE).first).to_be_visible(timeout=30_000)
    gone = []
    page.on("requestfailed", lambda request: gone.append(request.url))
    page.route("**/draft/preview/", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.fill("#id_subject", "Một 😀")
    page.wait_for_timeout(500)
    page.fill("#id_subject", "Hai")
    expect(page.locator("[data-preview-place]")).not_to_have_attribute("aria-busy", "true", timeout=30_000)
    expect(page.locator("[data-preview-place] .alert")).to_have_count(0)
    assert len(gone) == 1


def test_a_lost_session_is_said_and_what_was_typed_stays(secretary, draft):
    page = secretary(address(draft))
    expect(page.locator(PAGE).first).to_be_visible(timeout=30_000)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_subject", "Đã gõ")
    status = page.locator("[data-preview-status]")
    expect(status).to_have_text(status.get_attribute("data-lost"), timeout=30_000)
    assert page.locator("#id_subject").input_value() == "Đã gõ"
    assert page.locator("#id_login").count() == 0


def test_an_added_article_is_typed_in_and_the_standard_wording_comes_back(secretary, draft):
    page = secretary(address(draft))
    count = int(page.locator("#id_articles-count").input_value())
    page.fill("#id_subject", "Sắp được trả về")
    for value in ("add:articles", "standard:subject"):
        if value == "standard:subject":
            page.fill(f"#id_articles-{count}", "Điều mới thêm.")
        with page.expect_navigation():
            page.locator(f"button[value='{value}']").click()
    assert page.locator("#id_subject").input_value() != "Sắp được trả về"
    assert page.locator(f"#id_articles-{count}").input_value() == "Điều mới thêm."


def test_without_javascript_the_button_shows_the_pages(secretary, draft):
    page = secretary(address(draft), js=False)
    assert page.locator(PAGE).count() == 0
    page.fill("#id_subject", "Về việc xem trước")
    page.locator("button[value=preview]").click()
    assert page.locator(PAGE).count() >= 1
    assert page.locator("#id_subject").input_value() == "Về việc xem trước"


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_pages_of_drafts_and_of_names(size, secretary, visit, world, draft, check_axe, check_legible):
    page = secretary(address(draft), size={"wide": WIDE, "phone": PHONE}[size])
    for subject in ("Về việc khen thưởng cũ", "Về việc khen thưởng mới"):
        page.fill("#id_subject", subject)
        with page.expect_navigation():
            page.locator("#draft .t-form-actions .btn-primary").click()
    entry = world.round.entries.get()
    paths = [
        address(draft),
        f"/documents/{draft.pk}/",
        f"/documents/{draft.pk}/versions/",
        f"/contests/{world.contest.slug}/names/",
        f"/entries/{entry.pk}/",
    ]
    for path in paths:
        page.goto(path)
        page.evaluate(
            "document.querySelectorAll('main details:not(:has(.w-chart))').forEach(part => { part.open = true; })"
        )
        assert page.locator("h1").count() == 1, path
        check_axe(page)
        check_legible(page)
    check = SpellingCheck.objects.get(entry=entry)
    public = visit(f"/names/{spelling_link.token_of(entry.pk, check.times)}/", size=PHONE)
    for answer in ("wrong", "right"):
        check_axe(public)
        check_legible(public)
        public.fill("#remark", "Tên đúng là Hà")
        public.locator(f"button[value={answer}]").click()
        expect(public.locator("[data-success]")).to_be_visible()
    check_axe(public)
