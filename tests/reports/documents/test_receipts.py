"""Words of the receipts."""

from datetime import UTC, datetime

import pytest

from reports.documents.receipts import authors_line, exact_moment, size_of


def test_a_moment_is_exact_to_the_second_in_vietnamese_time():
    moment = datetime(2024, 1, 31, 17, 0, 7, 999_999, tzinfo=UTC)
    assert exact_moment(moment) == ("00 giờ 00 phút 07 giây, ngày 01 tháng 02 năm 2024 (giờ Việt Nam, UTC+7)")


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        exact_moment(datetime(2024, 1, 31))


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (0, "0 byte"),
        (1_023, "1.023 byte"),
        (1_024, "1,0 KB (1.024 byte)"),
        (1_234_567, "1,2 MB (1.234.567 byte)"),
        (2_147_483_648, "2,0 GB (2.147.483.648 byte)"),
    ],
)
def test_a_size_is_readable_and_exact(octets, text):
    assert size_of(octets) == text


@pytest.mark.parametrize(
    ("names", "line"),
    [((), ""), (("A",), "A"), (("A", "B", "C"), "A (người đại diện), B, C")],
)
def test_the_representative_is_marked_in_a_group(names, line):
    assert authors_line(names) == line
