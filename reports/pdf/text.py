"""What text may enter a document: one form, only characters of the font, of bounded size.

The limits keep one rendering within seconds: WeasyPrint has no time-out of its own.
"""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from reports.documents.labels import describe_field
from reports.pdf.errors import DocumentTooLarge, UncoveredCharacter
from workflows.vietnamese.characters import printed, unprintable

MAX_FIELD = 2_000
MAX_ROWS = 1_000
MAX_ITEMS = 10_000
MAX_TEXT = 500_000
MAX_HTML = 4_000_000

FONTS = Path(__file__).parent / "fonts"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def check_text(text: str, field: str) -> None:
    """Refuse text that is too long or holds what the font cannot draw."""
    if len(text) > MAX_FIELD:
        raise DocumentTooLarge(_("The text in %s") % describe_field(field), len(text), MAX_FIELD)
    missing = unprintable(text)
    if missing:
        raise UncoveredCharacter(missing, describe_field(field), text)


class Intake:
    """Walks the plain data of one record, cleans and checks every text, counts what it meets."""

    def __init__(self) -> None:
        self.items = 0
        self.letters = 0

    def take(self, data: Any, field: str = "") -> Any:
        """Return ``data`` with every text cleaned; raises a ``DocumentError``."""
        if isinstance(data, str):
            return self._text(data, field)
        if isinstance(data, list):
            return self._list(data, field)
        if isinstance(data, dict):
            return {key: self.take(data[key], f"{field}.{key}" if field else key) for key in data}
        return data

    def _text(self, text: str, field: str) -> str:
        if len(text) > MAX_TEXT:
            raise DocumentTooLarge(_("The text in %s") % describe_field(field), len(text), MAX_FIELD)
        tidy = printed(text)
        check_text(tidy, field)
        self.letters += len(tidy)
        if self.letters > MAX_TEXT:
            raise DocumentTooLarge(_("The whole text"), self.letters, MAX_TEXT)
        return tidy

    def _list(self, items: list[Any], field: str) -> list[Any]:
        self.items += len(items)
        if len(items) > MAX_ROWS:
            raise DocumentTooLarge(_("The list of %s") % describe_field(field), len(items), MAX_ROWS)
        if self.items > MAX_ITEMS:
            raise DocumentTooLarge(_("The number of lines"), self.items, MAX_ITEMS)
        return [self.take(item, f"{field}[{place}]") for place, item in enumerate(items, 1)]
