"""Decision of 2 pages with an annex of 24 rows: our engine against plain WeasyPrint.

Run ``.venv/bin/python benchmarks/decision_pdf.py [ROUNDS]``. Both sides make the
same pages from the same HTML and style sheet in loops of five documents, taking
turns in one process; the order changes every round. Times are CPU seconds, so a busy
machine changes them little. Plain means ``HTML(string=…).write_pdf()`` with the
style sheet and fonts inside the page and the machine's own font settings, as a
plain loop would have it; it makes no archive file, the engine does.
"""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

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

from reports.documents.award_decision import AwardDecisionRecord
from reports.documents.award_wording import compose_award_decision
from reports.documents.parts import Recipient, Signer
from reports.documents.prize_wording import Prize, Winner
from reports.documents.wording import Organizer, Reference
from reports.pdf.engine import admit, page, render
from reports.pdf.renderer import STYLES
from reports.pdf.text import FONTS

KIND = AwardDecisionRecord.KIND
ROWS = 24
LOOP = 5


def reference(data: dict[str, str]) -> Reference:
    """Return a cited paper."""
    return Reference(**{**data, "issued_on": date.fromisoformat(data["issued_on"])})


def winners(data: dict[str, Any]) -> tuple[Winner, ...]:
    """Return the winners of one prize, one person each."""
    return tuple(
        Winner(kind="individual", people=(Recipient(**one["people"][0]),), title=one["title"])
        for one in data["winners"]
    )


def decision() -> AwardDecisionRecord:
    """Return the sample decision with its annex filled up to 24 rows."""
    data = json.loads((ROOT / "tests" / "data" / "award_decision.json").read_text(encoding="utf-8"))
    data.pop("about")
    given = {name: reference(data.pop(name)) for name in ("plan", "minutes", "proposal")}
    prizes = tuple(Prize(**{**prize, "winners": winners(prize)}) for prize in data.pop("prizes"))
    record = compose_award_decision(
        **data | given | {"prizes": prizes, "day": date.fromisoformat(data["day"])}
        | {"organizer": Organizer(**data["organizer"]), "signer": Signer(**data["signer"])}
    )  # fmt: skip
    [section] = record.annex.sections
    rows = tuple(replace(section.rows[n % len(section.rows)], index=n + 1) for n in range(ROWS))
    return replace(record, annex=replace(record.annex, sections=(replace(section, rows=rows),)))


def plain_page(record: AwardDecisionRecord) -> str:
    """Return the same HTML with the style sheet inside and the fonts as files."""
    style = (STYLES / f"{record.layout_profile}.css").read_text(encoding="utf-8")
    style = style.replace("asset:", f"{FONTS.as_uri()}/")
    return page(KIND, record).replace("</head>", f"<style>{style}</style></head>")


def plain(html: str) -> bytes:
    """Render as somebody does who has read one page of the manual."""
    import weasyprint

    ours = os.environ.pop("FONTCONFIG_FILE")
    try:
        return bytes(weasyprint.HTML(string=html).write_pdf())
    finally:
        os.environ["FONTCONFIG_FILE"] = ours


def seconds(act: Callable[[], object]) -> float:
    """Return the CPU seconds of one document in a loop of ``LOOP``, its garbage counted."""
    gc.collect()
    start = time.process_time()
    for _ in range(LOOP):
        act()
    return (time.process_time() - start) / LOOP


def compare(record: AwardDecisionRecord, rounds: int) -> dict[str, list[float]]:
    """Return the CPU seconds of each side, taking turns."""
    sides: dict[str, Callable[[], object]] = {
        "plain": lambda: plain(plain_page(record)),
        "engine": lambda: render(KIND, record),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for act in sides.values():
        act()
    for turn in range(rounds):
        for name in sorted(sides, reverse=bool(turn % 2)):
            times[name].append(seconds(sides[name]))
    return times


def main(rounds: int) -> None:
    """Print medians, spread and ratio."""
    record = admit(KIND, decision())
    size = f"{render(KIND, record).pages} pages, {record.total_rows} rows"
    print(f"{size}, {rounds} rounds of {LOOP} documents, CPU seconds a document")
    times = compare(record, rounds)
    for name, values in times.items():
        print(
            f"{name:7} median {statistics.median(values):.3f}  min {min(values):.3f}  max {max(values):.3f}"
        )
    pairs = [one / other for one, other in zip(times["plain"], times["engine"], strict=True)]
    print(f"ratio   median {statistics.median(pairs):.2f}  (plain / engine; the engine also embeds its data)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
