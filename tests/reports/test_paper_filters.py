"""Numbers of papers stay whole; nothing of a text becomes markup."""

import time

import pytest

from reports.templatetags.papers import headline, whole


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Không có số", "Không có số"),
        (
            "Quyết định số 512/QĐ-UBND ngày 30/7/2024.",
            'Quyết định số <span class="whole">512/QĐ-UBND</span> ngày 30/7/2024.',
        ),
        ("98/2023/NĐ-CP;", '<span class="whole">98/2023/NĐ-CP;</span>'),
        ("(Số 1/TTr-NV)", '(Số <span class="whole">1/TTr-NV)</span>'),
        ("<b>1/A-B</b> & <i>", '<span class="whole">&lt;b&gt;1/A-B&lt;/b&gt;</span> &amp; &lt;i&gt;'),
    ],
)
def test_a_number_is_kept_on_one_line(text, html):
    assert whole(text) == html


SPAN = '<span class="whole">{}</span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (
            "trên địa bàn quận Ba Đình năm 2024",
            f"trên địa bàn quận {SPAN.format('Ba Đình')} {SPAN.format('năm 2024')}",
        ),
        ("Cuộc thi Tìm kiếm", "Cuộc thi Tìm kiếm"),
        ("Hà Nội, Ba Đình", f"{SPAN.format('Hà Nội,')} {SPAN.format('Ba Đình')}"),
        ("CUỘC THI Ý TƯỞNG", "CUỘC THI Ý TƯỞNG"),
        ("số 5/QĐ-X", f"số {SPAN.format('5/QĐ-X')}"),
        ("<b> & Ba Đình", f"&lt;b&gt; &amp; {SPAN.format('Ba Đình')}"),
    ],
)
def test_a_name_and_a_year_are_not_torn_apart_in_a_headline(text, html):
    assert headline(text) == html


@pytest.mark.parametrize("text", ["1/" + "A-" * 900, "1/" * 1000, "Dài" * 600, "Tên" * 12 + " Tên Tên"])
def test_what_is_longer_than_a_line_may_break_and_costs_no_time(text):
    start = time.perf_counter()
    pages = [whole(text), headline(text)]
    assert time.perf_counter() - start < 0.5
    longest = [len(part.partition("</span>")[0]) for page in pages for part in page.split('"whole">')[1:]]
    assert max(longest, default=0) <= 40
