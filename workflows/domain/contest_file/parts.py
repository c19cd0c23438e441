"""What a contest file says, as frozen data with every default filled in."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from workflows.domain.contest_file.entry_parts import FileEntry
from workflows.domain.contest_file.public_days import Holiday
from workflows.domain.deadlines import Calendar, DatedRule, WeekendRule
from workflows.domain.prizes import Prize
from workflows.domain.scoring_math import Criterion

OPEN = "open"
SUBMISSION = "submission_deadline"
FORWARDING = "unit_deadline"
SCORING = "scoring_done"
AWARDING = "award_done"
MILESTONES = (OPEN, FORWARDING, SCORING, AWARDING)
CHAIR_ROLES = frozenset({"truong_ban", "chu_tich", "chair"})


@dataclass(frozen=True)
class Named:
    """Something with a code: a theme, a format, a round, a question of the checklist (`name` is its text)."""

    code: str
    name: str


@dataclass(frozen=True)
class Organizer:
    """The body that holds the contest."""

    name: str
    short: str
    level: str
    parent: str
    place_name: str
    standing_unit: str
    symbol: str
    signing_regime: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Plan:
    """The plan that calls the contest; `full` is number and symbol."""

    full: str
    symbol: str
    issued_on: date
    subject: str


@dataclass(frozen=True)
class Milestone:
    """A date of the timeline; `dated.reason` is empty."""

    code: str
    name: str
    dated: DatedRule


@dataclass(frozen=True)
class FileCriterion(Criterion):
    """A criterion with what judges look for."""

    guide: str = ""


@dataclass(frozen=True)
class TieBreakLine:
    """A line of the tie-break as written; `criterion` is None for the vote."""

    text: str
    criterion: str | None


@dataclass(frozen=True)
class Body:
    """The organising committee and the jury; what is None is asked before the minutes."""

    name: str
    jury_name: str
    decision_number: str | None
    decision_date: date | None
    quorum: int | None


@dataclass(frozen=True)
class Papers:
    """How the contest's papers are made; None: what the installation does by default."""

    decision_form: str
    certificate_per: str
    signing: str | None
    register: str | None


@dataclass(frozen=True)
class FileExtension:
    """A later date of one deadline for one unit."""

    unit: str
    deadline: str
    dated: DatedRule


@dataclass(frozen=True)
class ContactFields:
    """Contact fields that an entry must have before it is submitted, by kind of author."""

    individual: tuple[str, ...]
    group: tuple[str, ...]
    collective: tuple[str, ...]


@dataclass(frozen=True)
class FileContest:
    """The contest and its rules."""

    slug: str
    title: str
    year: int
    organizer: Organizer
    plan: Plan
    eligible: tuple[str, ...]
    entry_formats: tuple[Named, ...]
    contact_fields: ContactFields
    optional_attachments: tuple[str, ...]
    timeline: tuple[Milestone, ...]
    weekend_rule: WeekendRule
    holidays: tuple[Holiday, ...]
    extensions: tuple[FileExtension, ...]
    unit_author_deadlines: dict[str, DatedRule]
    rounds: tuple[Named, ...]
    themes: tuple[Named, ...]
    criteria: tuple[FileCriterion, ...]
    max_total: Decimal
    pass_mean: Decimal
    min_valid_sheets: int
    sheets_per_entry: int | None
    blind: bool
    checklist: tuple[Named, ...]
    max_entries_per_unit: int | None
    tie_break: tuple[TieBreakLine, ...]
    prizes: tuple[Prize, ...]
    legal_bases: tuple[str, ...]
    funding_source: str
    body: Body
    papers: Papers
    contact: str
    entry_prefix: str

    @property
    def calendar(self) -> Calendar:
        """The days off and what they do."""
        holidays = frozenset(holiday.date for holiday in self.holidays)
        return Calendar(self.weekend_rule, holidays)

    def milestone(self, code: str) -> Milestone:
        """The date of this code; the deadline for authors is the units' where the file has none."""
        by_code = {milestone.code: milestone for milestone in self.timeline}
        return by_code[FORWARDING] if code == SUBMISSION and code not in by_code else by_code[code]

    def closes_at(self, code: str) -> datetime:
        """The instant from which it is too late for this milestone."""
        return self.calendar.closes_at(self.milestone(code).dated)

    @property
    def opens_at(self) -> datetime:
        """The instant at which the contest opens."""
        return self.calendar.opens_at(self.milestone(OPEN).dated)

    @property
    def tie_break_criteria(self) -> tuple[str, ...]:
        """The codes of the tie-break in order, without the vote: what ranking takes."""
        return tuple(line.criterion for line in self.tie_break if line.criterion is not None)


@dataclass(frozen=True)
class FileUnit:
    """A unit that takes part; `successors` are names of the units that followed it."""

    code: str
    name: str
    abbreviation: str
    kind: str
    head_title: str
    parent: str | None
    symbol: str
    signing_regime: str
    valid_from: date | None
    valid_until: date | None
    successors: tuple[str, ...]


@dataclass(frozen=True)
class FileSigner:
    """Who may sign the decision."""

    full_name: str
    position: str
    authority: str
    username: str | None


@dataclass(frozen=True)
class FileJudge:
    """A member of the jury; entries of `unit` are a conflict."""

    code: str
    full_name: str
    title: str
    unit: str | None
    role: str
    username: str | None

    @property
    def is_chair(self) -> bool:
        """True for the chair of the committee."""
        return self.role in CHAIR_ROLES


@dataclass(frozen=True)
class FilePerson:
    """A person in a role; `role` is a name of the role table."""

    username: str
    full_name: str
    role: str
    unit: str | None
    position: str
    phone: str
    email: str


@dataclass(frozen=True)
class ContestFile:
    """A whole contest file. `digest` is the SHA-256 of its bytes; `unknown_keys` are ignored paths."""

    contest: FileContest
    units: tuple[FileUnit, ...]
    signers: tuple[FileSigner, ...]
    judges: tuple[FileJudge, ...]
    people: tuple[FilePerson, ...]
    entries: tuple[FileEntry, ...]
    digest: str
    unknown_keys: tuple[str, ...]

    @property
    def chair(self) -> FileJudge | None:
        """The judge who chairs, None where the file names none."""
        return next((judge for judge in self.judges if judge.is_chair), None)
