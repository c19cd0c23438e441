"""Measures of a finished page, taken by another library than the one that wrote it.

Millimetres from the upper left corner of the sheet; the text area is what the margins leave.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

MM = 72 / 25.4
# A line of Times New Roman set single is this many times its size.
SINGLE = 1.149
SAME_LINE = 0.3
TOP, RIGHT, BOTTOM, LEFT = 20.0, 15.0, 20.0, 30.0


@dataclass(frozen=True)
class Letter:
    """One character: its box, where it stands on the line, face and size, its ink (left, top, right, bottom)."""

    char: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    face: str
    size: float
    ink: tuple[float, float, float, float]


@dataclass(frozen=True)
class Line:
    """Letters of one line side by side."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.char for letter in self.letters).strip()

    @property
    def left(self) -> float:
        return min(letter.left for letter in self.letters if not letter.char.isspace())

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters if not letter.char.isspace())

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def base(self) -> float:
        return self.letters[0].base

    @property
    def size(self) -> float:
        return self.letters[0].size

    def cut(self, text: str) -> "Line":
        """Return the part of the line that says ``text``, in whatever case."""
        whole = "".join(letter.char for letter in self.letters)
        start = whole.index(text) if text in whole else whole.casefold().index(text.casefold())
        return Line(self.letters[start : start + len(text)])

    def any_face(self, mark: str) -> set[bool]:
        """Return whether letters are set in a face of such a name: True, False or both."""
        return {mark in letter.face for letter in self.letters if not letter.char.isspace()}


@dataclass(frozen=True)
class Rule:
    """A horizontal line that is drawn."""

    left: float
    right: float
    top: float


@dataclass(frozen=True)
class Wall:
    """A vertical line that is drawn."""

    at: float
    top: float
    bottom: float


class Page:
    """One page of a PDF."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = (side / MM for side in page.get_size())
        self.lines = list(_lines(list(_letters(page, self.height))))
        self.rules = sorted(_rules(page, self.height), key=lambda rule: rule.top)
        self.walls = list(_walls(page, self.height))

    def place(self, text: str) -> int:
        """Return which line holds ``text``, if need be in another case."""
        found = [place for place, line in enumerate(self.lines) if text in line.text]
        small = text.casefold()
        found += [place for place, line in enumerate(self.lines) if small in line.text.casefold()]
        assert found, f"{text!r} is not on one line of the page"
        return found[0]

    def line(self, text: str) -> Line:
        """Return the part of a line that says ``text``."""
        return self.lines[self.place(text)].cut(text)

    def next(self, text: str, step: int = 1) -> Line:
        """Return the line that follows in the file, or one further on or back."""
        return self.lines[self.place(text) + step]

    def rule_below(self, line: Line) -> Rule:
        """Return the first rule under a line of text."""
        return next(
            rule
            for rule in self.rules
            if rule.top > line.base and rule.left < line.right and rule.right > line.left
        )

    def x(self, value: float) -> float:
        """Return a place as a part of the width between the margins."""
        return (value - LEFT) / (self.width - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Return a place as a part of the height between the margins."""
        return (value - TOP) / (self.height - TOP - BOTTOM)

    def collisions(self) -> Iterator[tuple[Letter, Letter]]:
        """Yield pairs of letters of two lines whose ink meets."""
        inked = sorted((one for line in self.lines for one in line.letters), key=lambda one: one.ink[1])
        for place, one in enumerate(inked):
            for other in inked[place + 1 :]:
                if other.ink[1] >= one.ink[3]:
                    break
                if (
                    abs(one.base - other.base) > SAME_LINE
                    and one.ink[0] < other.ink[2]
                    and other.ink[0] < one.ink[2]
                ):
                    yield one, other

    def crossings(self) -> Iterator[tuple[Letter, "Wall"]]:
        """Yield letters that a vertical line goes through."""
        for wall in self.walls:
            for line in self.lines:
                if wall.top < line.base < wall.bottom and line.left < wall.at < line.right:
                    yield from ((one, wall) for one in line.letters if one.ink[0] < wall.at < one.ink[2])

    def in_margin(self) -> list[Line]:
        """Return what stands above the text area."""
        return [line for line in self.lines if line.base < TOP]

    def in_area(self) -> list[Line]:
        return [line for line in self.lines if line.base >= TOP and line.text]


def _letters(page: pypdfium2.PdfPage, height: float) -> Iterator[Letter]:
    words = page.get_textpage()
    matrix, name, flags = raw.FS_MATRIX(), ctypes.create_string_buffer(100), ctypes.c_int()
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(words.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(words.raw, place))
        if char in "\r\n":
            continue
        left, bottom, right, top = words.get_charbox(place, loose=True)
        raw.FPDFText_GetMatrix(words.raw, place, matrix)
        raw.FPDFText_GetFontInfo(words.raw, place, name, 100, flags)
        raw.FPDFText_GetCharOrigin(words.raw, place, x, y)
        ink = words.get_charbox(place)
        yield Letter(
            char=char, left=left / MM, right=right / MM, top=height - top / MM, bottom=height - bottom / MM,
            base=height - y.value / MM, face=name.value.decode(),
            size=round(raw.FPDFText_GetFontSize(words.raw, place) * abs(matrix.d), 2),
            ink=(ink[0] / MM, height - ink[3] / MM, ink[2] / MM, height - ink[1] / MM),
        )  # fmt: skip


def _lines(letters: list[Letter]) -> Iterator[Line]:
    """Yield the lines; a new one begins where the base moves, or with a gap of a column."""
    line: list[Letter] = []
    for letter in letters:
        if line and (abs(letter.base - line[-1].base) > SAME_LINE or letter.left - line[-1].right > 8):
            yield Line(tuple(line))
            line = []
        line.append(letter)
    if line:
        yield Line(tuple(line))


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (side / MM for side in drawn.get_bounds())
        if right - left > 3 and top - bottom < 2:
            yield Rule(left, right, height - bottom)


def _walls(page: pypdfium2.PdfPage, height: float) -> Iterator[Wall]:
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (side / MM for side in drawn.get_bounds())
        if top - bottom > 3 and right - left < 2:
            yield Wall((left + right) / 2, height - top, height - bottom)


def _longest(page: Page, text: str) -> Line:
    """Return the longest line of the block of one face that ends with the line of ``text``."""
    last = page.place(text)
    block = [page.lines[last]]
    for line in reversed(page.lines[:last]):
        same = line.letters[0].face == block[-1].letters[0].face and line.size == block[-1].size
        if not same or block[-1].base - line.base > line.size / MM * 1.5:
            break
        block.append(line)
    return max(block, key=lambda line: line.right - line.left)


def rule_share(page: Page, text: str) -> float:
    """Return the length of the rule below a block of text as a part of its longest line."""
    rule, line = page.rule_below(page.line(text)), _longest(page, text)
    return (rule.right - rule.left) / (line.right - line.left)


def rule_shift(page: Page, text: str) -> float:
    """Return how far the middle of the rule is from that of the text, in millimetres."""
    rule = page.rule_below(page.line(text))
    return abs((rule.left + rule.right) / 2 - page.line(text).middle)


def pitch(page: Page, text: str) -> float:
    """Return the distance to the next line as a multiple of single spacing."""
    line, below = page.line(text), page.next(text)
    return (below.base - line.base) * MM / (below.size * SINGLE)


def gap_above(page: Page, text: str) -> float:
    """Return the points between a paragraph and the one above, beyond the distance of lines in that one."""
    place = page.place(text)
    line, above, before = page.lines[place], page.lines[place - 1], page.lines[place - 2]
    return (line.base - above.base - (above.base - before.base)) * MM


def letter_case(page: Page, text: str) -> str:
    """Return upper, title (each word), sentence (the first) or lower."""
    words = [word for word in page.line(text).text.split() if word[0].isalpha()]
    if all(word.isupper() for word in words):
        return "upper"
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return "title"
    return "sentence" if words[0][0].isupper() else "lower"


def style(page: Page, text: str) -> str:
    """Return upright, bold, italic or bold italic; mixed if the text has several."""
    line = page.line(text)
    bold, italic = line.any_face("Bold"), line.any_face("Italic")
    if len(bold) > 1 or len(italic) > 1:
        return "mixed"
    return " ".join(["bold"] * (bold == {True}) + ["italic"] * (italic == {True})) or "upright"


def number_in_margin(page: Page, _text: str) -> str:
    return " ".join(line.text for line in page.in_margin())


def level(page: Page, text: str) -> float:
    """Return how far two texts, written ``one | other``, are from standing on one line, in millimetres."""
    one, other = (page.line(part) for part in text.split(" | "))
    return abs(one.base - other.base)


def axis(page: Page, text: str) -> float:
    """Return how far the middles of two texts are from each other, in millimetres."""
    one, other = (page.line(part) for part in text.split(" | "))
    return abs(one.middle - other.middle)


def line_of(page: Page, text: str) -> Line:
    """Return the whole line that ``text`` stands on."""
    return page.lines[page.place(text)]


def last_words(page: Page, text: str) -> str:
    """Return the last two letters of the line of ``text``."""
    return line_of(page, text).text[-1]


Measure = Callable[[Page, str], float | str]
MEASURES: dict[str, Measure] = {
    "paper": lambda page, _: f"{page.width:.0f}x{page.height:.0f}",
    "left margin": lambda page, _: min(line.left for line in page.in_area()),
    "right margin": lambda page, _: page.width - max(line.right for line in page.in_area()),
    "top margin": lambda page, _: min(letter.top for line in page.in_area() for letter in line.letters),
    "bottom margin": lambda page, _: (
        page.height - max(x.bottom for line in page.in_area() for x in line.letters)
    ),
    "in the upper margin": number_in_margin,
    "size": lambda page, text: page.line(text).size,
    "style": style,
    "case": letter_case,
    "width": lambda page, text: page.line(text).right - page.line(text).left,
    "middle x": lambda page, text: page.x(page.line(text).middle),
    "left x": lambda page, text: page.x(line_of(page, text).left),
    "right x": lambda page, text: page.x(line_of(page, text).right),
    "y": lambda page, text: page.y(page.line(text).base),
    "indent": lambda page, text: line_of(page, text).left - LEFT,
    "rule share": rule_share,
    "rule shift": rule_shift,
    "pitch": pitch,
    "gap above": gap_above,
    "level": level,
    "axis": axis,
    "ends with": last_words,
}


def pages_of(pdf: bytes) -> list[Page]:
    """Return the measured pages of a file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [Page(page) for page in document]
    finally:
        document.close()
