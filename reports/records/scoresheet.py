"""One judge's score sheet, read from the models."""

from reports.documents.receipts import authors_line
from reports.documents.scoresheet import Given, ScoresheetRecord, compose_scoresheet
from reports.records import parts
from workflows.models import Entry, Scoresheet


def build_record(sheet: Scoresheet) -> ScoresheetRecord:
    """Return the sheet as it stands; in a contest judged without names it says neither author nor unit.

    The sheet comes with its assignment, judge, entry and contest; three queries besides.
    """
    assignment = sheet.assignment
    entry, contest = assignment.entry, assignment.entry.contest
    return compose_scoresheet(
        parent_body=contest.organizer_name,
        jury=contest.jury_name,
        place=contest.place_name,
        contest_title=contest.title,
        judging_code=entry.judging_code or "",
        entry_title=entry.title,
        author="" if contest.is_blind else _authors(entry),
        unit="" if contest.is_blind else entry.unit_name,
        given=_given(sheet),
        total=sheet.total,
        maximum=contest.max_total,
        comment=sheet.comment,
        submitted_at=sheet.submitted_at,
        judge=assignment.judge.user.get_full_name(),
    )


def _authors(entry: Entry) -> str:
    return authors_line([person.name for person in parts.winner_of(entry).people])


def _given(sheet: Scoresheet) -> list[Given]:
    points = {score.criterion_id: score.points for score in sheet.scores.all()}
    return [
        Given(
            criterion=criterion.name,
            maximum=criterion.max_points,
            points=points.get(criterion.pk),
            weight=criterion.weight,
        )
        for criterion in sheet.assignment.entry.contest.criteria.all()
    ]
