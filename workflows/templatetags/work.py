"""Small helps of the case's templates: `{% load work %}`."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import get_language

from workflows.domain import windows
from workflows.vietnamese.money import money_in_words
from workflows.vietnamese.numbers import format_decimal

register = template.Library()


@register.filter
def of(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return the value under ``key``, nothing where there is none."""
    return mapping.get(key, "")


@register.filter
def field(form: Any, name: str) -> Any:
    """Return the bound field ``name`` of a form."""
    return form[name]


@register.filter
def with_key(prefix: str, key: Any) -> str:
    """Return ``prefix`` and ``key`` joined: the name of a field that a row has."""
    return f"{prefix}{key}"


@register.filter
def has_chosen(form: Any, key: Any) -> bool:
    """Say whether the box of ``key`` in the form's field ``chosen`` is ticked."""
    return str(key) in [str(value) for value in form["chosen"].value() or ()]


@register.filter
def plain(number: Decimal) -> str:
    """Return a decimal without the zeros that the database adds, as ``0,5``."""
    if number == number.to_integral_value():
        return str(int(number))
    return format_decimal(number.normalize(), get_language() or "vi")


@register.filter
def exact_mean(mean: Fraction) -> str:
    """Return an unrounded mean to four places, as ``17,3333``."""
    return plain((Decimal(mean.numerator) / mean.denominator).quantize(Decimal("0.0001")))


@register.filter
def points(number: Any) -> str:
    """Return points as ``23,5``; a dash where there are none."""
    return plain(number) if isinstance(number, Decimal) else "–"


@register.filter
def last_minute(closes_at: datetime | None) -> str:
    """Return the last valid minute before a window closes as words, with its weekday."""
    return windows.shown_end(closes_at) if closes_at else ""


@register.filter
def dong_in_words(amount: int) -> str:
    """Return a sum in Vietnamese words, as papers write it: ``Năm triệu đồng``."""
    return money_in_words(amount)


@register.filter
def options(bound: Any) -> list[tuple[Any, Any, bool]]:
    """Return value, text and whether it is chosen for each option: a template for each would be slow."""
    chosen = str(bound.value() or "")
    return [(value, text, str(value) == chosen) for value, text in bound.field.choices]
