"""Why a document could not be made; each message is one sentence for the clerk."""

import unicodedata

from django.utils.translation import gettext as _


class DocumentError(Exception):
    """A document cannot be made from this record."""


class UncoveredCharacter(DocumentError):
    """A text holds a character that the document font does not have."""

    def __init__(self, char: str, field: str, text: str) -> None:
        self.char, self.field, self.text = char, field, text
        super().__init__(
            _(
                "The character “%(char)s” (%(code)s) in %(field)s, “%(text)s”, is not in the document "
                "font; replace it with plain letters."
            )
            % {"char": char, "code": describe(char), "field": field, "text": excerpt(text)}
        )


class DocumentTooLarge(DocumentError):
    """A text, a list or the whole page is larger than a document may be."""

    def __init__(self, what: str, found: int, limit: int) -> None:
        self.what, self.found, self.limit = what, found, limit
        super().__init__(
            _("%(what)s is too large for a document: %(found)s, at most %(limit)s; shorten it or split it.")
            % {"what": what, "found": found, "limit": limit}
        )


class BlockedResource(DocumentError):
    """The page asked for something outside itself; nothing was fetched."""

    def __init__(self, urls: tuple[str, ...]) -> None:
        self.urls = urls
        super().__init__(
            _("The document asked for an outside resource and was not made: %s.") % excerpt(urls[0])
        )


class LayoutFailed(DocumentError):
    """The renderer gave up on a page; the log has its reason."""

    def __init__(self) -> None:
        super().__init__(
            _("The pages of this document could not be laid out; shorten its longest texts and try again.")
        )


class RendererUnavailable(DocumentError):
    """The system libraries of the renderer are missing."""

    def __init__(self) -> None:
        super().__init__(
            _("PDF files cannot be made on this machine: Pango or HarfBuzz is missing; run bin/manage check.")
        )


class RenderTimedOut(DocumentError):
    """The render process took too long over one document and was ended."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            _(
                "This document was not made: it took longer than %(seconds)g seconds; shorten its longest "
                "texts and lists."
            )
            % {"seconds": seconds}
        )


class RenderTooBig(DocumentError):
    """One document needed more memory than a render process may have."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This document was not made: it needs more memory than a document may use; shorten its "
                "longest texts and lists."
            )
        )


class RenderCrashed(DocumentError):
    """The render process died over one document; the log has what it said."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This document was not made: the program that lays out its pages broke off; the log has "
                "the details."
            )
        )


class UnknownDocument(DocumentError):
    """No document of this kind exists, or the record belongs to another kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(_("There is no document of the kind “%s” for this record.") % kind)


class UnfitMark(DocumentError):
    """The address for the QR code of a paper cannot be printed as one."""

    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "The address “%s” cannot stand on a paper as a QR code: it must begin with http:// or "
                "https://, be written in ASCII, and have at most 150 characters."
            )
            % excerpt(url)
        )


def describe(char: str) -> str:
    """Return ``U+1F600 GRINNING FACE``."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()


def excerpt(text: str, length: int = 60) -> str:
    """Return the beginning of ``text``."""
    return text if len(text) <= length else f"{text[:length]}…"
