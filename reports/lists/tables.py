"""Tables to take away: one sheet as Excel (openpyxl), its texts never read as formulas."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from workflows import clock
from workflows.vietnamese.text import nfc

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 5000
"""A table that is taken away has at most so many rows."""

_NOT_XML = dict.fromkeys(c for c in range(32) if c not in (9, 10, 13))


def workbook(title: str, columns: Sequence[tuple[Any, int]], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return an Excel file.

    Args:
        title: name of the sheet.
        columns: heading and width (in characters) of each column.
        rows: texts, numbers, dates and aware datetimes (written in the offices' time).
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, (_heading, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_heading_cell(sheet, heading) for heading, _width in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in r"[]:*?/\\")[:31] or "1"


def _heading_cell(sheet: Any, heading: Any) -> Any:
    cell = _cell(sheet, str(heading))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=_plain(value))
    if isinstance(value, str):
        # a text that begins with "=" stays a text
        cell.data_type = "s"
    if isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    return cell


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None)
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    return nfc(str(value)).translate(_NOT_XML)
