"""How the text of a paper breaks into lines."""

import re
from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# 512/QĐ-UBND: a break after its hyphen would look like a hyphenated word.
_NUMBER = re.compile(r"(\S*\d/[^\s,;.()]*-[^\s,;.()]*)")
_LONGEST_NAME = 4


def _span(text: str) -> SafeString:
    return format_html('<span class="whole">{}</span>', text)


@register.filter
def whole(text: str) -> SafeString:
    """Return the text, escaped, with each number of a document kept on one line."""
    parts = _NUMBER.split(text)
    marked = (_span(part) if place % 2 else part for place, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in marked))


@register.filter
def headline(text: str) -> SafeString:
    """Return the centred subject of a paper, escaped; numbers, names (``Ba Đình``) and years stay whole."""
    groups = list(_groups(text.split()))
    marked = (_span(" ".join(group)) if len(group) > 1 else whole(group[0]) for group in groups)
    return format_html_join(" ", "{}", ((part,) for part in marked))


def _groups(words: list[str]) -> Iterator[list[str]]:
    """Yield the words, those that belong together in one list."""
    group: list[str] = []
    for word in words:
        if group and len(group) < _LONGEST_NAME and _belongs(group[-1], word):
            group.append(word)
            continue
        if group:
            yield group
        group = [word]
    if group:
        yield group


def _belongs(before: str, word: str) -> bool:
    """Tell whether two words are one name, or a year; words in capitals alone are no names."""
    if before.casefold() == "năm":
        return word[:1].isdigit()
    return _is_name(before) and before[-1].isalpha() and _is_name(word)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or not word.isupper())
