"""The refusals of the product: each is one sentence that says what is wrong and what to do."""

from collections.abc import Sequence
from typing import Any


class TransitionRefused(Exception):
    """An act that the gate refuses; nothing has been changed.

    Attributes:
        code: stable name of the refusal, for tests and the audit trail.
        sentence: what the person reads (translated when shown).
        recorded: whether the trail already knows of the attempt.
        status: the HTTP status of the page that shows it.
    """

    status = 409

    def __init__(self, code: str, sentence: Any, *, status: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.recorded = False
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        return str(self.sentence)


class Forbidden(TransitionRefused):
    """The person has no right to this act on this case."""

    status = 403


class InputRefused(TransitionRefused):
    """What was typed cannot be taken; ``field`` names the form field."""

    status = 422

    def __init__(self, code: str, sentence: Any, *, field: str | None = None) -> None:
        super().__init__(code, sentence)
        self.field = field


class Incomplete(TransitionRefused):
    """The content is not ready; ``missing`` lists what is missing."""

    def __init__(self, code: str, sentence: Any, missing: Sequence[Any]) -> None:
        super().__init__(code, sentence)
        self.missing = list(missing)


class OutsideTheGate(RuntimeError):
    """A transition method was called by something else than the gate: a programming error."""
