"""Who scores what: assignment, recusal, replacement; and the score sheets."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from workflows import clock
from workflows.domain import refusals, scoring_math
from workflows.domain.actors import Actor
from workflows.domain.entries import require_reason
from workflows.domain.rules_digest import rules_digest
from workflows.domain.transition import attempt, perform, unit_of_work
from workflows.errors import TransitionRefused
from workflows.models import Assignment, Contest, Criterion, Entry, Judge, Score, Scoresheet
from workflows.verbs import Verb


def has_conflict(judge: Judge, entry: Entry) -> bool:
    """Say whether the judge must not score the entry: same unit as the authors, or an author."""
    if judge.unit_id is not None and judge.unit_id == entry.unit_id:
        return True
    return judge.user_id == entry.owner_id or entry.authors.filter(user_id=judge.user_id).exists()


def eligible_judges(entry: Entry) -> list[Judge]:
    """Return the jury without those who have a conflict with the entry."""
    return [j for j in Judge.objects.filter(contest_id=entry.contest_id) if not has_conflict(j, entry)]


def planned_judges(entry: Entry) -> list[Judge]:
    """Return who is to score the entry: all without a conflict, or as many as the contest says.

    With ``sheets_per_entry`` the judges with the fewest assignments come first.
    """
    judges = eligible_judges(entry)
    wanted = entry.contest.sheets_per_entry
    if wanted is None or wanted >= len(judges):
        return judges
    load = {j.pk: j.assignments.filter(recused_at=None).count() for j in judges}
    return sorted(judges, key=lambda judge: (load[judge.pk], judge.order, judge.pk))[:wanted]


def assign_entry(*, entry: Entry, actor: Actor, judge: Judge) -> tuple[Entry, Assignment]:
    """Give the entry to a judge.

    Raises:
        TransitionRefused: the judge has a conflict (with a list of who is free), or has it already.
    """
    with unit_of_work(), attempt(Verb.ASSIGN, entry, actor):
        if has_conflict(judge, entry):
            free = [j.code for j in eligible_judges(entry) if j.pk != judge.pk]
            raise refusals.conflict(judge.code, free, blind=entry.contest.is_blind)
        assigned = perform(Verb.ASSIGN, entry, actor=actor, data={"judge": judge.pk})
        if Assignment.objects.filter(entry=assigned, judge=judge).exists():
            raise TransitionRefused(
                "already_assigned", _("%(judge)s already scores this entry.") % {"judge": judge.code}
            )
        return assigned, _new_assignment(assigned, judge)


def _new_assignment(entry: Entry, judge: Judge) -> Assignment:
    assignment = Assignment.objects.create(entry=entry, judge=judge, assigned_at=clock.now())
    Scoresheet.objects.create(assignment=assignment, rules_version=entry.contest.rules_version)
    return assignment


def assign_planned(*, entry: Entry, actor: Actor, codes: Collection[str] | None = None) -> list[Assignment]:
    """Give a received entry to the judges that the secretary chose, or to all who are to score it."""
    judges = planned_judges(entry)
    if codes:
        judges = [judge for judge in eligible_judges(entry) if judge.code in codes]
    with unit_of_work():
        return [assign_entry(entry=entry, actor=actor, judge=judge)[1] for judge in judges]


def recuse_entry(
    *, entry: Entry, actor: Actor, judge: Judge, reason: str, expected_version: int | None = None
) -> tuple[Entry, Assignment]:
    """Take a judge off an entry because of a conflict of interest that the judge declares."""
    require_reason(reason, for_author=False)
    with unit_of_work(), attempt(Verb.RECUSE, entry, actor):
        assignment = _open_assignment(entry, judge)
        fresh = perform(
            Verb.RECUSE,
            entry,
            actor=actor,
            expected_version=expected_version,
            note=reason,
            data={"judge": judge.pk},
            facts={"judge_user_id": judge.user_id},
        )
        assignment.recused_at = clock.now()
        assignment.save(update_fields=["recused_at"])
        return fresh, assignment


def replace_judge_entry(
    *, entry: Entry, actor: Actor, judge: Judge, by: Judge, reason: str
) -> tuple[Entry, Assignment, Assignment]:
    """Give a judge's entry to another; returns the entry, the old and the new assignment."""
    require_reason(reason, for_author=False)
    with unit_of_work(), attempt(Verb.REPLACE_JUDGE, entry, actor):
        if has_conflict(by, entry):
            free = [j.code for j in eligible_judges(entry) if j.pk not in (by.pk, judge.pk)]
            raise refusals.conflict(by.code, free, blind=entry.contest.is_blind)
        old = _open_assignment(entry, judge)
        fresh = perform(
            Verb.REPLACE_JUDGE,
            entry,
            actor=actor,
            note=reason,
            data={"judge": judge.pk, "by": by.pk},
        )
        if Assignment.objects.filter(entry=fresh, judge=by).exists():
            raise TransitionRefused(
                "already_assigned", _("%(judge)s already scores this entry.") % {"judge": by.code}
            )
        new = _new_assignment(fresh, by)
        old.recused_at, old.replaced_by = clock.now(), new
        old.save(update_fields=["recused_at", "replaced_by"])
        return fresh, old, new


def _open_assignment(entry: Entry, judge: Judge) -> Assignment:
    assignment = Assignment.objects.filter(entry=entry, judge=judge, recused_at=None).first()
    if assignment is None:
        raise TransitionRefused(
            "not_assigned", _("%(judge)s does not score this entry.") % {"judge": judge.code}
        )
    return assignment


def as_rule(criterion: Criterion) -> scoring_math.Criterion:
    """Return the criterion as the arithmetic takes it."""
    return scoring_math.Criterion(
        code=criterion.code,
        name=criterion.name,
        max_points=criterion.max_points,
        step=criterion.step,
        min_points=criterion.min_points,
        weight=criterion.weight,
    )


def criteria_of(contest: Contest) -> list[Criterion]:
    """Return the contest's criteria in order."""
    return list(contest.criteria.all())


def save_sheet_entry(
    *, entry: Entry, actor: Actor, judge: Judge, points: Mapping[str, Decimal], comment: str = ""
) -> Entry:
    """Keep a judge's points so far; they may be incomplete, each within its scale."""
    return _write_sheet(Verb.SAVE_SHEET, entry, actor, judge, points, comment, None)


def submit_sheet_entry(
    *,
    entry: Entry,
    actor: Actor,
    judge: Judge,
    points: Mapping[str, Decimal],
    comment: str = "",
    expected_version: int | None = None,
) -> Entry:
    """Take a judge's complete sheet; with the first one the contest's rules are locked.

    That one's event has the digest of the rules: the database refuses to change them from now on.
    """
    missing = [c.name for c in criteria_of(entry.contest) if c.code not in points]
    if missing:
        raise refusals.incomplete(Verb.SUBMIT_SHEET, missing)
    with unit_of_work():
        rules = _lock_rules(entry.contest_id)
        return _write_sheet(
            Verb.SUBMIT_SHEET, entry, actor, judge, points, comment, expected_version, rules=rules
        )


def _lock_rules(contest_id: int) -> dict[str, str]:
    """Lock the rules before they are read; return their digest for the event if this is the first sheet."""
    unlocked = Contest.objects.filter(pk=contest_id, rules_locked_at=None)
    if not unlocked.update(rules_locked_at=clock.now()):
        return {}
    return {"rules_sha256": rules_digest(contest_id)}


def _write_sheet(
    verb: Verb,
    entry: Entry,
    actor: Actor,
    judge: Judge,
    points: Mapping[str, Decimal],
    comment: str,
    expected_version: int | None,
    rules: Mapping[str, str] | None = None,
) -> Entry:
    criteria = {c.code: c for c in criteria_of(entry.contest)}
    for code, value in points.items():
        scoring_math.check_points(value, as_rule(criteria[code]))
    with unit_of_work(), attempt(verb, entry, actor):
        assignment = _open_assignment(entry, judge)
        data = {
            "judge": judge.pk,
            "sheet": assignment.sheet.pk,
            "points": {code: str(value) for code, value in points.items()},
            **(rules or {}),
        }
        fresh = perform(
            verb,
            entry,
            actor=actor,
            expected_version=expected_version,
            data=data,
            facts={"judge_user_id": judge.user_id},
        )
        _store_sheet(assignment.sheet, criteria, points, comment, submitted=verb is Verb.SUBMIT_SHEET)
        return fresh


def _store_sheet(
    sheet: Scoresheet,
    criteria: Mapping[str, Criterion],
    points: Mapping[str, Decimal],
    comment: str,
    *,
    submitted: bool,
) -> None:
    if sheet.submitted_at is not None:
        raise TransitionRefused("already_submitted", _("This score sheet has already been submitted."))
    sheet.scores.all().delete()
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=criteria[code], points=value) for code, value in points.items()
    )
    sheet.comment = comment
    if submitted:
        sheet.submitted_at = clock.now()
        sheet.total = scoring_math.sheet_total(points, [as_rule(c) for c in criteria.values()])
    sheet.save()
