"""Empty signature fields at the rooms that a paper leaves for its signatures.

A room is an element whose id is one of ``ROOMS``. Each room gets a field for its person; the room of
who signs for the agency gets a second one for the agency's seal (Decree 30/2020, Annex I: the seal is red,
of its real size, and covers about a third of the signature on its left). PDF/UA wants each field inside a
Form tag and PDF/A wants it to have an appearance, so both are made with the page, not when it is signed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pydyf  # type: ignore[import-untyped]

# In the order of reading; the seal goes to the first of SEALED that the paper has.
ROOMS = ("sign", "sign-left", "sign-right", "sign-1", "sign-2", "sign-3")
SEALED = ("sign", "sign-right", "sign-3", "sign-2", "sign-1", "sign-left")
SEAL = "seal"

MILLIMETRE = 72 / 25.4
SEAL_SIDE = 36 * MILLIMETRE
SIGNATURE = (50 * MILLIMETRE, 22 * MILLIMETRE)
COVERED = 1 / 3
EDGE = 5 * MILLIMETRE
# A CSS pixel in points
PIXEL = 0.75

# An HTML element that no template uses: its tag marks the rooms among the tags that WeasyPrint makes.
_MARK, _MARKED = "main", "/Part"

Box = tuple[float, float, float, float]
Finisher = Callable[[Any, Any], None]


class Role(StrEnum):
    """Who signs: a person, or the agency by its seal."""

    PERSON = "person"
    AGENCY = "agency"


@dataclass(frozen=True)
class Field:
    """One empty signature field.

    ``page`` counts from 1; ``box`` is left, bottom, right, top in points from the page's lower left corner.
    """

    name: str
    role: Role
    page: int
    box: Box


class NoSeats:
    """A file without signature fields: for the pen, or never signed."""

    fields: tuple[Field, ...] = ()

    def then(self, finish: Finisher) -> Finisher:
        """Return ``finish`` as it is."""
        return finish


class Seats(NoSeats):
    """The signature fields of one laid-out document; take it before the document is written."""

    def __init__(self, document: Any) -> None:
        self._rooms = [
            (name, page, box) for page, sheet in enumerate(document.pages, 1) for name, box in _rooms(sheet)
        ]
        names = [name for name, _, _ in self._rooms]
        self._sealed = next((name for name in SEALED if name in names), None)
        self._by_room = [list(self._fields(room, document)) for room in self._rooms]
        self.fields = tuple(field for fields in self._by_room for field in fields)

    def _fields(self, room: tuple[str, int, Any], document: Any) -> Iterator[Field]:
        name, page, _box = room
        place = signature_box(document.pages[page - 1].anchors[name], document.pages[page - 1].height)
        yield Field(name=name, role=Role.PERSON, page=page, box=place)
        if name == self._sealed:
            yield Field(name=SEAL, role=Role.AGENCY, page=page, box=seal_box(place))

    def then(self, finish: Finisher) -> Finisher:
        """Return a finisher that writes the fields and goes on with ``finish``."""
        for _name, _page, box in self._rooms:
            box.element_tag = _MARK

        def write(document: Any, pdf: Any) -> None:
            _Writer(pdf).write(self._by_room)
            finish(document, pdf)

        return write


def _rooms(page: Any) -> Iterator[tuple[str, Any]]:
    """Yield the id and the box of each room of a WeasyPrint page; an id counts once."""
    seen = set()
    for box in page._page_box.descendants():
        name = box.element.get("id") if box.element is not None else None
        if name in ROOMS and name not in seen:
            seen.add(name)
            yield name, box


def signature_box(room: Box, height: float) -> Box:
    """Return the place of a signature's picture: in the middle of its room.

    ``room`` is left, top, right, bottom and ``height`` the page's, in CSS pixels.
    """
    left, top, right, bottom = (PIXEL * edge for edge in room)
    wide, high = min(SIGNATURE[0], right - left), min(SIGNATURE[1], bottom - top)
    middle, centre = (left + right) / 2, PIXEL * height - (top + bottom) / 2
    return _rounded(middle - wide / 2, centre - high / 2, middle + wide / 2, centre + high / 2)


def seal_box(signature: Box) -> Box:
    """Return the place of the seal: over the left third of the signature, but on the page."""
    left, bottom, right, top = signature
    start = max(EDGE, left + COVERED * (right - left) - SEAL_SIDE)
    low = max(EDGE, (bottom + top - SEAL_SIDE) / 2)
    return _rounded(start, low, start + SEAL_SIDE, low + SEAL_SIDE)


def _rounded(*edges: float) -> Box:
    left, bottom, right, top = (round(edge, 2) for edge in edges)
    return left, bottom, right, top


class _Writer:
    """Writes the fields of one file into what WeasyPrint has made."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        tree = self._object(pdf.catalog["StructTreeRoot"])
        self._parents = self._object(tree["ParentTree"])["Nums"]
        self._tags = [item for item in pdf.objects if isinstance(item, dict) and item.get("S") == _MARKED]

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _add(self, item: Any) -> Any:
        self._pdf.add_object(item)
        return item

    def write(self, by_room: list[list[Field]]) -> None:
        """Write the fields of each room into the tag of the room."""
        widgets = pydyf.Array()
        for tag, fields in zip(self._tags, by_room, strict=True):
            tag["S"] = "/Div"
            widgets += [self._write(tag, field) for field in fields]
        if widgets:
            self._pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": widgets})

    def _write(self, tag: Any, field: Field) -> Any:
        page = self._object(self._pdf.page_references[field.page - 1])
        widget = self._add(self._widget(field))
        widget["P"] = page.reference
        page.setdefault("Annots", pydyf.Array()).append(widget.reference)
        form = self._form(tag, widget, page)
        widget["StructParent"] = self._parents[-2] + 1
        self._parents += [widget["StructParent"], form.reference]
        return widget.reference

    def _widget(self, field: Field) -> Any:
        left, bottom, right, top = field.box
        bounds = pydyf.Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
        blank = self._add(pydyf.Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": bounds}))
        return pydyf.Dictionary({
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(field.name),
            "TU": pydyf.String(_spoken(field)),
            "Rect": pydyf.Array(field.box),
            # to be printed, not to be moved
            "F": 4 + 128,
            "AP": pydyf.Dictionary({"N": blank.reference}),
        })  # fmt: skip

    def _form(self, tag: Any, widget: Any, page: Any) -> Any:
        link = self._add(pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page.reference}))
        form = self._add(pydyf.Dictionary({
            "Type": "/StructElem",
            "S": "/Form",
            # not in a list: pyHanko knows a signed field again only where the Form has this one child
            "K": link.reference,
            "Pg": page.reference,
            "P": tag.reference,
        }))  # fmt: skip
        tag["K"].append(form.reference)
        return form


def _spoken(field: Field) -> str:
    """Return what a reader says for the field."""
    if field.role is Role.AGENCY:
        return "Dấu và chữ ký số của cơ quan"
    return "Chữ ký số của người ký" if field.name == ROOMS[0] else f"Chữ ký số của người ký ({field.name})"
