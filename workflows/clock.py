"""The one clock: every other module asks the time here and nowhere else.

``now()`` is the clock of the case: deadlines, states and documents live by it, and only a
database marked *demo* may move it. ``machine_now()`` is the machine's own time, which nothing
moves; the audit trail keeps both.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_moment: datetime | None = None
_may_move: Callable[[], bool] | None = None


class ClockLocked(RuntimeError):
    """The clock of a real installation cannot be moved."""


def register_guard(may_move: Callable[[], bool]) -> None:
    """Name the function that says whether this database's clock may be moved."""
    global _may_move
    _may_move = may_move


def machine_now() -> datetime:
    """Return the machine's time (aware, UTC)."""
    return datetime.now(tz=UTC)


def now() -> datetime:
    """Return the time of the case (aware, UTC)."""
    return _moment if _moment is not None else machine_now()


def today() -> date:
    """Return today's date where the offices are."""
    return now().astimezone(LOCAL_ZONE).date()


def local(moment: datetime) -> datetime:
    """Return ``moment`` in the offices' time zone."""
    return moment.astimezone(LOCAL_ZONE)


def move_to(moment: datetime | None) -> None:
    """Set the clock of the case to ``moment``; ``None`` lets it run with the machine again.

    Raises:
        ClockLocked: the database is not marked demo.
    """
    global _moment
    if moment is not None and (_may_move is None or not _may_move()):
        raise ClockLocked("Only a demo database can move its clock.")
    _moment = moment.astimezone(UTC) if moment is not None else None


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Run the body at ``moment`` and set the clock back afterwards."""
    before = _moment
    move_to(moment)
    try:
        yield
    finally:
        move_to(before)
