"""Memory of one render process over many documents.

Run ``.venv/bin/python benchmarks/memory.py [DOCUMENTS]`` (1000). One process makes the sample decision of
``decision_pdf.py`` again and again and, other than in the product, is not replaced after 500. Resident bytes
are what the kernel counts after each document. Fails when the process grew above 200 MB.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# sets Django up
from benchmarks.decision_pdf import KIND, decision
from reports.documents.record import to_plain
from reports.pdf.pool import RenderPool
from reports.pdf.process import RESIDENT

SHOWN = (1, 10, 100, 250, 500, 750, 1000)


def main(documents: int) -> None:
    """Print how much the process holds along the way."""
    plain = to_plain(decision())
    with RenderPool(documents=documents + 1) as pool:
        [process] = pool.processes
        start = time.perf_counter()
        most = 0
        for number in range(1, documents + 1):
            pages = pool.render(KIND, plain).pages
            most = max(most, process.resident)
            if number in SHOWN or number == documents:
                print(f"{number:5} documents of {pages} pages: {process.resident / 1e6:.1f} MB")
        seconds = time.perf_counter() - start
    print(f"most {most / 1e6:.1f} MB, {seconds / documents:.3f} s a document")
    if most > RESIDENT:
        raise SystemExit(f"more than {RESIDENT / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
