"""Which kinds of background work there are, and what a job may carry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

Payload = dict[str, Any]
Run = Callable[[Payload, Callable[[], None]], Mapping[str, Any]]

_WORD = re.compile(r"[A-Za-z0-9_.:/-]{0,100}")


class JobRefused(Exception):
    """A job cannot succeed however often it is tried; the message is one sentence for who looks after it."""


class JobDeferred(Exception):
    """A job waits for others; it is started again in a while, and the start is not counted as an attempt.

    The message says what it waits for.
    """


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of work.

    ``path`` names a function ``run(payload, heartbeat) -> dict``. It must be idempotent: a worker may die
    after the effect and before the row says so, and then it runs again. It calls ``heartbeat()`` between
    steps, which raises ``JobLost`` once the job is no longer its own; ``JobRefused`` ends the job for good,
    ``JobDeferred`` has it wait for others, any other exception has it tried again. The dict is kept as the
    job's result.

    ``attempts`` is how often it is started at most; ``quiet`` how many seconds may pass between two calls of
    ``heartbeat`` before the job counts as hanging and is given to somebody else.
    """

    name: str
    path: str
    label: Any
    attempts: int = 5
    quiet: float = 300.0

    def function(self) -> Run:
        """Return the function; raises ``ImportError`` when it is gone."""
        found: Run = import_string(self.path)
        return found


KINDS: tuple[Kind, ...] = (
    Kind(
        name="spelling_mail",
        path="workflows.domain.spelling_link.send",
        label=_("Link to confirm the spelling of names"),
    ),
    Kind(
        name="output",
        path="workflows.steps.output_jobs.make_output",
        label=_("Certificates, letters and the print file"),
    ),
)
"""The kinds of the product."""


def known() -> dict[str, Kind]:
    """Return every kind by name: the product's, and those of ``settings.JOB_KINDS`` (dicts of ``Kind``)."""
    more = (Kind(**given) for given in getattr(settings, "JOB_KINDS", ()))
    return {kind.name: kind for kind in (*KINDS, *more)}


def kind_of(name: str) -> Kind:
    """Return the kind called ``name``.

    Raises:
        KeyError: there is none; a programming error where something is enqueued.
    """
    return known()[name]


def check_payload(payload: Payload) -> Payload:
    """Return ``payload`` when it holds nothing but keys of rows and code words.

    The table of jobs is read by administrators and kept for long: no name, no text of a person may enter.

    Raises:
        ValueError: something else is in it.
    """
    for name, value in payload.items():
        items = value if isinstance(value, list) else [value]
        if not all(_is_plain(item) for item in items):
            raise ValueError(f"a job carries keys and code words only, not {name}={value!r}")
    return payload


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return _WORD.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int)
