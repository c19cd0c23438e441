"""Text of users that tries to fetch, to embed or to break the page."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from reports.documents.parts import Recipient
from reports.documents.prize_list import Row
from reports.documents.record import from_plain, to_plain
from reports.pdf.engine import render
from reports.pdf.errors import BlockedResource, DocumentTooLarge, LayoutFailed

SECRET = "bi-mat-khong-duoc-lo"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{}</svg>"
PAYLOADS = {
    "picture": '<img src="{http}"/>',
    "stylesheet": '<link rel="stylesheet" href="{http}"/>',
    "import": '<style>@import url("{http}");</style>',
    "background": '<style>body{background:url("{http}")}</style>',
    "object": '<object data="{http}" type="image/png"></object>',
    "font": '<style>@font-face{font-family:z;src:url("{http}")}p{font-family:z}</style><p>z</p>',
    "base": '<base href="{http}/"/><img src="x.png"/>',
    "content": '<style>p::before{content:url("{http}")}</style><p>x</p>',
    "svg image": SVG.format('<image xlink:href="{http}" width="9" height="9"/>'),
    "svg in data": "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{http}'/%3E%3C/svg%3E\"/>",
    "link attachment": '<link rel="attachment" href="{file}"/>',
    "anchor attachment": '<a rel="attachment" href="{file}">x</a>',
    "http attachment": '<link rel="attachment" href="{http}"/><a rel="attachment" href="{http}">x</a>',
    "xml entity": "<img src=\"data:image/svg+xml,%3C!DOCTYPE s [%3C!ENTITY x SYSTEM '{file}'%3E]%3E%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext y='9'%3E%26x;%3C/text%3E%3C/svg%3E\"/>",
}


class Listener(BaseHTTPRequestHandler):
    """Counts every request and serves the secret."""

    def do_GET(self):
        self.server.hits.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def listener():
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        server.hits = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def machine():
    """Return the bare renderer, behind the templates."""
    from reports.pdf.renderer import Renderer

    return Renderer()


@pytest.fixture
def payload(request, listener, tmp_path):
    """Return the attack with live addresses; the secret lies in the file and behind the address."""
    listener.hits.clear()
    target = tmp_path / "secret.txt"
    target.write_text(SECRET)
    http = f"http://127.0.0.1:{listener.server_port}/x"
    return PAYLOADS[request.param].replace("{http}", http).replace("{file}", target.as_uri())


def page_of(body):
    """Return a page with raw markup in it, as if a template had let it through."""
    head = "<head><title>x</title></head>"
    return f'<!DOCTYPE html><html lang="vi">{head}<body>{body}</body></html>'


def everywhere(record, text):
    """Return the record with ``text`` as every text of it but the language and layout."""

    def fill(value, key=""):
        if isinstance(value, dict):
            return {name: fill(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [fill(item, key) for item in value[:1]]
        kept = key in ("language", "layout_profile", "date")
        return text if isinstance(value, str) and not kept else value

    return from_plain(type(record), fill(to_plain(record)))


def test_the_listener_would_notice(listener):
    """Plain WeasyPrint does ask: the counter and the attacks are live."""
    import weasyprint

    listener.hits.clear()
    http = f"http://127.0.0.1:{listener.server_port}/x"
    pdf = weasyprint.HTML(string=PAYLOADS["http attachment"].replace("{http}", http)).write_pdf()
    assert listener.hits
    assert b"/EmbeddedFile" in pdf


@pytest.mark.parametrize("payload", PAYLOADS, indirect=True)
def test_markup_in_any_field_is_only_text(payload, listener, decision, open_pdf, everything_in):
    done = render("award_decision", everywhere(decision, payload))
    assert listener.hits == []
    with open_pdf(done.pdf) as file:
        printed = "".join("".join(file.texts()).split())
        assert printed.count("".join(payload.split())) >= 6
        assert list(file.attachments()) == ["quyet-dinh.json", "quyet-dinh.xml"]
    assert SECRET.encode() not in everything_in(done.pdf)


@pytest.mark.parametrize("payload", PAYLOADS, indirect=True)
def test_even_raw_markup_fetches_nothing(machine, payload, listener, everything_in):
    """The second wall: should markup ever slip through a template, the renderer refuses."""
    pdf = b""
    with suppress(BlockedResource):
        pdf = machine.render(page_of(payload), "nd30").pdf
    assert listener.hits == []
    assert SECRET.encode() not in everything_in(pdf)
    assert b"/EmbeddedFile" not in pdf


def test_raw_attacks_are_reported_and_not_only_ignored(machine):
    for name in ("picture", "stylesheet", "background", "link attachment", "svg image", "svg in data"):
        html = (
            PAYLOADS[name].replace("{http}", "http://127.0.0.1:1/x").replace("{file}", "file:///etc/hostname")
        )
        with pytest.raises(BlockedResource, match="outside resource"):
            machine.render(page_of(html), "nd30")


@pytest.mark.parametrize("markup", ["<p>x", "<p>a</b></p>", "<p>\x00</p>", "<p>&nbsp;</p>", ""])
def test_markup_that_is_not_well_formed_makes_no_file(machine, markup):
    with pytest.raises(LayoutFailed):
        machine.render(page_of(markup) if markup else "", "nd30")


def test_entities_are_not_unfolded(machine, open_pdf):
    """A doctype of an attacker's own would need to come first; even then expat's own limits hold."""
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi")
    )
    with pytest.raises(LayoutFailed):
        machine.render(
            f"{bomb}]><html lang='vi'><head><title>x</title></head><body>&i;</body></html>", "nd30"
        )


def test_a_page_that_is_too_large_is_refused(machine):
    from reports.pdf.text import MAX_HTML

    with pytest.raises(DocumentTooLarge, match="HTML"):
        machine.render("x" * (MAX_HTML + 1), "nd30")


def test_a_page_that_cannot_be_laid_out_is_said_so(machine):
    with pytest.raises(LayoutFailed, match="could not be laid out"):
        machine.render(page_of("<div>" * 500 + "x" + "</div>" * 500), "nd30")


def test_awkward_text_does_not_break_the_table(decision, open_pdf):
    row = Row(
        index=1, people=(Recipient(name="&lt;b&gt; {{ x }} {% y %}", post="A" * 300),), title="x" * 1500,
        prize="Giải", money=1,
    )  # fmt: skip
    [section] = decision.annex.sections
    plain = to_plain(decision)
    plain["annex"]["sections"] = [to_plain(section) | {"rows": [to_plain(row)]}]
    with open_pdf(render("award_decision", from_plain(type(decision), plain)).pdf) as file:
        annex = " ".join(file.texts()[2:])
        assert "&lt;b&gt; {{ x }} {% y %}" in annex
        assert "".join(annex.split()).count("x") >= 1500
        for page in range(3, len(file.texts()) + 1):
            assert file.picture(page, 40).crop((0, 0, 40, 320)).getextrema() == (255, 255)
