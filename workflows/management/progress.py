"""A progress bar for commands: on stderr, only where somebody sees it."""

import sys
from types import TracebackType
from typing import TextIO

from workflows import clock

WIDTH = 30
REDRAW_SECONDS = 0.1


class ProgressBar:
    """Shows how much of ``total`` is done; used as a context.

    ``shown`` forces the bar on or off; ``None`` shows it when ``stream`` is a terminal.
    """

    def __init__(
        self, label: str, total: int, *, shown: bool | None = None, stream: TextIO | None = None
    ) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() if shown is None else shown
        self._label, self._total, self._done = label, total, 0
        self._began = self._drawn = clock.machine_now()

    def __enter__(self) -> "ProgressBar":
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draw()
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()

    def advance(self, count: int = 1) -> None:
        """Note that ``count`` more are done."""
        self._done += count
        now = clock.machine_now()
        if (now - self._drawn).total_seconds() >= REDRAW_SECONDS:
            self._drawn = now
            self._draw()

    def _draw(self) -> None:
        if not self._shown:
            return
        part = min(self._done / self._total, 1.0) if self._total else 1.0
        bar = ("█" * round(part * WIDTH)).ljust(WIDTH, "░")
        seconds = (clock.machine_now() - self._began).total_seconds()
        self._stream.write(f"\r{self._label} {bar} {part:4.0%} {self._done}/{self._total} {seconds:.0f} s")
        self._stream.flush()
