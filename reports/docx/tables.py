"""Tables of a page: the lists, with repeated headings and merged cells, and blocks side by side.

Two blocks side by side (the head, the foot) are one row of a table without lines: Word and LibreOffice
both keep it in place while a clerk edits the text.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.docx.cascade import Look
from reports.docx.frame import Frame, keep_with_next
from reports.docx.names import style_name

if TYPE_CHECKING:
    from reports.docx.flow import Flow, Spot

TWIPS = 20


@dataclass
class Cell:
    """One cell: the element (None below a cell that spans rows), its look and the looks it stands in."""

    node: Any
    look: Look
    style: str
    columns: int = 1
    rows: int = 1


@dataclass
class Row:
    """One row; ``heads`` is repeated on each page, ``kept`` stays with the next row."""

    heads: bool = False
    kept: bool = False
    cells: list[Cell] = field(default_factory=list)


def write_table(flow: "Flow", node: Any, look: Look, spot: "Spot") -> None:
    """Write the table ``node`` at ``spot``; a block that is only laid out as one is written as a block."""
    rows = list(_rows(flow, node, look, spot.style))
    if not rows:
        flow.content(node, look, spot)
        return
    flow.prepare_table(spot)
    usual = rows[0].cells[-1].look
    widths = _widths(flow, node, look, rows[0], spot.frame.width)
    table = parse_xml(_frame_xml(widths, usual))
    for row in _with_spans(rows):
        _write_row(flow, table, row, widths, usual)
    spot.frame.table(table)


def _rows(flow: "Flow", node: Any, look: Look, style: str) -> Iterator[Row]:
    """Yield the rows in order; cells that stand in no row are one."""
    children = [(child, flow.cascade.look(child, look)) for child in node.iter_children()]
    if any(below.display == "table-cell" for _, below in children):
        yield _row(flow, node, look, style)
    for child, below in children:
        if below.display == "table-row":
            yield _row(flow, child, below, style_name(child, style))
        elif below.display in ("table-row-group", "table-header-group", "table-footer-group"):
            yield from _group(flow, child, below, style_name(child, style))


def _group(flow: "Flow", node: Any, look: Look, style: str) -> list[Row]:
    """Return the rows of a group; they stay together where the style sheet says so."""
    rows = list(_rows(flow, node, look, style))
    for row in rows:
        row.heads = look.display == "table-header-group"
        row.kept = look.break_inside == "avoid" and row is not rows[-1]
    return rows


def _row(flow: "Flow", node: Any, look: Look, style: str) -> Row:
    row = Row()
    for child in node.iter_children():
        below = flow.cascade.look(child, look)
        columns, rows = (max(1, int(child.etree_element.get(name, "1"))) for name in ("colspan", "rowspan"))
        row.cells.append(Cell(child, below, style_name(child, style), columns, rows))
    return row


def _with_spans(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows with an empty cell below each cell that spans rows, as Word wants it."""
    below: dict[int, Cell] = {}
    for row in rows:
        given, cells, column = iter(row.cells), [], 0
        while True:
            cell = below.pop(column, None) or next(given, None)
            if cell is None:
                break
            cells.append(cell)
            if cell.rows > 1:
                below[column] = dataclasses.replace(cell, node=None, rows=cell.rows - 1)
            column += cell.columns
        yield dataclasses.replace(row, cells=cells)


def _widths(flow: "Flow", node: Any, look: Look, first: Row, room: float) -> list[float]:
    """Return the width of each column in points; what nothing is said of shares the rest."""
    given = [_width(cell.look, room) for cell in first.cells for _ in range(cell.columns)]
    columns = [
        _width(flow.cascade.look(col, flow.cascade.look(group, look)), room)
        for group in node.iter_children()
        if group.local_name == "colgroup"
        for col in group.iter_children()
    ]
    wanted = columns or given
    known = sum(width for width in wanted if width)
    rest = max(room - known, 0.0) / max(1, wanted.count(None))
    widths = [rest if width is None else width for width in wanted]
    return [width * room / sum(widths) for width in widths]


def _width(look: Look, room: float) -> float | None:
    return look.width if look.share is None else look.share * room


def _twips(points: float) -> int:
    return round(points * TWIPS)


def _frame_xml(widths: Sequence[float], cell: Look) -> str:
    """Return an empty table; all lines and paddings are those of one cell."""
    drawn = f'w:val="single" w:sz="{max(2, round(cell.border * 8))}" w:space="0" w:color="000000"'
    line = drawn if cell.border else 'w:val="none"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    pads = dict.fromkeys(("top", "bottom"), cell.pad_above) | dict.fromkeys(
        ("left", "right"), cell.pad_beside
    )
    margins = "".join(
        f'<w:{side} w:w="{_twips(pads[side])}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
    )
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(map(_twips, widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _write_row(flow: "Flow", table: Any, row: Row, widths: Sequence[float], usual: Look) -> None:
    element = parse_xml(_row_xml(row, widths))
    table.append(element)
    column = 0
    for cell, target in zip(row.cells, element.tc_lst, strict=True):
        room = sum(widths[column : column + cell.columns]) - 2 * cell.look.pad_beside
        column += cell.columns
        frame = Frame(target, room)
        frame.space(cell.look.pad_above - usual.pad_above)
        _fill(flow, cell, frame)
    if row.kept:
        keep_with_next(paragraph for target in element.tc_lst for paragraph in target.p_lst)


def _fill(flow: "Flow", cell: Cell, frame: Frame) -> None:
    from reports.docx.flow import Spot

    spot = Spot(frame, style=cell.style)
    if cell.node is not None:
        flow.content(cell.node, dataclasses.replace(cell.look, height=0.0), spot)
    if not frame.last:
        flow.blank(cell.look.size, spot, growing=True)


def _row_xml(row: Row, widths: Sequence[float]) -> str:
    head = "<w:tblHeader/>" if row.heads else ""
    points = max(cell.look.height for cell in row.cells)
    height = f'<w:trHeight w:val="{_twips(points)}" w:hRule="atLeast"/>' if points else ""
    cells, column = [], 0
    for cell in row.cells:
        width = sum(widths[column : column + cell.columns])
        column += cell.columns
        cells.append(_cell_xml(cell, width))
    return f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell_xml(cell: Cell, width: float) -> str:
    columns = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    first = cell.node is not None and cell.rows > 1
    rows = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>" if cell.node is None else ""
    upright = f'<w:vAlign w:val="{cell.look.upright}"/>' if cell.look.upright else ""
    size = f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{columns}{rows}{upright}</w:tcPr><w:p/></w:tc>"
