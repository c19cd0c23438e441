"""The first thing that does not fit."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import Error
from django.utils.translation import gettext as _


class Misfit(Exception):
    """Something of the trail does not fit; the message is one sentence that says what and where."""


def event_name(case: Any, seq: Any) -> str:
    """Return how sentences name an event."""
    return _("event %(seq)s of case %(case)s") % {"seq": seq, "case": case}


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turn whatever goes wrong while ``what`` is read into a misfit: spoilt bytes are one, too."""
    try:
        yield
    except (
        Error,
        sqlite3.Error,
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        RecursionError,
        OSError,
        SuspiciousOperation,
    ) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise Misfit(_("%(what)s cannot be read: %(why)s.") % {"what": what, "why": why}) from error
