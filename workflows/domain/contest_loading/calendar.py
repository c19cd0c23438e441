"""The contest's dates: timetable, extensions, units' own dates, days off."""

from workflows import clock
from workflows.domain.contest_file import ContestFile
from workflows.domain.contest_loading.bodies import Bodies
from workflows.models import Contest, Deadline, DeadlineExtension, Holiday, UnitAuthorDeadline


def load_dates(contest: Contest, file: ContestFile, bodies: Bodies) -> None:
    """Give the contest its dates and its days off: the file's own, else the public ones."""
    wanted = file.contest
    deadlines = Deadline.objects.bulk_create(
        Deadline(
            contest=contest,
            code=milestone.code,
            name=milestone.name,
            order=place,
            date=milestone.dated.date,
            rule=milestone.dated.rule,
        )
        for place, milestone in enumerate(wanted.timeline)
    )
    _load_extensions({deadline.code: deadline for deadline in deadlines}, file, bodies)
    UnitAuthorDeadline.objects.bulk_create(
        UnitAuthorDeadline(contest=contest, unit=bodies.units[code], date=dated.date, rule=dated.rule)
        for code, dated in wanted.unit_author_deadlines.items()
    )
    Holiday.objects.bulk_create(
        (Holiday(contest=contest, date=day.date, name=day.name) for day in wanted.holidays),
        ignore_conflicts=True,  # one day under two names
    )


def _load_extensions(deadlines: dict[str, Deadline], file: ContestFile, bodies: Bodies) -> None:
    moment = clock.now()
    DeadlineExtension.objects.bulk_create(
        DeadlineExtension(
            deadline=deadlines[extension.deadline],
            unit=bodies.units[extension.unit],
            date=extension.dated.date,
            rule=extension.dated.rule,
            reason=extension.dated.reason,
            granted_at=moment,
        )
        for extension in file.contest.extensions
    )
