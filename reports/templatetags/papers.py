"""How the text of a paper breaks into lines."""

import re
from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# 512/QĐ-UBND: a break after its hyphen would look like a hyphenated word.
_NUMBER = re.compile(r"\d/[^-]*-")
# What is longer must be allowed to break, or it would run out of the page.
_LONGEST = 40


@register.filter
def whole(text: str) -> SafeString:
    """Return the text, escaped, with each number of a document kept on one line."""
    return _joined([word] for word in text.split(" "))


@register.filter
def headline(text: str) -> SafeString:
    """Return the centred subject of a paper, escaped; numbers, names (``Ba Đình``) and years stay whole."""
    return _joined(_groups(text.split(" ")))


def _joined(groups: Iterator[list[str]]) -> SafeString:
    return format_html_join(" ", "{}", ((_marked(group),) for group in groups))


def _marked(group: list[str]) -> str:
    text = " ".join(group)
    is_one = len(group) > 1 or (len(text) <= _LONGEST and _NUMBER.search(text))
    return format_html('<span class="whole">{}</span>', text) if is_one else text


def _groups(words: list[str]) -> Iterator[list[str]]:
    """Yield the words, those that belong together in one list."""
    group: list[str] = []
    for word in words:
        if group and _belongs(group, word):
            group.append(word)
            continue
        if group:
            yield group
        group = [word]
    yield group


def _belongs(group: list[str], word: str) -> bool:
    """Tell whether a word goes on with a name or gives its year; words in capitals alone are no names."""
    before = group[-1]
    if len(" ".join([*group, word])) > _LONGEST:
        return False
    if before.casefold() == "năm":
        return word[:1].isdigit()
    return _is_name(before) and before[-1].isalpha() and _is_name(word)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or not word.isupper())
