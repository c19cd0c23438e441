"""Components that every page shares: `{% load ui %}`. Described for page writers in docs/frontend.md."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import windows
from workflows.vietnamese import dates, money, numbers

register = template.Library()

SPRITE = "vendor/bootstrap-icons/icons.svg"


def _language() -> str:
    return get_language() or "vi"


# --- text ---------------------------------------------------------------------------------------
@register.filter
def moment(value: datetime | None) -> str:
    """Return `10:05 ngày 14/07/2024` of an aware datetime, nothing of None."""
    return dates.screen_moment(value, _language()) if value else ""


@register.filter
def deadline(value: datetime | None) -> str:
    """Return the last valid minute before an end: `23:59 ngày 14/07/2024, Chủ nhật`."""
    return windows.shown_end(value) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Return `14/07/2024` of a date or of the local date of an aware datetime."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return dates.screen_date(value, _language()) if value else ""


@register.filter
def decimal(value: Decimal | None) -> str:
    """Return `85,50` (English `85.50`), digits as stored; a dash of None."""
    return "–" if value is None else numbers.format_decimal(value, _language())


@register.filter
def dong(value: int | None) -> str:
    """Return `5.000.000 đồng`."""
    return "" if value is None else money.format_dong(value)


@register.filter
def capped(value: int, limit: int = 999) -> str:
    """Return the count, or `999+` above the limit."""
    return f"{limit}+" if value > limit else str(value)


# --- small marks --------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the vendored sprite; it is decoration, the words stand beside it."""
    return format_html(
        '<svg class="t-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )


TONES = {
    "quiet": ("draft", "withdrawn", "collecting", "replaced", "none_declared"),
    "active": (
        "submitted", "pre_screened", "running", "confirmed", "forwarded", "received", "approved",
        "checked", "submitted_for_signature", "signed", "numbered", "decided", "scored",
    ),
    "wait": ("returned", "sent_back"),
    "good": ("issued", "sealed", "corrected"),
    "best": ("awarded", "published"),
    "bad": ("screened_out", "disqualified", "lapsed", "revoked", "recalled"),
}  # fmt: skip
"""Colour of each state's badge; the label alone carries the meaning."""

_TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.inclusion_tag("ui/badge.html")
def badge(label: object, tone: str = "quiet") -> dict[str, object]:
    """Draw any short label as a badge; `tone` is a key of TONES."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("ui/badge.html")
def state_badge(state: str, label: object = "", neutral: bool = False) -> dict[str, object]:
    """Draw the badge of a state.

    Without `label` the staff's label of the state is shown. `neutral` hides the colour too: an
    author must not read the result from it before publication.
    """
    tone = "active" if neutral else _TONE_OF.get(str(state), "quiet")
    return {"label": label or _staff_label(state), "tone": tone}


def _staff_label(state: str) -> object:
    return getattr(state, "label", state)


@register.inclusion_tag("ui/due.html")
def due_chip(due: datetime | None) -> dict[str, str]:
    """Draw how far off `due` is, in whole local days: days left, due today, days overdue.

    `due` itself is too late; due at midnight is due on the day before.
    """
    if due is None:
        return {"label": "–", "tone": "later", "exact": ""}
    now, last = clock.now(), dates.last_minute(due)
    days = (clock.local(last).date() - clock.local(now).date()).days
    tone, label = _due(days, late=due <= now)
    return {"label": label, "tone": tone, "exact": windows.shown_end(due)}


def _due(days: int, *, late: bool) -> tuple[str, str]:
    if late:
        over = max(-days, 1)
        return "over", ngettext("%(n)d day overdue", "%(n)d days overdue", over) % {"n": over}
    if days == 0:
        return "today", _("Due today")
    left = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return ("soon" if days <= 3 else "later"), left


# --- blocks -------------------------------------------------------------------------------------
@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*parts: object) -> dict[str, object]:
    """Draw the trail to this page: label, address, label, address …; the last label has none."""
    pairs = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    return {"trail": pairs}


@register.inclusion_tag("ui/empty.html")
def empty(
    title: object, text: object = "", icon: str = "inbox", url: str = "", label: object = ""
) -> dict[str, object]:
    """Say that there is nothing here, why, and what could be done."""
    return {"title": title, "text": text, "name": icon, "url": url, "label": label}


@register.inclusion_tag("ui/pager.html")
def pager(next_url: str = "", previous_url: str = "") -> dict[str, str]:
    """Draw Previous and Next of a list that is paged by key."""
    return {"next_url": next_url or "", "previous_url": previous_url or ""}


@register.inclusion_tag("ui/progress.html")
def progress(value: int, total: int, label: object, id: str = "progress") -> dict[str, object]:
    """Draw `value` of `total` done; `id` must be unique on the page."""
    return {"value": value, "total": total, "label": label, "id": id}


@register.inclusion_tag("ui/stepper.html")
def stepper(
    steps: Iterable[Mapping[str, object]], label: object = "", wide: bool = False
) -> dict[str, object]:
    """Draw the way of a case.

    Each step has `label`, `status` (done, current, upcoming, stopped) and perhaps `detail`. `wide`
    lays the steps side by side on a wide screen.
    """
    return {"steps": steps, "label": label, "wide": wide}


@register.inclusion_tag("ui/timeline_item.html")
def timeline_item(
    at: datetime,
    title: object,
    actor: object = "",
    text: object = "",
    details: Iterable[tuple[object, object]] = (),
    kind: str = "done",
) -> dict[str, object]:
    """Draw one event of the trail inside `<ol class="t-timeline">`.

    `kind` is done, system or refused; `details` are pairs shown only behind a disclosure.
    """
    return {"at": at, "title": title, "actor": actor, "text": text, "details": list(details), "kind": kind}


# --- forms --------------------------------------------------------------------------------------
@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: Any) -> dict[str, object]:
    """List the errors of forms and formsets on top of the page, each a link to its field."""
    rows: list[dict[str, object]] = []
    for form in forms:
        rows += _formset_rows(form) if hasattr(form, "management_form") else _form_rows(form)
    return {"rows": rows}


def _formset_rows(formset: Any) -> list[dict[str, object]]:
    rows = [{"text": error} for error in formset.non_form_errors()] if formset.is_bound else []
    return rows + [row for form in formset.forms for row in _form_rows(form)]


def _form_rows(form: Any) -> list[dict[str, object]]:
    if not form or not form.is_bound:
        return []
    rows: list[dict[str, object]] = [{"text": error} for error in form.non_field_errors()]
    for field in form:
        target = field.auto_id if field.use_fieldset else field.id_for_label
        rows += [{"text": error, "label": field.label, "target": target} for error in field.errors]
    return rows


@register.filter
def control_class(widget: Mapping[str, Any], base: str = "form-control") -> str:
    """Return the CSS classes of a form control: Bootstrap's, the widget's own, and the error's."""
    attrs = widget.get("attrs", {})
    if widget.get("type") in ("checkbox", "radio"):
        base = "form-check-input"
    invalid = "is-invalid" if attrs.get("aria-invalid") else ""
    return " ".join(filter(None, (base, attrs.get("class", ""), invalid)))
