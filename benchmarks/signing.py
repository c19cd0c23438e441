"""Two signatures on a decision: ours against pyHanko's default for the same pictures and certificates.

Run ``.venv/bin/python benchmarks/signing.py [ROUNDS]``. Both sides sign the same file, person first, then the
agency's seal, from the PKCS#12 bytes, and take turns in one process; the order changes every round. Times are
CPU seconds. The default is ``SimpleSigner`` with ``sign_pdf`` as in pyHanko's manual, its signers kept.
"""

import gc
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

# The product's modules are found and set up first.
# ruff: noqa: E402
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle

from benchmarks.decision_pdf import KIND, decision
from reports.pdf.authority import DemoAuthority, open_authority
from reports.pdf.engine import render
from reports.pdf.fields import Role
from reports.pdf.sign import Seat, sign
from reports.pdf.stamps import demo_seal, demo_signature

AT = datetime(2024, 7, 30, 3, tzinfo=UTC)
LOOP = 5
PERSON = Seat("sign", demo_signature("Nguyễn Văn Ký"))
AGENCY = Seat("seal", demo_seal("ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"), Role.AGENCY)


def ours(pdf: bytes, authority: DemoAuthority) -> bytes:
    """Sign as the product does."""
    return sign(sign(pdf, authority.person, PERSON, at=AT), authority.agency, AGENCY, at=AT)


def default(pdf: bytes, both: list[signers.SimpleSigner]) -> bytes:
    """Sign as pyHanko's manual says."""
    for signer, seat in zip(both, (PERSON, AGENCY), strict=True):
        meta = signers.PdfSignatureMetadata(
            field_name=seat.field,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=seat.role is Role.PERSON,
        )
        picture = PdfImage(Image.open(io.BytesIO(seat.picture)))
        style = StaticStampStyle(background=picture, background_opacity=1, border_width=0)
        pen = signers.PdfSigner(meta, signer, stamp_style=style)
        pdf = pen.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()
    return pdf


def seconds(act: Callable[[], object]) -> float:
    """Return the CPU seconds of one paper in a loop of ``LOOP``, its garbage counted."""
    gc.collect()
    start = time.process_time()
    for _ in range(LOOP):
        act()
    return (time.process_time() - start) / LOOP


def compare(sides: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the CPU seconds of each side, taking turns."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for act in sides.values():
        act()
    for turn in range(rounds):
        for name in sorted(sides, reverse=bool(turn % 2)):
            times[name].append(seconds(sides[name]))
    return times


def main(rounds: int) -> None:
    """Print medians, spread and ratio."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "demo"
        authority = open_authority(place, at=AT)
        both = [signers.SimpleSigner.load_pkcs12(place / f"{name}.p12") for name in ("person", "agency")]
    pdf = render(KIND, decision(), fields=True).pdf
    times = compare({"default": lambda: default(pdf, both), "ours": lambda: ours(pdf, authority)}, rounds)
    print(f"{len(pdf):,} bytes, two signatures, {rounds} rounds of {LOOP} papers, CPU seconds a paper")
    for name, values in times.items():
        print(
            f"{name:8} median {statistics.median(values):.3f}  min {min(values):.3f}  max {max(values):.3f}"
        )
    pairs = [one / other for one, other in zip(times["ours"], times["default"], strict=True)]
    print(f"ratio    median {statistics.median(pairs):.2f}  (ours / default)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
