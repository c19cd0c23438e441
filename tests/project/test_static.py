"""Static files and templates: nothing from outside, nothing inline, every icon there, digests true."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "project" / "static"
TEMPLATES = sorted(
    path
    for folder in ("project", "workflows", "forms", "reports")
    for path in (ROOT / folder).rglob("*.html")
    if "templates" in path.parts
)
PAGES = [path for path in TEMPLATES if "reports" not in path.relative_to(ROOT).parts[:1]]
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\b(src=|type=\"application/json\"))|javascript:", re.I
)
OUTSIDE = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//""")
SYMBOLS = set(
    re.findall(r'<symbol [^>]*id="([^"]+)"', (STATIC / "vendor/bootstrap-icons/icons.svg").read_text())
)
USED = re.compile(r'\{%\s*icon "([^"]+)"')


def test_vendored_files_are_those_that_are_listed():
    vendor = STATIC / "vendor"
    listed = dict(re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|$", (vendor / "VENDOR.md").read_text(), re.M))
    there = {str(p.relative_to(vendor)) for p in vendor.rglob("*") if p.is_file() and p.name != "VENDOR.md"}
    assert there == {name for name in listed if not name.startswith("..")}
    wrong = [
        name
        for name, digest in listed.items()
        if hashlib.sha256((vendor / name).read_bytes()).hexdigest() != digest
    ]
    assert wrong == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_fit_the_content_policy(path):
    text = path.read_text()
    assert INLINE.findall(text) == []
    assert OUTSIDE.findall(text) == []


def test_every_icon_that_a_template_names_is_in_the_sprite():
    used = {name for path in TEMPLATES for name in USED.findall(path.read_text())}
    assert used - SYMBOLS == set()


def test_own_styles_and_scripts_ask_no_outside_address():
    for path in (STATIC / "trang").iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import", text), path.name


def test_style_sheets_name_only_files_that_exist():
    sheet = STATIC / "trang" / "trang.css"
    names = re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    assert len(names) == 10
    assert [name for name in names if not (sheet.parent / name).resolve().is_file()] == []
