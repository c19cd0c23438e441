"""The browser rig: Debian's Chromium driven by Playwright, axe-core for accessibility.

Missing Chromium skips these tests with a loud reason on a developer's machine and fails them when
the variable CI is `true`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AXE = Path(__file__).with_name("axe.min.js")

# Playwright's loop runs in this thread, where the database of the tests is used as well.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        reason = "NO CHROMIUM: nothing was tested in a browser. Install it (apt-get install chromium)."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Visit]:
    """Open a page of the live server in a browser of its own: `visit("/path", size=PHONE, js=True)`.

    Pages collect in `page.trouble` what the browser complained about (refused scripts or styles,
    exceptions, missing files); the test fails at its end when something is there.
    """
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(path: str = "/", *, size: dict[str, int] = WIDE, js: bool = True) -> Page:
        context = browser.new_context(
            viewport=size, locale="vi-VN", java_script_enabled=js, base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: _note(message, trouble))
        page.on("pageerror", lambda error: trouble.append(f"exception: {error}"))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def _note(message, trouble: list[str]) -> None:
    """An answer of 4xx that a test asked for is logged by the browser as an error, too: not ours."""
    expected = "the server responded with a status of 4" in message.text
    if message.type == "error" and not expected:
        trouble.append(message.text)


@pytest.fixture
def check_axe() -> Callable[[Page], None]:
    """Fail with what axe-core finds against WCAG 2.0–2.2, levels A and AA."""
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)[
            "violations"
        ]
        assert [_describe(violation) for violation in found] == [], page.url

    return check


def _describe(violation: dict) -> str:
    nodes = "\n  ".join(f"{n['html'][:200]} | {n['failureSummary']}" for n in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']}\n  {nodes}"


TOO_SMALL = """() => {
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const box = node.parentElement;
    if (!node.textContent.trim() || !box.checkVisibility()) continue;
    const style = getComputedStyle(box);
    const size = parseFloat(style.fontSize);
    const line = style.lineHeight === "normal" ? 1.2 : parseFloat(style.lineHeight) / size;
    const mark = box.closest(".t-step-mark, .t-timeline-mark");
    if (size < 15.99 || (line < 1.49 && !mark)) bad.push(`${size}px/${line.toFixed(2)} ${box.outerHTML.slice(0, 120)}`);
  }
  return bad;
}"""
TOO_THIN = """() => [...document.querySelectorAll("button, .btn, input:not([type=hidden]), select, summary, .t-menu a, .dropdown-item")]
  .filter(e => e.checkVisibility())
  .map(e => [e, (e.matches("[type=checkbox], [type=radio]") ? e.parentElement : e).getBoundingClientRect()])
  .filter(([e, r]) => r.height < 43.9)
  .map(([e, r]) => `${r.height}px ${e.outerHTML.slice(0, 120)}`)"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def check_legible() -> Callable[[Page], None]:
    """Fail when text is under 16px or in tight lines, a target is under 44px, or the page scrolls sideways."""

    def check(page: Page) -> None:
        assert page.evaluate(TOO_SMALL) == [], page.url
        assert page.evaluate(TOO_THIN) == [], page.url
        assert page.evaluate(WIDER) <= 0, page.url

    return check
