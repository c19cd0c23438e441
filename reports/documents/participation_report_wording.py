"""The standard wording of the report on participation (Decree 30/2020, Annex III, model 1.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reports.documents.participation_report import (
    Figures,
    ParticipationReportRecord,
    ThemeRow,
    UnitRow,
    total_of,
)
from reports.documents.parts import Signer
from reports.documents.wording import Issuer, Reference, contest_name, listed, named, two_digits

NONE_DECLARED = "Báo cáo không có bài dự thi"
SILENT = "Không gửi bài, không báo cáo"
# More names than this are counted; the table says which they are.
NAMED = 10


def _names(which: str, names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    told = listed(names) if len(names) <= NAMED else f"{len(names)} (ghi chú tại Bảng 1)"
    return (f"Cơ quan, đơn vị {which}: {told}.",)


def _noted(row: UnitRow) -> UnitRow:
    """Return the row with a note, where neither entries nor a declaration have come."""
    return row if row.figures.submitted or row.note else replace(row, note=SILENT)


def _units(rows: Sequence[UnitRow]) -> tuple[str, ...]:
    active = [row for row in rows if row.figures.submitted]
    declared = [row.name for row in rows if row.note == NONE_DECLARED]
    silent = [row.name for row in rows if row.note == SILENT]
    lines = [
        f"Tổng số cơ quan, đơn vị tham gia: {two_digits(len(rows))}; có bài dự thi: "
        f"{two_digits(len(active))}.",
        *_names("báo cáo không có bài dự thi", declared),
        *_names("không gửi bài và không báo cáo", silent),
    ]
    return ("Cơ quan, đơn vị tham gia", *lines, "Số liệu từng cơ quan, đơn vị tại Bảng 1.")


def _entries(total: Figures, by_theme: bool) -> tuple[str, ...]:
    lines = [
        f"Số bài đã nộp: {two_digits(total.submitted)}; đạt sơ loại: {two_digits(total.passed)}; không đạt "
        f"sơ loại: {two_digits(total.screened_out)}; đã gửi: {two_digits(total.forwarded)}; được tiếp nhận: "
        f"{two_digits(total.received)}; đạt giải: {two_digits(total.awarded)}."
    ]
    if rest := total.submitted - total.passed - total.screened_out:
        lines.append(
            f"Còn lại {two_digits(rest)} bài đã rút, bị loại, quá hạn, trả lại hoặc chưa sơ loại xong."
        )
    return ("Bài dự thi", *lines, *(["Số liệu theo nội dung dự thi tại Bảng 2."] if by_theme else []))


def compose_participation_report(
    *,
    issuer: Issuer,
    contest_title: str,
    plan: Reference,
    addressees: Sequence[str],
    units: Sequence[UnitRow],
    themes: Sequence[ThemeRow],
    signer: Signer,
    recipients: Sequence[str] = (),
    drafter: str,
    number: int | None = None,
    day: date | None = None,
) -> ParticipationReportRecord:
    """Return the report of ``issuer`` in its standard wording."""
    contest = contest_name(contest_title)
    rows = tuple(map(_noted, units))
    return ParticipationReportRecord(
        parent_body=issuer.parent_body,
        issuing_body=issuer.lines,
        place=issuer.place_name,
        number=number,
        symbol=issuer.symbol,
        date=day,
        subject=f"Kết quả tham gia {contest}",
        addressees=tuple(addressees),
        opening=f"Thực hiện {named(plan)}, {issuer.name} báo cáo kết quả tham gia {contest} như sau:",
        chapters=(_units(rows), _entries(total_of(rows), bool(themes))),
        closing=f"{issuer.name} trân trọng báo cáo./.",
        units=rows,
        themes=tuple(themes),
        recipients=("Như trên", *recipients, f"Lưu: VT, {drafter}"),
        signer=signer,
    )
