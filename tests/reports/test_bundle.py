"""The ZIP of papers: names, the list, what is missing, the same bytes every time."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

from reports.bundle import Item, file_name, gaps, pack, table

ITEM = Item(
    kind="Giấy khen", number="07/QĐ-UBND", name="Đỗ Thị Ba", unit="Phường Mẫu", title="A", sha256="ab"
)


def packed(items):
    target = io.BytesIO()
    beats = []
    pack(
        items,
        lambda place: io.BytesIO(f"paper {place}".encode()),
        target,
        date(2024, 7, 30),
        lambda: beats.append(1),
    )
    return target.getvalue(), len(beats)


def test_names_are_ascii_short_and_unique():
    assert file_name(3, ITEM) == "003-giay-khen-do-thi-ba.pdf"
    long = replace(ITEM, name="Nguyễn " * 60)
    assert len(file_name(3, long)) <= 90
    assert file_name(3, long) != file_name(4, long)
    assert file_name(5, replace(ITEM, kind="—", name="…")) == "005-x.pdf"


def test_the_same_papers_give_the_same_bytes():
    assert packed([ITEM, ITEM]) == packed([ITEM, ITEM])
    content, beats = packed([ITEM, ITEM])
    assert beats == 2
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("001-giay-khen-do-thi-ba.pdf") == b"paper 1"
        assert {info.date_time[:3] for info in archive.infolist()} == {(2024, 7, 30)}
        assert "CON-THIEU.txt" not in archive.namelist()


def test_what_is_missing_is_told_and_not_packed():
    content, beats = packed([ITEM, replace(ITEM, sha256="")])
    assert beats == 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["danh-sach.csv", "CON-THIEU.txt", "000-giay-khen-do-thi-ba.pdf"]
        assert archive.read("CON-THIEU.txt").decode().splitlines()[1] == "- Giấy khen: Đỗ Thị Ba (A)"
    assert gaps([ITEM]) == b""


def test_no_cell_is_read_as_a_formula():
    evil = replace(ITEM, title='=HYPERLINK("x")', name="+84", unit="@a", prize="-1")
    text = table([evil]).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["Bài dự thi"], row["Người nhận"], row["Đơn vị"], row["Giải"]) == (
        '\'=HYPERLINK("x")',
        "'+84",
        "'@a",
        "'-1",
    )
    assert row["Số"] == "07/QĐ-UBND"
