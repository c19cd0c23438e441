"""A record as XML: every value, escaped, the same text every time."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import ClassVar
from xml.etree import ElementTree

from reports.documents.metadata import TYPE_NAMES, metadata_of
from reports.documents.parts import Signer
from reports.documents.record_xml import to_xml

CHAIR = Signer(position="CHỦ TỌA", full_name="Nguyễn Văn Tọa")
CLERK = Signer(position="THƯ KÝ", full_name="Trần Thị Ghi")


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """A paper with two signers and few fields."""

    TYPE_NAME: ClassVar[str] = "Biên bản"

    title: str = 'Họp <kín> & "chấm"'
    votes: tuple[int, ...] = (3, 4)
    held: bool = True
    place: str | None = None
    signers: tuple[Signer, ...] = (CLERK, CHAIR)
    date: datetime.date | None = datetime.date(2024, 7, 9)
    language: str = "vi"
    layout_profile: str = "nd30"


def read(record):
    return ElementTree.fromstring(to_xml("minutes", record, 2))


def test_every_field_is_an_element_and_markup_stays_text():
    record = read(Minutes()).find("Record")
    assert [one.tag for one in record] == [field.name for field in dataclasses.fields(Minutes)]
    assert record.findtext("title") == Minutes().title
    assert [item.text for item in record.iterfind("votes/item")] == ["3", "4"]
    assert record.findtext("held") == "true"
    assert record.find("place").text is None
    assert record.findtext("date") == "2024-07-09"


def test_each_signer_is_named_in_order():
    found = read(Minutes()).iterfind("Metadata/SignerInfo")
    assert [(one.findtext("Position"), one.findtext("FullName")) for one in found] == [
        ("THƯ KÝ", "Trần Thị Ghi"),
        ("CHỦ TỌA", "Nguyễn Văn Tọa"),
    ]


def test_what_a_paper_does_not_have_is_left_out():
    assert dict(metadata_of(Minutes(date=None), 1)) == {
        "TypeName": "Biên bản", "Subject": Minutes().title, "Language": "Tiếng Việt", "PageAmount": "1",
    }  # fmt: skip


def test_the_symbol_names_the_type(decision):
    for abbreviation, name in TYPE_NAMES.items():
        record = dataclasses.replace(decision, symbol=f"{abbreviation}-UBND")
        assert ("TypeName", name) in metadata_of(record, 1)


def test_the_same_record_gives_the_same_text(decision):
    again = type(decision).from_json(decision.to_json())
    assert to_xml("award_decision", decision, 5) == to_xml("award_decision", again, 5)
    assert to_xml("award_decision", decision, 5) != to_xml("award_decision", decision, 6)
