"""What the papers share: who signs, who is named, how the number stands in the head."""

from dataclasses import dataclass

from workflows.vietnamese.numbers import document_number

# Room for the clerk's pen where no number has been taken yet.
NUMBER_BLANK = "\u00a0" * 8


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: ``authority`` is ``KT. CHỦ TỊCH`` for a deputy, else None."""

    position: str
    full_name: str
    authority: str | None = None
    other_posts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One person of a row; ``post`` is post and unit in one line."""

    name: str
    post: str = ""


def printed_number(number: int | None, symbol: str) -> str:
    """Return number and symbol as the head shows them, with room for the clerk's pen where none is taken."""
    return f"{NUMBER_BLANK if number is None else document_number(number)}/{symbol}"
