"""The text of one paragraph: pieces of one look each, white space as a page shows it."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from reports.docx.cascade import Cascade, Look

# What CSS calls white space; the no-break space is none and keeps its width.
_SPACES = re.compile(r"[ \t\n\r\f]+")
# No page can hold this character: it is not allowed in XML.
BREAK = "\v"


@dataclasses.dataclass(frozen=True)
class Span:
    """Text of one look; the text ``BREAK`` alone is a forced line break."""

    text: str
    look: Look


def text_span(text: str | None, look: Look) -> Span:
    """Return the text of a page between two tags; a line end in the template is a space."""
    return Span(_SPACES.sub(" ", text or ""), look)


def spans_of(node: Any, look: Look, cascade: Cascade) -> Iterator[Span]:
    """Yield what an inline element holds, in order."""
    if node.local_name == "br":
        yield Span(BREAK, look)
        return
    yield text_span(node.etree_element.text, look)
    for child in node.iter_children():
        yield from spans_of(child, cascade.look(child, look), cascade)
        yield text_span(child.etree_element.tail, look)


def tidy(spans: list[Span]) -> list[Span]:
    """Return the spans without spaces at the ends of lines and after another space; empty ones fall away."""
    kept: list[Span] = []
    for span in spans:
        at_start = not kept or kept[-1].text.endswith((" ", BREAK))
        text = span.text.lstrip(" ") if at_start and span.text != BREAK else span.text
        if text == BREAK:
            _cut_end(kept)
        if text:
            kept.append(dataclasses.replace(span, text=text))
    _cut_end(kept)
    return kept


def _cut_end(kept: list[Span]) -> None:
    """Take the space from the end of a line."""
    if kept and kept[-1].text != BREAK:
        text = kept[-1].text.rstrip(" ")
        last = kept.pop()
        if text:
            kept.append(dataclasses.replace(last, text=text))
