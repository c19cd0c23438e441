"""A contest file becomes a contest: units, rules, dates, jury, accounts. Never entries, never scores."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from workflows.domain.contest_file import ContestFile, ContestFileError
from workflows.domain.contest_loading.bodies import load_bodies
from workflows.domain.contest_loading.calendar import load_dates
from workflows.domain.contest_loading.rules import load_participations, load_rules, new_contest
from workflows.domain.contest_loading.staff import load_staff
from workflows.models import Contest

__all__ = ["load_contest", "loaded_before"]


def load_contest(file: ContestFile, *, demo: bool = False) -> Contest:
    """Set a contest up from its file, all of it or nothing, and return it.

    The same file a second time changes nothing. New accounts have no usable password: they are
    reached by invitation. With ``demo`` the names of accounts that the file does not name say that
    they are fictional.

    Raises:
        ContestFileError: the contest is here with other content, or something in the file does not
            fit what the installation already holds; nothing has been loaded.
    """
    if known := loaded_before(file):
        return known
    with transaction.atomic():
        bodies = load_bodies(file)
        contest = new_contest(file, bodies, digest_of(file))
        load_rules(contest, file)
        load_participations(contest, file, bodies)
        load_dates(contest, file, bodies)
        load_staff(contest, file, bodies, demo=demo)
        return contest


def loaded_before(file: ContestFile) -> Contest | None:
    """Return the contest that this very file has made; ``None`` where it has not been loaded yet.

    Raises:
        ContestFileError: another file has made a contest of this name.
    """
    contest = Contest.objects.filter(slug=file.contest.slug).first()
    if contest is None or contest.source_digest == digest_of(file):
        return contest
    sentence = _(
        "“{slug}” has already been loaded from a file with other content, and a loaded contest keeps its "
        "rules; please load the file that it came from, or give this contest a slug of its own."
    )
    raise ContestFileError("$.contest.slug", sentence.format(slug=file.contest.slug))


def digest_of(file: ContestFile) -> str:
    """Return the SHA-256 of the file's bytes; of its content where it was never a file."""
    return file.digest or hashlib.sha256(repr(file).encode()).hexdigest()
