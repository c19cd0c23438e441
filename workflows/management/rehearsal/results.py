"""What a rehearsal leaves behind: ``results.json`` and every issued PDF."""

import json
import shutil
from pathlib import Path
from typing import Any

from workflows.domain.contest_file.parts import ContestFile
from workflows.models import Award, Contest, Document, Entry
from workflows.states import DocumentState, EntryState
from workflows.vietnamese.fold import slug


def write(contest: Contest, file: ContestFile, entry_of: dict[str, int], out: Path) -> None:
    """Write ``results.json`` and the issued documents into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for document in Document.objects.filter(
        contest=contest, state__in=[DocumentState.ISSUED, DocumentState.PUBLISHED], file__gt=""
    ):
        with document.file.open("rb") as source, (out / _file_name(document)).open("wb") as target:
            shutil.copyfileobj(source, target)
    rows = [_row(entry.code, entry_of.get(entry.code)) for entry in file.entries]
    text = json.dumps({"contest": contest.slug, "entries": rows}, ensure_ascii=False, indent=2)
    (out / "results.json").write_text(text + "\n", encoding="utf-8")


def _file_name(document: Document) -> str:
    return f"{slug(document.full_number)}.pdf"


def _row(code: str, key: int | None) -> dict[str, Any]:
    if key is None:
        return _line(code, EntryState.DRAFT)
    entry = Entry.objects.get(pk=key)
    ranking = getattr(entry, "ranking", None)
    award = Award.objects.filter(entry=entry).select_related("prize", "decision").first()
    return _line(
        code,
        entry.state,
        mean=float(ranking.mean) if ranking else None,
        rank=ranking.rank if ranking else None,
        prize=award.prize.code if award else None,
        decision=award.decision.full_number if award else None,
    )


def _line(
    code: str,
    state: str,
    mean: float | None = None,
    rank: int | None = None,
    prize: str | None = None,
    decision: str | None = None,
) -> dict[str, Any]:
    return {
        "code": code,
        "state": str(state),
        "mean_score": mean,
        "rank": rank,
        "prize": prize,
        "decision": decision,
    }
