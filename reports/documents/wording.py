"""Words that all papers use: who issues, what is cited, how bodies and counts are written.

Every name of a body comes from the caller; only the words that the law ties to a
level stand here, and each of them can be replaced by the caller.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.vietnamese.dates import document_date
from workflows.vietnamese.fold import fold


@dataclass(frozen=True, kw_only=True)
class LevelWords:
    """What the law says differently per level: the head's title and the form of award."""

    head: str
    award: str


LEVELS = {
    "commune": LevelWords(head="Chủ tịch", award="Giấy khen"),
    "district": LevelWords(head="Chủ tịch", award="Giấy khen"),
    "province": LevelWords(head="Chủ tịch", award="Bằng khen"),
    "ministry": LevelWords(head="Bộ trưởng", award="Bằng khen"),
}


@dataclass(frozen=True, kw_only=True)
class Organizer:
    """Who issues: ``name`` as in running text, ``short`` with the usual abbreviation."""

    name: str
    short: str
    level: str
    place_name: str
    symbol: str
    parent_body: str | None = None
    head_title: str | None = None
    award_form: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A paper that is cited: its name, number and date if it has them, ``của …`` and ``về …`` after them."""

    title: str
    full_number: str | None = None
    issued_on: date | None = None
    issuer: str = ""
    about: str = ""


def words_of(organizer: Organizer) -> LevelWords:
    """Return the words of the organizer's level, or its own where it has them."""
    words = LEVELS[organizer.level]
    return LevelWords(head=organizer.head_title or words.head, award=organizer.award_form or words.award)


def head_of_body(organizer: Organizer) -> str:
    """Return the head in running text: ``Chủ tịch Ủy ban nhân dân quận X``."""
    return f"{words_of(organizer).head} {organizer.name}"


def issuer_lines(name: str, short: str) -> tuple[str, ...]:
    """Return the issuing body in capitals, broken where its abbreviation ends.

    ``Ủy ban nhân dân quận X`` with ``UBND quận X`` becomes two lines; a name that
    is its own short form stays one line.
    """
    words, tail = name.split(), short.split()
    shared = 0
    while shared < min(len(words), len(tail)) and words[-1 - shared] == tail[-1 - shared]:
        shared += 1
    if shared in (0, len(words)):
        return (name.upper(),)
    return " ".join(words[:-shared]).upper(), " ".join(words[-shared:]).upper()


def initials(name: str) -> str:
    """Return ``BTC`` for ``Ban Tổ chức``, as symbols of papers are built."""
    return "".join(word[0] for word in name.split()).upper()


def two_digits(number: int) -> str:
    """Return ``05``: counts in papers have two digits at least."""
    return f"{number:02d}"


def listed(parts: Sequence[str]) -> str:
    """Return ``a, b và c``; ``parts`` is not empty."""
    *first, last = parts
    return f"{', '.join(first)} và {last}" if first else last


def capitalised(sentence: str) -> str:
    """Return the sentence with its first letter large, the rest as it is."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def quoted(title: str) -> str:
    """Return the title in quotation marks, unless it brings some of its own."""
    return title if "“" in title else f"“{title}”"


def contest_name(title: str) -> str:
    """Return the title as it stands in a sentence; one that does not say what it is gets “Cuộc thi”."""
    return title if fold(title).startswith("cuoc thi ") else f"Cuộc thi {quoted(title)}"


def named(paper: Reference) -> str:
    """Return ``Kế hoạch số 10/KH-UBND ngày 05 tháng 6 năm 2024 của …``, without what it is about."""
    parts = (
        paper.title,
        f"số {paper.full_number}" if paper.full_number else "",
        document_date(paper.issued_on) if paper.issued_on else "",
        f"của {paper.issuer}" if paper.issuer else "",
    )
    return " ".join(part for part in parts if part)


def cited(paper: Reference) -> str:
    """Return the paper as a legal basis cites it, with what it is about."""
    return f"{named(paper)} {paper.about}" if paper.about else named(paper)


def basis_lines(legal_bases: Iterable[str], papers: Iterable[Reference]) -> tuple[str, ...]:
    """Return the lines ``Căn cứ …;``: each paper only if no legal basis cites its number already."""
    known = [basis.removeprefix("Căn cứ ").rstrip(".; ") for basis in legal_bases]
    new = [p for p in papers if not (p.full_number and any(p.full_number in basis for basis in known))]
    return tuple(f"Căn cứ {text};" for text in [*known, *map(cited, new)])


def closed(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the bases with a full stop after the last one (Decree 30/2020, model 1.2)."""
    return (*lines[:-1], f"{lines[-1].rstrip(';.')}.") if lines else ()


def execution(executors: Sequence[str], others: str) -> tuple[str, ...]:
    """Return the last article of a decision: in force from the day of signing, and who carries it out.

    ``executors`` are heads by name of their office, ``others`` who else, as in running text.
    """
    who = capitalised("; ".join([*executors, others]))
    return (f"Quyết định này có hiệu lực kể từ ngày ký. {who} chịu trách nhiệm thi hành Quyết định này./.",)


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """A body that issues in its own name: in running text, in the head, in the number.

    A committee without a seal of its own stands under its parent; its papers have a number series of
    their own all the same (Decree 30/2020, Annex I).
    """

    name: str
    lines: tuple[str, ...]
    place_name: str
    symbol: str
    parent_body: str | None = None


def body_issuer(organizer: Organizer) -> Issuer:
    """Return the organizer as the body that it is, not its head."""
    return Issuer(
        name=organizer.name,
        lines=issuer_lines(organizer.name, organizer.short),
        place_name=organizer.place_name,
        symbol=organizer.symbol,
        parent_body=organizer.parent_body,
    )


def committee_issuer(
    committee: str, organizer: Organizer, *, symbol: str, in_own_right: bool = True
) -> Issuer:
    """Return the committee; where it may not issue in its own right the head shows the organizer."""
    own = body_issuer(organizer)
    return Issuer(
        name=committee,
        lines=(committee.upper(),) if in_own_right else own.lines,
        place_name=organizer.place_name,
        symbol=symbol,
        parent_body=organizer.short.upper() if in_own_right else own.parent_body,
    )
