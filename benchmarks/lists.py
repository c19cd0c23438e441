"""Inbox and queue of an officer with 1,000 and with 100,000 open cases.

Run ``.venv/bin/python benchmarks/lists.py [MANY [ROUNDS]]``. Fills two databases with ``seed_load`` and asks
for the whole pages with the test client, the two databases taking turns in one process; says statements,
bytes, the median time of each, and how many times as long the larger one takes.
"""

import html
import re
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# The settings are chosen first.
# ruff: noqa: E402
from benchmarks import stage

DIRECTORY = stage.set_up()

from django.db import connection
from django.test.utils import CaptureQueriesContext

from workflows.models import grants

FEW, MANY, ROUNDS = 1_000, 100_000, 10
IN_A_ROW = 5
PAGES = {
    "queue": "/queue/",
    "queue, second page": "",
    "queue, one step": "/queue/?step=prescreen",
    "queue, newest first": "/queue/?sort=-arrived",
    "queue, by code": "/queue/?sort=code",
    "queue, search": "/queue/?q=tai-0500",
    "inbox": "/inbox/",
}


class Side:
    """One database: its file and the officer's client."""

    def __init__(self, cases: int) -> None:
        self.cases, self.file = cases, str(DIRECTORY / f"cases-{cases}.sqlite3")
        self.open()
        start = time.perf_counter()
        stage.fill(cases)
        self.seconds = time.perf_counter() - start
        self.client = stage.officer_client()

    def open(self) -> None:
        """Connect to this database."""
        connection.close()
        connection.settings_dict["NAME"] = self.file
        connection.ensure_connection()
        grants.forget()

    def get(self, address: str) -> Any:
        """Return the page at ``address``."""
        response = self.client.get(address)
        assert response.status_code == 200, response.status_code
        return response

    def second_page(self) -> str:
        """Return the address of the queue's second page."""
        link = re.search(r'href="(\?after=[^"]*)"', self.get("/queue/").content.decode())
        assert link is not None
        return f"/queue/{html.unescape(link[1])}"

    def times(self, address: str) -> list[float]:
        """Return the milliseconds of some visits, the first one not counted."""
        self.open()
        self.get(address)
        found = []
        for _visit in range(IN_A_ROW):
            start = time.perf_counter()
            self.get(address)
            found.append((time.perf_counter() - start) * 1000)
        return found


def measure(sides: list[Side], addresses: list[str], rounds: int) -> list[float]:
    """Return the median milliseconds of each side."""
    found: list[list[float]] = [[] for _side in sides]
    for turn in range(rounds):
        for number in (0, 1) if turn % 2 else (1, 0):
            found[number] += sides[number].times(addresses[number])
    return [statistics.median(times) for times in found]


def weigh(side: Side, address: str) -> tuple[int, int]:
    """Return statements and bytes of the page."""
    side.open()
    side.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = side.get(address)
    return len(queries), len(response.content)


def main(many: int, rounds: int) -> None:
    """Print one line per page."""
    sides = [Side(FEW), Side(many)]
    for side in sides:
        print(f"seed_load --cases {side.cases}: {side.seconds:.0f} s (migration and static files included)")
    head = f"{'statements':>11}{'bytes':>8}{f'ms at {FEW:,}':>13}{f'ms at {many:,}':>15}{'ratio':>7}"
    print(f"{'':21}{head}")
    for name, address in PAGES.items():
        addresses = []
        for side in sides:
            side.open()
            addresses.append(address or side.second_page())
        few, lots = measure(sides, addresses, rounds)
        statements, size = weigh(sides[1], addresses[1])
        print(f"{name:21}{statements:11}{size:8}{few:13.1f}{lots:15.1f}{lots / few:7.2f}")


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:]]
    main(*(arguments + [MANY, ROUNDS][len(arguments) :]))
