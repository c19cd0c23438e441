"""Where the installation is reached from its own machine."""

import pytest

from project.addresses import bind, local_url


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "http://[::1]:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("192.0.2.4", "http://192.0.2.4:8000/"),
        ("thi.example.vn", "http://thi.example.vn:8000/"),
    ],
)
def test_a_browser_on_this_machine_opens_this(host, url):
    assert local_url(host, 8000) == url


def test_what_is_listened_on_stays_as_it_is():
    assert bind("0.0.0.0", 80) == "0.0.0.0:80"
    assert bind("::", 80) == "[::]:80"
