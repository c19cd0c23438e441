"""The mark of a transition that only the gate may call."""

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from django_fsm import RETURN_VALUE, FSMField, transition

from workflows.errors import OutsideTheGate
from workflows.models.case import Case
from workflows.models.constant_sql import fetch

_open: ContextVar[bool] = ContextVar("gate_open", default=False)


@contextmanager
def gate_open() -> Iterator[None]:
    """Let the body call transition methods; used by the gate alone."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def gated(
    field: FSMField,
    source: Sequence[str] | str,
    target: Any = None,
    conditions: Sequence[Callable[[Any], bool]] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a transition of ``field`` that raises :class:`OutsideTheGate` outside the gate.

    ``target`` ``None`` keeps the state; a list of states means that the method returns one of them.
    """

    def declare(method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
            if not _open.get():
                raise OutsideTheGate(f"{type(self).__name__}.{method.__name__} is called by the gate alone")
            return method(self, *args, **kwargs)

        to = RETURN_VALUE(*target) if isinstance(target, list) else target
        mark = transition(field=field, source=source, target=to, conditions=list(conditions))
        marked: Callable[..., Any] = mark(guarded)
        return marked

    return declare


class CaseSubject(models.Model):
    """What a verb can act on: it belongs to a case and counts its versions."""

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    noun: str
    state: Any
    read_in: object = None
    """The act under way in which this copy was read with its case locked; see ``transition.vouch``."""
    case: Case

    @classmethod
    def read(cls, pk: int) -> Self:
        """Return the subject as it stands now, with its contest."""
        return fetch(cls, pk, "contest")

    def missing_for(self, verb: str) -> list[str]:
        """List what is missing before ``verb`` can be done; shown on the page, asked by the gate."""
        return []
