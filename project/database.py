"""Which database the environment names, and one sentence for each way in which it cannot be had.

The address is read before there are settings; whether the database answers is asked only after something
has failed, so commands that need none (rehearse, check) never wait for it.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection

LOCALE = Path(__file__).resolve().parent / "locale"
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
# with two slashes SQLite's first directory would be taken for a host and dropped
BEGINNINGS = {"sqlite:///": SQLITE, "postgres://": POSTGRESQL, "postgresql://": POSTGRESQL}


class OddAddress(ImproperlyConfigured):
    """DATABASE_URL names no database that Trạng runs on; the message is one sentence for the operator."""


def _(text: str) -> str:
    """Translate before there are settings: this is about what they are read from."""
    return gettext.translation("django", LOCALE, ["vi"], fallback=True).gettext(text)


def named(url: str | None, default: Path) -> dict[str, Any]:
    """Return Django's words for the database at `url`; the SQLite file `default` where none is named.

    Raises:
        OddAddress: `url` is no address of a database that Trạng runs on. It is not repeated in the
            sentence, because a password may stand in it.
    """
    if not url:
        return {"ENGINE": SQLITE, "NAME": str(default)}
    found = _parsed(url)
    if found.get("NAME") in (None, "", ":memory:"):
        raise OddAddress(
            _("DATABASE_URL must read sqlite:////absolute/path or postgres://user:password@host:port/name.")
        )
    return found


def _parsed(url: str) -> dict[str, Any]:
    """Return what `url` says; nothing when it is of another kind or cannot be read."""
    engine = next((BEGINNINGS[beginning] for beginning in BEGINNINGS if url.startswith(beginning)), None)
    try:
        return environ.Env.db_url_config(url, engine=engine) if engine else {}
    except ValueError:
        return {}


@contextmanager
def said_plainly() -> Iterator[None]:
    """End with one sentence when the database cannot be had; every other error goes on as it is."""
    try:
        yield
    except OddAddress as odd:
        raise SystemExit(str(odd))
    except Error:
        sentence = unreachable()
        if sentence is None:
            raise
        raise SystemExit(sentence)


def unreachable() -> str | None:
    """Return why the database cannot be opened now; None when it can."""
    connection.close()
    try:
        connection.ensure_connection()
    except Error as error:
        return _("The database %(name)s cannot be opened: %(reason)s; see DATABASE_URL.") % {
            "name": connection.settings_dict["NAME"],
            "reason": _reason(error),
        }
    return None


def _reason(error: Error) -> str:
    """The drivers say several lines, of which the first tells what happened."""
    directory = Path(str(connection.settings_dict["NAME"])).parent
    if connection.vendor == "sqlite" and not directory.is_dir():
        return _("there is no directory %(path)s") % {"path": directory}
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
