"""Which documents there are, and what each of them is made with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import article
from reports.documents.article import ArticleRecord
from reports.documents.award_decision import AwardDecisionRecord, page_context

# Layout profiles by name; each is a style sheet in reports/pdf/styles. A new decree gets a new one.
PROFILES = ("nd30",)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of document: its record, template, style sheet and embedded data file."""

    record: type[Any]
    template: str
    context: Callable[[Any], Mapping[str, Any]]
    data_name: str


KINDS: Mapping[str, Kind] = {
    AwardDecisionRecord.KIND: Kind(
        record=AwardDecisionRecord,
        template="reports/award_decision.html",
        context=page_context,
        data_name="quyet-dinh.json",
    ),
    ArticleRecord.KIND: Kind(
        record=ArticleRecord,
        template="reports/article.html",
        context=article.page_context,
        data_name="bai-viet.json",
    ),
}
