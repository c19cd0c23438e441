"""The line above a signature is taken apart and put together without a letter lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.vietnamese.signing_line import SigningLine, parse, stands_in


@pytest.mark.parametrize(
    ("line", "mode", "body", "is_stand_in"),
    [
        ("KT. CHỦ TỊCH", "KT.", "CHỦ TỊCH", True),
        ("TM. ỦY BAN NHÂN DÂN", "TM.", "ỦY BAN NHÂN DÂN", False),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "TM.", "ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", True),
        ("TL. CHỦ TỊCH", "TL.", "CHỦ TỊCH", True),
        ("TUQ. CHỦ TỊCH", "TUQ.", "CHỦ TỊCH", True),
        ("Q. GIÁM ĐỐC", "Q.", "GIÁM ĐỐC", True),
        ("TM. ỦY BAN NHÂN DÂN Q. BA ĐÌNH", "TM.", "ỦY BAN NHÂN DÂN Q. BA ĐÌNH", False),
        ("CHỦ TỊCH", "", "CHỦ TỊCH", False),
        ("TM.", "TM.", "", False),
        ("", "", "", False),
        (None, "", "", False),
    ],
)
def test_lines_of_the_decree(line, mode, body, is_stand_in):
    assert parse(line) == SigningLine(mode, body)
    assert stands_in(line) is is_stand_in


@given(st.text(alphabet="KTLMUQ. ABC", max_size=20).map(lambda text: " ".join(text.split())))
def test_what_is_taken_apart_reads_the_same_put_together(line):
    assert str(parse(line)) == line
