"""Dates as documents (Decree 30/2020, Annex I) and as screens write them.

Moments are aware datetimes of any zone; they are shown in Vietnamese time.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_DAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def document_date(day: date) -> str:
    """Return ``ngày 05 tháng 6 năm 2024``: days below 10 and months 1, 2 are padded."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date | None) -> str:
    """Return ``Ba Đình, ngày 05 tháng 6 năm 2024``; without a day, blanks to fill."""
    return f"{place}, {document_date(day)}" if day else f"{place}, {blank_date()}"


def blank_date() -> str:
    """Return the blanks that a draft shows where its date will stand."""
    return "ngày … tháng … năm …"


def local(moment: datetime) -> datetime:
    """Return an aware moment in Vietnamese time; ``ValueError`` if it is naive."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(VIETNAM)


def weekday(day: date, language: str = "vi") -> str:
    """Return ``Chủ nhật`` or ``Sunday``."""
    return (_DAYS_VI if language.startswith("vi") else _DAYS_EN)[day.weekday()]


def screen_date(day: date, language: str = "vi") -> str:
    """Return ``14/07/2024``, in English ``14 July 2024``."""
    if language.startswith("vi"):
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def screen_moment(moment: datetime, language: str = "vi") -> str:
    """Return ``23:59 ngày 14/07/2024``, in English ``23:59 on 14 July 2024``."""
    here = local(moment)
    joint = " ngày " if language.startswith("vi") else " on "
    return f"{here:%H:%M}{joint}{screen_date(here.date(), language)}"


def deadline(moment: datetime, language: str = "vi") -> str:
    """Return the last valid moment with its weekday.

    ``23:59 ngày 14/07/2024, Chủ nhật``, in English ``23:59 on Sunday, 14 July 2024``.
    """
    here = local(moment)
    day = here.date()
    if language.startswith("vi"):
        return f"{screen_moment(here)}, {weekday(day)}"
    return f"{here:%H:%M} on {weekday(day, language)}, {screen_date(day, language)}"


def last_minute(end: datetime) -> datetime:
    """Return the moment to show for an end that itself no longer counts.

    Midnight belongs to the day that begins; people are shown 23:59 of the day before.
    """
    here = local(end)
    at_midnight = (here.hour, here.minute) == (0, 0)
    return end - timedelta(minutes=1) if at_midnight else end
