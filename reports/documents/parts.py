"""What the papers share: head and foot, who signs, who is named, how a decision is built."""

import dataclasses
import datetime
import re
from dataclasses import dataclass
from typing import Any, Self

from reports.documents.record import from_json, to_json
from workflows.vietnamese.dates import blank_date, document_date, place_and_date
from workflows.vietnamese.numbers import LIST_POINTS, document_number, list_point

# Room for the clerk's pen where no number has been taken yet.
NUMBER_BLANK = "\u00a0" * 8

# Each authority stands on its own line: TM. ỦY BAN NHÂN DÂN, below it KT. CHỦ TỊCH (Decree 30/2020, 7a).
# “Q.” is left out: it also shortens the name of a district.
_NEXT_AUTHORITY = re.compile(r" (?=(?:KT|TL|TUQ)\. )")


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: ``authority`` is ``KT. CHỦ TỊCH`` for a deputy, else None."""

    position: str
    full_name: str
    authority: str | None = None
    other_posts: tuple[str, ...] = ()

    @property
    def authority_lines(self) -> tuple[str, ...]:
        """Return each authority by itself, in the order in which they are printed."""
        return tuple(_NEXT_AUTHORITY.split(self.authority)) if self.authority else ()


def on_behalf_of(body: str, signer: Signer) -> Signer:
    """Return the signer with ``TM.`` and the body in front of an authority of a deputy's own.

    ``TM. ỦY BAN NHÂN DÂN`` for the head of a collective body, ``TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH`` for a
    deputy (Decree 30/2020, Annex I, 7a).
    """
    own = signer.authority or ""
    if own.startswith("TM. "):
        return signer
    authority = f"TM. {body.upper()} {own.removeprefix('TM.').strip()}".strip()
    return dataclasses.replace(signer, authority=authority)


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One person of a row; ``post`` is post and unit in one line."""

    name: str
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Head and foot of a paper; ``number`` and ``date`` are None until it is issued."""

    parent_body: str | None
    issuing_body: tuple[str, ...]
    place: str
    number: int | None
    symbol: str
    date: datetime.date | None
    recipients: tuple[str, ...]
    signer: Signer
    language: str = "vi"
    layout_profile: str = "nd30"

    def to_json(self) -> str:
        """Return the canonical JSON of the record."""
        return to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the record that ``to_json`` wrote; ``RecordError`` on anything else."""
        return from_json(cls, text)

    def numbered(self, number: int, day: datetime.date) -> Self:
        """Return the same paper with the clerk's number and date."""
        return dataclasses.replace(self, number=number, date=day)


@dataclass(frozen=True, kw_only=True)
class Decision(Paper):
    """A decision: who decides, on which bases, in which articles (Decree 30/2020, Annex III, model 1.2)."""

    subject: str
    authority: str
    bases: tuple[str, ...]
    articles: tuple[tuple[str, ...], ...]


def printed_number(number: int | None, symbol: str) -> str:
    """Return number and symbol as the head shows them, with room for the clerk's pen where none is taken."""
    return f"{NUMBER_BLANK if number is None else document_number(number)}/{symbol}"


def head_context(paper: Paper) -> dict[str, Any]:
    """Return what ``parts/head.html`` prints of any paper, and the author that its file names."""
    return {
        "record": paper,
        "number": printed_number(paper.number, paper.symbol),
        "place_and_date": place_and_date(paper.place, paper.date),
        "author": " ".join(paper.issuing_body),
    }


def decision_context(record: Decision) -> dict[str, Any]:
    """Return what ``parts/decision.html`` prints."""
    title = f"Quyết định {record.subject[:1].lower()}{record.subject[1:]}"
    return head_context(record) | {"title": title, "author": record.authority}


def attached_to(paper: Paper, kind: str, issuer: str) -> str:
    """Return the italic line that ties an annex to its paper; ``kind`` is ``Quyết định`` or ``Tờ trình``."""
    number = "…" if paper.number is None else document_number(paper.number)
    day = document_date(paper.date) if paper.date else blank_date()
    return f"(Kèm theo {kind} số {number}/{paper.symbol} {day} của {issuer})"


def dashes(lines: tuple[str, ...]) -> list[str]:
    """Return the lines as a list of a paper: ``- …;``, the last one with a full stop."""
    return _ended([f"- {line}" for line in lines])


def points(lines: tuple[str, ...]) -> list[str]:
    """Return the lines as points ``a) …;``, the last one with a full stop; dashes where letters run out."""
    if len(lines) > len(LIST_POINTS):
        return dashes(lines)
    return _ended([f"{list_point(place)}) {line}" for place, line in enumerate(lines)])


def _ended(lines: list[str]) -> list[str]:
    bare = [line.rstrip(".; ") for line in lines]
    return [*(f"{line};" for line in bare[:-1]), *(f"{line}." for line in bare[-1:])]
