"""How long the live preview of a draft takes: without annex, and with an annex of 24 rows.

Run ``.venv/bin/python benchmarks/preview.py [ROUNDS]``. Timed is what the server does between a whole form
and the answer: the pages as PDF with their watermark, then the first pages as pictures, and all pages.
Medians of a warm process. Nothing here waits for anything, so processor time is what a person waits on a
machine that is not busy; it is what the limits (300 ms, 1 s) are held against. Wall time stands beside it.
"""

import dataclasses
import statistics
import sys
import time
from typing import Any

# it sets the product up; in this directory, like every script of this kind
from decision_pdf import KIND, decision

from reports.pdf import engine, pictures

FIRST_PAGES = 2
LIMITS = {"without annex": 0.3, "24 rows": 1.0}


def without_annex() -> Any:
    """Return the sample decision whose list is empty: it prints no annex."""
    record = decision()
    return dataclasses.replace(record, annex=dataclasses.replace(record.annex, sections=()))


def seconds(record: Any, most: int | None) -> tuple[float, float]:
    """Return processor time and wall time of one preview."""
    processor, wall = time.process_time(), time.perf_counter()
    rendered = engine.render(KIND, record, preview=True)
    for picture in pictures.pictures_of(rendered.pdf, most)[0]:
        assert picture.uri
    return time.process_time() - processor, time.perf_counter() - wall


def main(rounds: int) -> None:
    """Print a line for each case."""
    for name, record in (("without annex", without_annex()), ("24 rows", decision())):
        for words, most in (("first pages", FIRST_PAGES), ("all pages", None)):
            seconds(record, most)
            pairs = [seconds(record, most) for _round in range(rounds)]
            processor, wall = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
            verdict = "ok" if processor <= LIMITS[name] * 1000 else "TOO SLOW"
            print(f"{name:14} {words:12} processor {processor:5.0f} ms, wall {wall:5.0f} ms  {verdict}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
