"""A page made by our own templates, read and styled without the work that only foreign HTML needs.

WeasyPrint reads any tag soup and applies the whole style sheet of a browser; together that was a fifth of
a decision. A page of ours is well-formed and uses a score of elements. The result is the same to the byte,
and a test holds it so.
"""

import functools
from pathlib import Path
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
import weasyprint
from weasyprint.urls import URLFetcher

BASE = Path(__file__).parent / "styles" / "base.css"


@functools.cache
def _base_style() -> weasyprint.CSS:
    """Return the meaning of the elements that our templates use."""
    return weasyprint.CSS(string=BASE.read_text(encoding="utf-8"))


class Sheet(weasyprint.HTML):  # type: ignore[misc]
    """One page of ours; ``markup`` is HTML that is well-formed XML too.

    The parent's constructor, which fetches and reads tag soup, is left out on purpose; what it sets is set
    here. Raises ``xml.etree.ElementTree.ParseError`` on markup that is not well-formed.
    """

    def __init__(self, markup: str, url_fetcher: URLFetcher) -> None:
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        # Our own template: its doctype declares no entities, and every text in it is escaped.
        root = ElementTree.fromstring(markup)  # noqa: S314
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [_base_style()]
