"""The printed register of a book, read from its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.documents.register_print import RegisterLine, RegisterPrintRecord
from reports.lists.register import remark
from reports.records.unit_parts import letterhead
from workflows import clock
from workflows.models import RegisterBook


def build_record(book: RegisterBook, rows: Sequence[Mapping[str, Any]]) -> RegisterPrintRecord:
    """Return the register of these rows of :func:`reports.lists.register.printed`; there is at least one."""
    return RegisterPrintRecord(
        **letterhead(book.body),
        symbol=book.type_symbol,
        year=book.year,
        first=rows[0]["number"],
        last=rows[-1]["number"],
        date=clock.today(),
        lines=tuple(map(_line, rows)),
    )


def _line(row: Mapping[str, Any]) -> RegisterLine:
    return RegisterLine(
        number=row["full_number"],
        day=row["taken_on"],
        title=f"{row['type']}: {row['subject']}",
        signer=row["signer"],
        recipients=tuple(row["recipients"]),
        archive=tuple(row["archive"]),
        copies=row["copies"],
        note=remark(row),
        is_void=row["is_void"],
    )
