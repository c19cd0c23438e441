"""Certificates one after another: our engine against a plain WeasyPrint loop.

Run ``.venv/bin/python benchmarks/certificates.py [ROUNDS] [LOOP]``. Both sides make the same sheets from the
same HTML and style sheet in loops of LOOP certificates (20), each for another person, taking turns in one
process; the order changes every round. Times are CPU seconds, so a busy machine changes them little. Plain
means ``HTML(string=…).write_pdf()`` with style sheet and fonts inside the page, the border as a picture and
the machine's own font settings, as a plain loop would have it; it makes no archive file, the engine does.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

# The product's modules are found and set up first.
# ruff: noqa: E402
import django
from django.conf import settings

TEMPLATES = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
if not settings.configured:
    settings.configure(INSTALLED_APPS=["reports"], TEMPLATES=[TEMPLATES])
    django.setup()

from reports.documents.certificate import MERIT, CertificateRecord, compose_certificate
from reports.documents.parts import Signer
from reports.pdf.backdrop import DRAWINGS
from reports.pdf.engine import admit, page, render
from reports.pdf.renderer import STYLES
from reports.pdf.text import FONTS

KIND = CertificateRecord.KIND
BORDER = ".border { position: fixed; z-index: -1; left: -31mm; top: -21mm; width: 297mm; height: 210mm }"


def certificate(place: int) -> CertificateRecord:
    """Return the certificate of one of many fictional people."""
    return compose_certificate(
        issuer="Chủ tịch Ủy ban nhân dân quận Ba Đình",
        form=MERIT,
        recipient=f"Nguyễn Thị Minh Họa {place}",
        posts=("Công chức Tư pháp - Hộ tịch, UBND phường Kim Mã",),
        prize="Giải Khuyến khích",
        contest_title="Cuộc thi Tìm kiếm ý tưởng, giải pháp cải cách hành chính trên địa bàn quận Ba Đình",
        entry_title="Giải quyết ngay thủ tục chứng thực, hộ tịch trong ngày tại Bộ phận Một cửa phường",
        place="Ba Đình",
        symbol="QĐ-UBND",
        signer=Signer(position="CHỦ TỊCH", full_name="Nguyễn Văn Ký"),
        number=512,
        day=date(2024, 7, 30),
    )


def plain_page(record: CertificateRecord) -> str:
    """Return the same HTML with the style sheet inside, the fonts and the border as files."""
    style = (STYLES / f"{record.layout_profile}.css").read_text(encoding="utf-8")
    style = style.replace("asset:", f"{FONTS.as_uri()}/")
    border = f'<img class="border" src="{(DRAWINGS / "certificate.svg").as_uri()}" />'
    html = page(KIND, record).replace("</head>", f"<style>{style}{BORDER}</style></head>")
    return html.replace("</body>", f"{border}</body>")


def plain(html: str) -> bytes:
    """Render as somebody does who has read one page of the manual."""
    import weasyprint

    ours = os.environ.pop("FONTCONFIG_FILE")
    try:
        return bytes(weasyprint.HTML(string=html).write_pdf())
    finally:
        os.environ["FONTCONFIG_FILE"] = ours


def seconds(act: Callable[[CertificateRecord], object], records: list[CertificateRecord]) -> float:
    """Return the CPU seconds of one certificate in a loop over ``records``, its garbage counted."""
    gc.collect()
    start = time.process_time()
    for record in records:
        act(record)
    return (time.process_time() - start) / len(records)


def compare(records: list[CertificateRecord], rounds: int) -> dict[str, list[float]]:
    """Return the CPU seconds of each side, taking turns."""
    sides: dict[str, Callable[[CertificateRecord], object]] = {
        "plain": lambda record: plain(plain_page(record)),
        "engine": lambda record: render(KIND, record),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for act in sides.values():
        act(records[0])
    for turn in range(rounds):
        for name in sorted(sides, reverse=bool(turn % 2)):
            times[name].append(seconds(sides[name], records))
    return times


def main(rounds: int, loop: int) -> None:
    """Print medians, spread and ratio."""
    records = [admit(KIND, certificate(place)) for place in range(loop)]
    print(f"{rounds} rounds of {loop} certificates, CPU seconds a certificate")
    times = compare(records, rounds)
    for name, values in times.items():
        spread = f"min {min(values):.4f}  max {max(values):.4f}"
        print(f"{name:7} median {statistics.median(values):.4f}  {spread}")
    pairs = [one / other for one, other in zip(times["plain"], times["engine"], strict=True)]
    print(f"ratio   median {statistics.median(pairs):.2f}  (plain / engine; the engine also embeds its data)")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    main(*(given + [5, 20][len(given) :]))
