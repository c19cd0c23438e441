"""One person at the screen: logs in, finds the task in the lists, fills it in, sends it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.walk_contest import PASSWORD

expect.set_options(timeout=20_000)
"""Milliseconds that a page may take on a busy machine."""

ACT = "form[data-keep^='task-']"


class Desk:
    """A person in a browser of their own.

    Args:
        page: at the page of logging in.
        check: what every page that is looked at closely has to pass.
    """

    def __init__(self, page: Page, username: str, check: Callable[[Page], None]) -> None:
        self.page, self.username, self.check = page, username, check
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        self.follow(page.locator("form[action='/accounts/login/'] button[type=submit]"))
        expect(page).not_to_have_url("/accounts/login/")

    def follow(self, target: Locator) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            target.click()

    def look(self) -> None:
        """Check the page that is open."""
        self.check(self.page)

    def menu(self, path: str) -> None:
        """Go to a page by the menu."""
        self.follow(self.page.locator(f".t-menu a[href='{path}']").first)

    def agree(self, button: Locator) -> None:
        """Press a button and say yes to its question; the answer says that it is done."""
        button.click()
        yes = self.page.locator("#confirm-dialog [data-confirm-yes]")
        expect(yes).to_be_visible()
        self.follow(yes)
        self.expect_done()

    def expect_done(self) -> None:
        """The page says that the act succeeded."""
        expect(self.page.locator(".alert-success").first).to_be_visible()

    # --- tasks ------------------------------------------------------------------------------

    def claim(self) -> None:
        """Take the first task of the queue: its page opens."""
        self.menu("/queue/")
        self.look()
        self.follow(self.page.locator("button[formaction$='/claim/']").first)
        self.expect_done()

    def open_task(self, path: str = "/inbox/", *, about: str = "") -> None:
        """Open the first task of the list, or the one whose line has the words ``about``."""
        self.menu(path)
        self.follow(self.page.locator("tr", has_text=about).locator("a.t-row-link").first)

    def tick(self, name: str) -> None:
        """Tick every box of the task whose name begins with ``name``."""
        for box in self.page.locator(f"{ACT} input[type=checkbox][name^='{name}']").all():
            box.check()

    @property
    def send(self) -> Locator:
        """The button that does the task."""
        return self.page.locator(f"{ACT} .t-form-actions button.btn-primary")

    def do(self) -> None:
        """Send the task, with its question."""
        self.look()
        self.agree(self.send)

    # --- entries ----------------------------------------------------------------------------

    def write_entry(self, title: str, authors: list[dict[str, str]], file: Path) -> None:
        """Write a draft with its authors and a file, and hand it in."""
        page = self.page
        self.menu("/entries/")
        self.follow(page.locator("a[href='/entries/new/']").first)
        page.fill("[name=title]", title)
        self.follow(page.locator("form[data-keep='new-entry'] button.btn-primary"))
        page.select_option("[name=theme]", index=1)
        page.select_option("[name=format]", "article")
        page.select_option("[name=author_kind]", "group" if len(authors) > 1 else "individual")
        page.fill("[name=abstract]", f"{title}: giảm số lần đi lại của người dân từ ba xuống một.")
        for number, author in enumerate(authors):
            for name, value in author.items():
                page.fill(f"[name=authors-{number}-{name}]", value)
        page.check("[name=authors-0-is_representative]")
        page.set_input_files("[name=attachment-file]", file)
        page.check("[name=commitment]")
        self.look()
        self.follow(page.locator("button[name=then_submit]"))
        self.look()
        self.agree(page.locator("form[action$='/acts/submit/'] button.btn-primary"))
