"""Papers in number: two render processes against a plain WeasyPrint loop, in seconds on the clock.

Run ``.venv/bin/python benchmarks/batch.py [COUNT] [PROCESSES]`` (200, 2). The loop makes COUNT certificates
and COUNT decisions (two pages, an annex of 24 rows) one after another, as ``benchmarks/certificates.py`` and
``benchmarks/decision_pdf.py`` say; the pool makes the same ones, and the pages of both are counted. Both are
warm: the first document of each process is not timed. It is wall time, so other work on the machine counts.
"""

import io
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

# The product's modules are found first; the first of the two sets them up.
# ruff: noqa: E402
import pypdfium2

from benchmarks import certificates, decision_pdf
from reports.documents.record import to_plain
from reports.pdf.engine import admit
from reports.pdf.pool import RenderPool

Record = Any


def records(count: int) -> dict[str, tuple[Any, list[Record]]]:
    """Return module and records of each kind, every record another one."""
    decision = decision_pdf.decision()
    decisions = [replace(decision, number=place + 1) for place in range(count)]
    sheets = [certificates.certificate(place) for place in range(count)]
    both = ((certificates, sheets), (decision_pdf, decisions))
    return {module.KIND: (module, [admit(module.KIND, one) for one in some]) for module, some in both}


def in_a_loop(module: Any, some: list[Record]) -> tuple[float, int]:
    """Return the seconds of the plain loop over all but the first, and how many pages it made."""

    def make(record: Record) -> bytes:
        return bytes(module.plain(module.plain_page(record)))

    make(some[0])
    return _timed(lambda: list(map(make, some[1:])))


def in_a_pool(module: Any, some: list[Record], processes: int) -> tuple[float, int]:
    """Return the same of the product's render processes, as many threads asking."""

    def make(record: Record) -> bytes:
        return pool.render(module.KIND, to_plain(record)).pdf

    with RenderPool(processes) as pool, ThreadPoolExecutor(processes) as threads:
        list(threads.map(make, [some[0]] * processes))  # every process has loaded its libraries
        return _timed(lambda: list(threads.map(make, some[1:])))


def _timed(make_all: Callable[[], list[bytes]]) -> tuple[float, int]:
    start = time.perf_counter()
    files = make_all()
    seconds = time.perf_counter() - start
    return seconds, sum(map(_pages, files))


def _pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return len(document)


def compare(count: int, processes: int, say: Callable[[str], object] = print) -> None:
    """Print seconds, documents a second and the ratio of each kind."""
    say(f"{count} documents of each kind, {processes} render processes, {os.cpu_count()} cores, wall time")
    for kind, (module, some) in records(count + 1).items():
        loop, pages_of_loop = in_a_loop(module, some)
        pool, pages = in_a_pool(module, some, processes)
        if pages != pages_of_loop:
            raise SystemExit(f"{kind}: the loop made {pages_of_loop} pages, the pool {pages}")
        for name, seconds in (("plain loop", loop), ("pool", pool)):
            say(f"{kind:15} {name:10} {seconds:7.1f} s  {count / seconds:6.1f} a second")
        say(f"{kind:15} ratio      {loop / pool:7.2f}  ({pages} pages)")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    compare(*(given + [200, 2][len(given) :]))
