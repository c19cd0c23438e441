"""The contest's own row and its lists: rounds, themes, criteria, prizes, checklist, tie-break, units."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from workflows.domain.cases import open_case
from workflows.domain.contest_file import ContestFile
from workflows.domain.contest_loading.bodies import Bodies
from workflows.domain.contest_loading.fitting import fitting
from workflows.models import (
    ChecklistItem,
    Contest,
    ContestUnit,
    Criterion,
    Installation,
    Prize,
    Round,
    Theme,
    TieBreakRule,
)
from workflows.models.case import CaseKind


def new_contest(file: ContestFile, bodies: Bodies, digest: str) -> Contest:
    """Return the saved contest with its case, without its lists."""
    wanted = file.contest
    contest = Contest(
        slug=wanted.slug,
        title=wanted.title,
        year=wanted.year,
        pass_mean=wanted.pass_mean,
        max_total=wanted.max_total,
        min_sheets=wanted.min_valid_sheets,
        sheets_per_entry=wanted.sheets_per_entry,
        weekend_rule=wanted.weekend_rule,
        is_blind=wanted.blind,
        eligible=list(wanted.eligible),
        required_contact_fields={kind: list(names) for kind, names in asdict(wanted.contact_fields).items()},
        entry_formats=[{"code": one.code, "name": one.name} for one in wanted.entry_formats],
        legal_bases=list(wanted.legal_bases),
        funding_source=wanted.funding_source,
        contact=wanted.contact,
        entry_prefix=wanted.entry_prefix,
        source_digest=digest,
        **_organizer_columns(file, bodies),
        **_paper_columns(file),
    )
    fitting(contest, "$.contest")
    contest.case = open_case(CaseKind.CONTEST)
    contest.save()
    return contest


def _organizer_columns(file: ContestFile, bodies: Bodies) -> dict[str, Any]:
    wanted = file.contest.organizer
    return {
        "organizer": bodies.organizer,
        "organizer_name": wanted.name,
        "organizer_short": wanted.short if wanted.short != wanted.name else "",
        "organizer_level": wanted.level,
        "organizer_superior": wanted.parent,
        "place_name": wanted.place_name,
        "standing_unit": bodies.units[wanted.standing_unit],
    }


def _paper_columns(file: ContestFile) -> dict[str, Any]:
    plan, body, papers = file.contest.plan, file.contest.body, file.contest.papers
    is_demo = Installation.is_demo_database()
    return {
        "decision_form": papers.decision_form,
        "certificate_per": papers.certificate_per,
        # a real installation has the agency's own register, and ink, until its file says otherwise
        "signing_mode": papers.signing or ("digital" if is_demo else "ink"),
        "register_mode": papers.register or ("own" if is_demo else "external"),
        "plan_number": plan.full,
        "plan_issued_on": plan.issued_on,
        "plan_subject": plan.subject,
        "committee_name": body.name,
        "jury_name": body.jury_name,
        "body_decision_number": body.decision_number or "",
        "body_decision_date": body.decision_date,
        "quorum": body.quorum,
    }


def load_rules(contest: Contest, file: ContestFile) -> None:
    """Give the contest its lists, in the order of the file."""
    wanted = file.contest
    rounds = (
        Round(contest=contest, order=order, name=one.name) for order, one in enumerate(wanted.rounds, 1)
    )
    Round.objects.bulk_create(rounds)
    _listed(Theme, contest, wanted.themes, lambda theme: {"name": theme.name})
    _listed(Criterion, contest, wanted.criteria, _criterion_columns)
    _listed(Prize, contest, wanted.prizes, _prize_columns)
    _listed(ChecklistItem, contest, wanted.checklist, lambda question: {"text": question.name})
    _load_tie_break(contest, file)


def _listed(
    model: Any, contest: Contest, items: Iterable[Any], columns: Callable[[Any], dict[str, Any]]
) -> None:
    model.objects.bulk_create(
        model(contest=contest, order=place, code=item.code, **columns(item))
        for place, item in enumerate(items)
    )


def _criterion_columns(criterion: Any) -> dict[str, Any]:
    names = ("name", "guide", "max_points", "min_points", "step", "weight")
    return {name: getattr(criterion, name) for name in names}


def _prize_columns(prize: Any) -> dict[str, Any]:
    return {
        "name": prize.name,
        "kind": prize.kind or "",
        "quantity": prize.quantity,
        "money_vnd": prize.money_vnd,
    }


def _load_tie_break(contest: Contest, file: ContestFile) -> None:
    criteria = {criterion.code: criterion for criterion in contest.criteria.all()}
    TieBreakRule.objects.bulk_create(
        TieBreakRule(
            contest=contest,
            order=order,
            text=line.text,
            criterion=criteria[line.criterion] if line.criterion else None,
        )
        for order, line in enumerate(file.contest.tie_break, 1)
    )


def load_participations(contest: Contest, file: ContestFile, bodies: Bodies) -> None:
    """Let every unit of the file take part."""
    ContestUnit.objects.bulk_create(
        ContestUnit(
            contest=contest, unit=bodies.units[unit.code], max_entries=file.contest.max_entries_per_unit
        )
        for unit in file.units
    )
