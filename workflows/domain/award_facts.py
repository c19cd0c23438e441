"""What the approved result says, held against what a paper says: names, counts and money must agree."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from workflows.models import Document, Entry, Round
from workflows.models.paper_kinds import DocumentKind
from workflows.vietnamese.characters import printed
from workflows.vietnamese.money import format_money

CHECKED = frozenset({DocumentKind.PROPOSAL, DocumentKind.DECISION, DocumentKind.NOTICE})
"""Kinds whose list of the awarded is held against the result."""


class Fact(NamedTuple):
    """One award as a list prints it: who (the representative first), for what, which prize."""

    names: tuple[str, ...]
    title: str
    prize: str
    money: int | None


def facts_of(round_: Round) -> list[Fact]:
    """Return what the approved result gives, in order of rank."""
    rows = round_.ranking.filter(prize__isnull=False).order_by("rank")
    rows = rows.select_related("entry", "prize").prefetch_related("entry__authors")
    return [
        Fact(names_of(row.entry), printed(row.entry.title), printed(row.prize.name), row.prize.money_vnd)
        for row in rows
        if row.prize
    ]


def names_of(entry: Entry) -> tuple[str, ...]:
    """Return who is awarded: the collective, or the authors with the representative first."""
    if entry.author_kind == "collective":
        return (printed(entry.collective_name or entry.unit_name),)
    authors = sorted(entry.authors.all(), key=lambda author: (not author.is_representative, author.order))
    return tuple(printed(author.full_name) for author in authors)


def differences(document: Document) -> list[str]:
    """List in words what the paper says otherwise than the approved result; empty for other papers."""
    if document.kind not in CHECKED or document.round is None:
        return []
    said = list(_said(document.record))
    wanted = [fact if _has_money(said) else fact._replace(money=None) for fact in facts_of(document.round)]
    return [*_differing(said, wanted), *_missing_total(document, wanted)]


def _said(record: Mapping[str, Any]) -> Iterator[Fact]:
    for row in _rows(record):
        names = tuple(printed(str(person["name"])) for person in row["people"])
        yield Fact(names, printed(str(row["title"])), printed(str(row["prize"])), row.get("money"))


def money_named(record: Mapping[str, Any]) -> int | None:
    """Return the sum of the money in the record's list of the awarded, đồng; ``None`` where it names none."""
    sums = [row["money"] for row in _rows(record) if row.get("money") is not None]
    return sum(sums) if sums else None


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every row of a list of the awarded, wherever the record keeps it."""
    if isinstance(value, Mapping):
        if {"people", "title", "prize"} <= value.keys():
            yield value
        else:
            for item in value.values():
                yield from _rows(item)
    elif isinstance(value, list):
        for item in value:
            yield from _rows(item)


def _has_money(said: list[Fact]) -> bool:
    return any(fact.money is not None for fact in said)


def _differing(said: list[Fact], wanted: list[Fact]) -> list[str]:
    found, due = Counter(said), Counter(wanted)
    absent = _("“%(title)s”, %(prize)s, as approved")
    extra = _("the approved names, title, prize and money in place of “%(title)s”, %(prize)s")
    return [
        *(absent % {"title": fact.title, "prize": fact.prize} for fact in (due - found)),
        *(extra % {"title": fact.title, "prize": fact.prize} for fact in (found - due)),
    ]


def _missing_total(document: Document, wanted: list[Fact]) -> list[str]:
    """The articles of a decision are free text: the total they promise must be the sum of its list."""
    if document.kind != DocumentKind.DECISION:
        return []
    total = sum(fact.money or 0 for fact in wanted)
    text = " ".join(str(line) for article in document.record.get("articles", ()) for line in article)
    if not total or format_money(total) in text:
        return []
    return [_("the total of %(money)s đồng in the articles") % {"money": format_money(total)}]
