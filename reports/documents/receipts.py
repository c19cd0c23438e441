"""Words of the two receipts: moments to the second, sizes of files, names of a group."""

from collections.abc import Sequence
from datetime import datetime

from workflows.vietnamese.dates import document_date, local
from workflows.vietnamese.money import format_money

_UNITS = ((1_073_741_824, "GB"), (1_048_576, "MB"), (1_024, "KB"))


def exact_moment(moment: datetime) -> str:
    """Return ``10 giờ 05 phút 09 giây, ngày 14 tháng 7 năm 2024 (giờ Việt Nam, UTC+7)``."""
    here = local(moment)
    return f"{here:%H} giờ {here:%M} phút {here:%S} giây, {document_date(here.date())} (giờ Việt Nam, UTC+7)"


def size_of(octets: int) -> str:
    """Return ``1,2 MB (1.234.567 byte)``, below one kilobyte ``812 byte``."""
    exact = f"{format_money(octets)} byte"
    for unit, name in _UNITS:
        if octets >= unit:
            return f"{octets / unit:.1f} {name} ({exact})".replace(".", ",", 1)
    return exact


def authors_line(names: Sequence[str]) -> str:
    """Return the names of a group, its representative marked; of one author the name alone."""
    head, *others = names or ("",)
    return f"{head} (người đại diện), {', '.join(others)}" if others else head
