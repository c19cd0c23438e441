"""What stands on an entry's page beside its own row: people, files, proposal, sheets, awards."""

from collections.abc import Iterable
from typing import Any

from reports.lists.results import settled_in_words
from workflows.domain.reading import Reading
from workflows.models import Assignment, Contest, Entry, RankingRow


def format_names(contest: Contest) -> dict[str, str]:
    """Map the codes of the contest's formats to their names."""
    rows: Iterable[Any] = contest.entry_formats or ()
    return {str(row.get("code", "")): str(row.get("name", "")) for row in rows if isinstance(row, dict)}


def content_of(entry: Entry, reading: Reading) -> dict[str, Any]:
    """Return what a template shows of the content; names and file names only where they may be read."""
    names = format_names(entry.contest)
    files = [
        {
            "pk": file.pk,
            "kind": names.get(file.kind, file.kind),
            "name": file.filename if reading.sees_people else "",
            "link": file.link,
            "size": file.size,
            "content_type": file.content_type,
        }
        for file in entry.attachments.all()
    ]
    return {
        "entry": entry,
        "code": (entry.judging_code if shows_judging_code(reading) else entry.code) or "",
        "theme": entry.theme,
        "format": names.get(entry.format, entry.format),
        "authors": list(entry.authors.all()) if reading.sees_people else [],
        "hides_people": not reading.sees_people,
        "shows_contact": reading.sees_contact,
        "files": files,
    }


def shows_judging_code(reading: Reading) -> bool:
    """Say whether the reader knows the entry by its judging code alone."""
    return (reading.is_judge and not reading.is_staff) or not reading.sees_people


def sheets_of(entry: Entry, user: Any, reading: Reading) -> list[dict[str, Any]]:
    """Return the score sheets that the person may read: all, or only the person's own."""
    if not (reading.sees_scores or reading.is_judge):
        return []
    assignments = Assignment.objects.filter(entry=entry).select_related("judge__user", "sheet")
    if not reading.sees_scores:
        assignments = assignments.filter(judge__user=user)
    rows = assignments.prefetch_related("sheet__scores__criterion")
    return [_sheet(assignment) for assignment in rows]


def _sheet(assignment: Assignment) -> dict[str, Any]:
    sheet = getattr(assignment, "sheet", None)
    return {
        "judge": assignment.judge,
        "pk": sheet.pk if sheet else None,
        "recused": assignment.recused_at is not None,
        "submitted_at": sheet.submitted_at if sheet else None,
        "total": sheet.total if sheet else None,
        "comment": sheet.comment if sheet else "",
        "points": {score.criterion_id: score.points for score in sheet.scores.all()} if sheet else {},
    }


def progress_of(entry: Entry) -> tuple[int, int]:
    """Return how many sheets are submitted and how many are expected."""
    states = Assignment.objects.filter(entry=entry, recused_at=None).values_list(
        "sheet__submitted_at", flat=True
    )
    moments = list(states)
    return sum(moment is not None for moment in moments), len(moments)


def ranking_of(entry: Entry, reading: Reading) -> RankingRow | None:
    """Return the entry's place, where the person may read it."""
    if not reading.sees_scores:
        return None
    rows = list(RankingRow.objects.filter(entry=entry).select_related("prize")[:1])
    return next(iter(settled_in_words(rows, entry.contest)), None)
