"""The same decision again, in place of one with an error of content (Decree 30/2020, art. 18)."""

import dataclasses
from typing import TypeVar

from reports.documents.parts import Decision
from reports.documents.wording import Reference, cited

D = TypeVar("D", bound=Decision)

_IN_FORCE = "có hiệu lực kể từ ngày ký"


def replacing(decision: D, replaced: Reference) -> D:
    """Return ``decision`` with a last article that says which one it replaces.

    ``replaced.title`` is ``Quyết định``. Where the article has been edited and no longer says from when
    the decision is in force, a sentence of its own comes first. Said once, however often it is asked.
    """
    *others, last = decision.articles or ((),)
    words = f"thay thế {cited(replaced)}"
    if any(words in paragraph for paragraph in last):
        return decision
    return dataclasses.replace(decision, articles=(*others, _with(last, words)))


def _with(article: tuple[str, ...], words: str) -> tuple[str, ...]:
    for place, paragraph in enumerate(article):
        if _IN_FORCE in paragraph:
            said = paragraph.replace(_IN_FORCE, f"{_IN_FORCE} và {words}", 1)
            return (*article[:place], said, *article[place + 1 :])
    return (f"Quyết định này {words}.", *article)
