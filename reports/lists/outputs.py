"""The certificates and letters of a decision: filtered, searched by name without accents, paged by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from reports.lists.paging import Cursor, Order, Page, page_of_queryset
from workflows.domain import output_batches, outputs
from workflows.domain.output_batches import BUNDLES, Making
from workflows.models import Document
from workflows.models.paper_kinds import OUTPUTS, DocumentKind
from workflows.states import IN_FORCE, DocumentState
from workflows.vietnamese.fold import fold

OLDEST = Order("pk", kind=int)
KINDS = [(kind.value, kind.label) for kind in DocumentKind if kind in OUTPUTS]
STATES = [
    (state.value, state.label)
    for state in DocumentState
    if state in (DocumentState.DRAFT, DocumentState.ISSUED, DocumentState.REPLACED, DocumentState.RECALLED)
]


@dataclass(frozen=True)
class BundleRow:
    """The print file or the ZIP; ``is_current`` when it holds what there is now, ``gaps`` whose it lacks."""

    what: str
    made_at: datetime | None
    documents: int
    gaps: Sequence[str]
    is_current: bool
    sha256: str


def found(decision: Document, chosen: Mapping[str, Any]) -> "QuerySet[Document]":
    """Return the papers that fit the filter (``kind``, ``state``, ``q``: words of a name), oldest first."""
    wanted = {name: chosen[name] for name in ("kind", "state") if chosen.get(name)}
    rows = outputs.made_of(decision).filter(**wanted)
    if words := fold(chosen.get("q", "")).split():
        rows = rows.filter(pk__in=_named(rows, words))
    return rows.select_related("entry__award_fact__prize", "author").order_by("pk")


def _named(rows: "QuerySet[Document]", words: Sequence[str]) -> list[int]:
    """Databases do not fold Vietnamese; the names of one decision's papers are few enough to be read."""
    names = rows.order_by().values_list("pk", "subject", "entry__code")
    return [pk for pk, name, code in names if all(word in fold(f"{name} {code}") for word in words)]


def page(decision: Document, chosen: Mapping[str, Any], cursor: Cursor | None) -> Page:
    """Return one page of papers; one query, with a search two."""
    return page_of_queryset(found(decision, chosen), OLDEST, cursor)


def cells(row: Document) -> list[Any]:
    """Return the row as a table to take away shows it."""
    entry = row.entry
    assert entry is not None  # an output is always about one entry
    award = getattr(entry, "award_fact", None)
    return [
        row.get_kind_display(),
        row.subject,
        entry.title,
        (row.author.unit_name if row.author else "") or entry.unit_name,
        str(award.prize) if award and row.kind == DocumentKind.CERTIFICATE else "",
        row.get_state_display(),
        row.issued_on,
        row.file_sha256,
    ]


def bundles(making: Making) -> list[BundleRow]:
    """Return the files that gather the papers, the print file first; one query."""
    known = output_batches.bundles_of(making.decision)
    return [_bundle(what, known[what], making) for what in BUNDLES if what in known]


def _bundle(what: str, known: Mapping[str, Any], making: Making) -> BundleRow:
    names = {one.key: one.name for one in making.plan}
    return BundleRow(
        what=what,
        made_at=known["made_at"],
        documents=known["documents"],
        gaps=[names.get(key, key) for key in known["missing"]],
        is_current=known["content"] == making.content,
        sha256=known["sha256"],
    )


def of_entry(visible: "QuerySet[Document]", entry_id: int) -> list[Document]:
    """Return the certificates and letters of an entry that hold, of those that the reader may see."""
    held = Q(entry_id=entry_id, kind__in=sorted(OUTPUTS), state__in=sorted(IN_FORCE))
    return list(visible.filter(held).order_by("pk"))
