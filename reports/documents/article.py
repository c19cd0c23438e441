"""An entry's article as a rehearsal makes it: title and abstract, marked as fictional."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    """The text of an article; ``notice`` says that it is fictional."""

    KIND: ClassVar[str] = "article"

    title: str
    abstract: str
    notice: str
    date: datetime.date | None = None
    language: str = "vi"
    layout_profile: str = "nd30"


def page_context(record: ArticleRecord) -> Mapping[str, Any]:
    """Return what the template shows."""
    return {"record": record, "paragraphs": [p for p in record.abstract.split("\n") if p.strip()]}
