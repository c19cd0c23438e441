"""The report on participation, read from the models: figures by unit and by theme."""

from typing import Any

from django.db.models import Count, Q

from reports.documents.participation_report import Figures, ParticipationReportRecord, ThemeRow, UnitRow
from reports.documents.participation_report_wording import NONE_DECLARED, compose_participation_report
from reports.documents.wording import head_of_body
from reports.records import parts
from workflows.models import Contest
from workflows.states import BatchState, EntryState
from workflows.vietnamese.names import collation_key

_NO_THEME = "Chưa xác định nội dung"
_STEPS = {
    "submitted": Q(submitted_at__isnull=False),
    "passed": Q(batch__isnull=False),
    "screened_out": Q(state=EntryState.SCREENED_OUT),
    "forwarded": Q(forwarded_at__isnull=False),
    "received": Q(received_at__isnull=False),
    "awarded": Q(state=EntryState.AWARDED),
}


def build_record(contest: Contest) -> ParticipationReportRecord:
    """Return the report as things stand now, without number and date; a constant number of queries."""
    standing = parts.standing_unit(contest)
    return compose_participation_report(
        issuer=parts.unit_issuer(contest, "BC"),
        contest_title=contest.title,
        plan=parts.plan_of(contest),
        addressees=(head_of_body(parts.organizer_of(contest)), parts.committee_of(contest)),
        units=_units(contest),
        themes=_themes(contest),
        signer=parts.unit_head_signer(contest, parts.holders(contest)),
        drafter=parts.abbreviation_of(standing),
    )


def _figures(contest: Contest, by: str) -> dict[Any, Figures]:
    counts = {name: Count("pk", filter=condition) for name, condition in _STEPS.items()}
    rows = contest.entries.order_by().values(by).annotate(**counts)
    return {row.pop(by): Figures(**row) for row in map(dict, rows)}


def _units(contest: Contest) -> list[UnitRow]:
    figures = _figures(contest, "unit_id")
    none = contest.batches.filter(state=BatchState.NONE_DECLARED)
    declared = set(none.values_list("unit_id", flat=True))
    units = [part.unit for part in contest.participations.select_related("unit")]
    return [
        UnitRow(
            name=unit.name,
            figures=figures.get(unit.pk, Figures()),
            note=NONE_DECLARED if unit.pk in declared else "",
        )
        for unit in sorted(units, key=lambda unit: collation_key(unit.name))
    ]


def _themes(contest: Contest) -> list[ThemeRow]:
    figures = _figures(contest, "theme_id")
    rows = [
        ThemeRow(name=theme.name, figures=figures.get(theme.pk, Figures())) for theme in contest.themes.all()
    ]
    rest = figures.get(None, Figures())
    return [*rows, ThemeRow(name=_NO_THEME, figures=rest)] if rest.submitted else rows
