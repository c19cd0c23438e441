"""How the text of a paper breaks into lines."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# 512/QĐ-UBND: a break after its hyphen would look like a hyphenated word.
_NUMBER = re.compile(r"(\S*\d/[^\s,;.()]*-[^\s,;.()]*)")


@register.filter
def whole(text: str) -> SafeString:
    """Return the text, escaped, with each number of a document kept on one line."""
    parts = _NUMBER.split(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="whole">{}</span>', part) if place % 2 else part,)
            for place, part in enumerate(parts)
        ),
    )
