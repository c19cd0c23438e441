"""So many at once and no more, over all processes of one machine.

A slot is a locked file: the kernel gives it back when its holder ends, in whatever way.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class NoneFree(Exception):
    """All slots are taken; whoever asked should come back later rather than wait in a line."""


class Slots:
    """``count`` slots in ``directory``, shared by everybody who names the same directory."""

    def __init__(self, directory: Path, count: int) -> None:
        self._paths = [directory / f"slot-{number}.lock" for number in range(count)]

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a slot while the body runs; raises ``NoneFree`` at once when there is none."""
        held = self._take()
        try:
            yield
        finally:
            held.close()

    def _take(self) -> IO[bytes]:
        for path in self._paths:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = path.open("ab")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                continue
            return file
        raise NoneFree
