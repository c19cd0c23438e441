"""Numbers of papers stay whole; nothing of a text becomes markup."""

import pytest

from reports.templatetags.papers import whole


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Không có số", "Không có số"),
        (
            "Quyết định số 512/QĐ-UBND ngày 30/7/2024.",
            'Quyết định số <span class="whole">512/QĐ-UBND</span> ngày 30/7/2024.',
        ),
        ("98/2023/NĐ-CP;", '<span class="whole">98/2023/NĐ-CP</span>;'),
        ("(Số 1/TTr-NV)", '(Số <span class="whole">1/TTr-NV</span>)'),
        ("<b>1/A-B</b> & <i>", '<span class="whole">&lt;b&gt;1/A-B&lt;/b&gt;</span> &amp; &lt;i&gt;'),
    ],
)
def test_a_number_is_kept_on_one_line(text, html):
    assert whole(text) == html
