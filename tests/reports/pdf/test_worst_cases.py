"""Papers at their worst: each is whole, inside its margins, with no letter on another, the signature in company.

A case is a kind of paper and a change of its standard record; another paper joins by cases of its own.
"""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from reports.documents.award_wording import Organizer
from reports.documents.parts import Recipient, Signer
from reports.docx.engine import write
from reports.pdf.engine import admit, page, render
from reports.pdf.errors import UncoveredCharacter
from tests.documents.measure import BOTTOM, LEFT, RIGHT, TOP, pages_of
from tests.documents.mutants import Press
from tests.reports.docx.conftest import WordFile

# A letter leans out of its box: italics at the margins, marks between lines.
LEAN = 0.6
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
LETTERS = f"{VOWELS}bcdđghklmnpqrstvx"
# At the edges of words stand letters that are not drawn closer to a space: there a justified line may lean out.
STACKED = " ".join(f"n{upper}{lower}n" for upper, lower in zip(LETTERS.upper(), LETTERS, strict=True))
LONG_TITLE = ("Nâng cao hiệu quả giải quyết thủ tục hành chính, phi địa giới, số hóa hồ sơ " * 4)[
    :300
].strip()


def title_of_300(compose):
    record = compose(contest_title=f"Cuộc thi {LONG_TITLE}"[:300].strip())
    return with_rows(record, [dataclasses.replace(row, title=LONG_TITLE) for row in rows_of(record)])


def rows_of(record):
    return [row for section in record.annex.sections for row in section.rows]


def with_rows(record, rows):
    """Return the decision with one section of these rows."""
    section = dataclasses.replace(record.annex.sections[0], rows=tuple(rows))
    return dataclasses.replace(record, annex=dataclasses.replace(record.annex, sections=(section,)))


def group_of_12(compose):
    record = compose()
    people = tuple(
        Recipient(
            name=f"Công Tằng Tôn Nữ Nguyễn Phúc Hư Cấu Thị Thứ {place}",
            post="Phó Trưởng phòng phụ trách Phòng Quản lý đô thị kiêm Tổ trưởng Tổ công tác chuyển đổi số, "
            "Ủy ban nhân dân phường Nguyễn Trung Trực",
        )
        for place in range(1, 13)
    )
    first, *others = rows_of(record)
    return with_rows(record, [dataclasses.replace(first, people=people), *others])


def annex_of(count):
    def make(compose):
        record = compose()
        rows = list(itertools.islice(itertools.cycle(rows_of(record)), count))
        return with_rows(record, [dataclasses.replace(row, index=place) for place, row in enumerate(rows, 1)])

    return make


def thirteen_digits(compose):
    record = compose()
    first, second, *_ = rows_of(record)
    return with_rows(
        record,
        [
            dataclasses.replace(first, money=4_888_888_888_888),
            dataclasses.replace(second, money=5_000_000_000_000),
        ],
    )


def every_letter(compose):
    record = compose()
    lower, upper = STACKED.lower(), STACKED.upper()
    row = dataclasses.replace(
        rows_of(record)[0],
        title=STACKED,
        people=(Recipient(name=upper[:100], post=STACKED),) * 2,
    )
    return dataclasses.replace(
        with_rows(record, [row]),
        issuing_body=(upper[:60], upper[60:120]), subject=f"{STACKED} {upper}",
        bases=(f"{STACKED} {upper} {lower};",), articles=((f"{STACKED} {upper} {lower}",), ("Hết./.",)),
        recipients=(STACKED, upper),
    )  # fmt: skip


def two_posts(compose):
    return compose(
        signer=Signer(
            authority="KT. TRƯỞNG BAN", position="PHÓ TRƯỞNG BAN THƯỜNG TRỰC", full_name="Nguyễn Văn Ký",
            other_posts=(
                "PHÓ CHỦ TỊCH THƯỜNG TRỰC ỦY BAN NHÂN DÂN QUẬN",
                "CHỦ TỊCH HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
            ),
        )
    )  # fmt: skip


def body_with_parent(compose):
    record = compose(signer=Signer(position="GIÁM ĐỐC", full_name="Nguyễn Văn Ký"))
    return dataclasses.replace(
        record, parent_body="ỦY BAN NHÂN DÂN THÀNH PHỐ HƯ CẤU",
        issuing_body=("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG VÀ CHUYỂN ĐỔI SỐ",), symbol="QĐ-TTPVHCC&CĐS",
    )  # fmt: skip


def ward_of_2025(compose):
    """Return a decision of a ward that came to be on 1 July 2025: names and laws are the caller's."""
    return compose(
        organizer=Organizer(
            name="Ủy ban nhân dân phường Hư Cấu", short="UBND phường Hư Cấu", level="commune",
            place_name="Hư Cấu", symbol="QĐ-UBND",
        ),
        contest_title="Cuộc thi Ý tưởng cải cách hành chính phường Hư Cấu năm 2025",
        legal_bases=(
            "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        ),
        recipients=("Thường trực Đảng ủy, HĐND phường (để báo cáo)",), drafter="VHXH", day=date(2025, 9, 5), number=5,
    )  # fmt: skip


CASES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "award decision, titles of 300 characters": ("award_decision", title_of_300),
    "award decision, a group of 12 with long names": ("award_decision", group_of_12),
    "award decision, 300 rows": ("award_decision", annex_of(300)),
    "award decision, 1 row": ("award_decision", annex_of(1)),
    "award decision, 13 digits of money": ("award_decision", thirteen_digits),
    "award decision, every letter with every mark": ("award_decision", every_letter),
    "award decision, a signer with two other posts": ("award_decision", two_posts),
    "award decision, a body with a parent": ("award_decision", body_with_parent),
    "award decision, a ward after July 2025": ("award_decision", ward_of_2025),
}


@dataclasses.dataclass(frozen=True)
class Made:
    """One case: its record, the page it is made of, its measured pages."""

    kind: str
    record: Any
    body: Any
    pages: list[Any]


def made_of(kind, record, pages):
    return Made(kind, record, ElementTree.fromstring(page(kind, record)).find("body"), pages)


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES.keys())
def made(request, compose):
    kind, make = request.param
    record = admit(kind, make(compose))
    return made_of(kind, record, pages_of(render(kind, record).pdf))


def counted(text):
    """Return how often each letter is in a text; line breaks may stand anywhere."""
    return Counter("".join(text.split()))


def repeated(made):
    """Return the letters that stand on further pages again: the headings of tables."""
    again = Counter()
    for head in ("".join(head.itertext()) for head in made.body.iter("thead")):
        headed = [sheet for sheet in made.pages if any(line.text == head.split()[0] for line in sheet.lines)]
        again += Counter({letter: count * (len(headed) - 1) for letter, count in counted(head).items()})
    return again


def difference(made):
    """Return the letters that are lost and those that nobody wrote."""
    letters = [one.char for sheet in made.pages for line in sheet.in_area() for one in line.letters]
    printed = counted("".join(letters).replace("\ufffe", "-"))
    expected = counted("".join(made.body.itertext())) + repeated(made)
    return {"lost": expected - printed, "added": printed - expected}


def outside(made):
    """Return the lines that reach into a margin."""
    return [line.text for sheet in made.pages for line in sheet.in_area() if not fits(line, sheet)]


def fits(line, sheet):
    return (
        line.left >= LEFT - LEAN
        and line.right <= sheet.width - RIGHT + LEAN
        and min(letter.top for letter in line.letters) >= TOP - LEAN
        and max(letter.bottom for letter in line.letters) <= sheet.height - BOTTOM + LEAN
    )


def touching(made):
    return [pair for sheet in made.pages for pair in sheet.collisions()]


def crossed(made):
    return [pair for sheet in made.pages for pair in sheet.crossings()]


def beside_the_name(made):
    """Return the text of the page that the signer's name is on."""
    pages = [" ".join(line.text for line in sheet.lines) for sheet in made.pages]
    [found] = [text for text in pages if made.record.signer.full_name in text]
    return found


def test_nothing_is_lost_and_nothing_added(made):
    assert difference(made) == {"lost": Counter(), "added": Counter()}


def test_nothing_is_outside_the_margins(made):
    assert not outside(made)


def test_no_letter_touches_another_line(made):
    assert not touching(made)


def test_no_letter_crosses_a_line_of_a_table(made):
    assert not crossed(made)


def test_the_signature_has_company(made):
    text = beside_the_name(made)
    assert all(part in text for part in ("./.", "Nơi nhận:", made.record.signer.position))


def test_the_word_file_holds_the_same(made):
    words = WordFile(write(made.kind, made.record)).words()
    assert counted("".join(words)) == counted("".join(made.body.itertext()))


@pytest.fixture(scope="module")
def spoilt(compose, tmp_path_factory):
    """Return a maker of the standard decision by a style sheet with something added."""
    press, record = Press(tmp_path_factory.mktemp("styles")), compose()
    return lambda css: made_of("award_decision", record, press.pages("award_decision", record, css))


@pytest.mark.parametrize(
    ("css", "check"),
    [
        (".note { display: none }", lambda made: difference(made)["lost"]),
        (".note::after { content: 'x' }", lambda made: difference(made)["added"]),
        (".text { margin-right: -3mm }", outside),
        (".recipients p { position: relative; left: -2mm }", outside),
        (".annex { margin-top: -2mm }", outside),
        (".basis { line-height: .7 }", touching),
        (".c-money { width: 12mm }", crossed),
        (".foot { break-before: page }", lambda made: "./." not in beside_the_name(made)),
    ],
)
def test_each_check_finds_what_it_looks_for(spoilt, css, check):
    assert not check(spoilt(""))
    assert check(spoilt(css))


@pytest.mark.parametrize("char", ["ȸ", "ж", "🏆"])
def test_a_character_that_the_font_lacks_is_named_with_its_place(compose, char):
    record = compose()
    first, *others = rows_of(record)
    people = (Recipient(name=f"Nguyễn {char} Ký"),)
    with pytest.raises(
        UncoveredCharacter, match=f"“{char}” .U.*row 1, person 1, the name.*Nguyễn {char} Ký.*plain"
    ):
        render("award_decision", with_rows(record, [dataclasses.replace(first, people=people), *others]))
