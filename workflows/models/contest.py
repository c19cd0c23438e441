"""A contest and its rules: themes, criteria, prizes, checklist, tie-break, signers."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.models.case import Case
from workflows.models.organisation import OrganisationUnit
from workflows.models.paper_kinds import RegisterMode, SigningMode


class WeekendRule(models.TextChoices):
    """What a deadline does that falls on a weekend or a holiday."""

    KEEP = "keep", _("Stays as it is")
    NEXT_WORKING_DAY = "next_working_day", _("Moves to the next working day")


class DecisionForm(models.TextChoices):
    """Which decision gives the awards, and with which certificate."""

    COMMENDATION = "commendation", _("Commendation by the head, certificate of merit")
    RECOGNITION_BODY = "recognition_body", _("Recognition by the body, certificate")
    RECOGNITION_COMMITTEE = "recognition_committee", _("Recognition by the committee, certificate")


class CertificatePer(models.TextChoices):
    """Who of a group receives a certificate."""

    MEMBER = "member", _("One for each member")
    GROUP = "group", _("One for the group")
    BOTH = "both", _("One for each member and one for the group")


class Contest(models.Model):
    """A call for ideas with its rules, and the names of its bodies as documents print them.

    ``min_sheets`` is the minimum of valid score sheets per entry; ``sheets_per_entry`` empty means
    that every judge without a conflict scores every entry. ``required_contact_fields`` (by kind of
    author, see :mod:`workflows.contacts`) empty means what is asked by default. ``rules_locked_at`` is
    set with the first score: from then on the database refuses to change the scoring rules (see
    :mod:`workflows.models.rule_locks`).
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="contest")
    version = models.PositiveIntegerField(default=0)
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    organizer = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="contests")
    organizer_name = models.CharField(max_length=200)
    organizer_short = models.CharField(max_length=120, blank=True)
    organizer_level = models.CharField(max_length=20)
    organizer_superior = models.CharField(max_length=200, blank=True)
    place_name = models.CharField(max_length=100)
    standing_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="standing_for"
    )
    plan_number = models.CharField(max_length=60, blank=True)
    plan_issued_on = models.DateField(null=True, blank=True)
    plan_subject = models.CharField(max_length=400, blank=True)
    eligible = models.JSONField(default=list, blank=True)
    entry_formats = models.JSONField(default=list, blank=True)
    required_contact_fields = models.JSONField(default=dict, blank=True)
    committee_name = models.CharField(max_length=120, default="Ban Tổ chức")
    jury_name = models.CharField(max_length=120, default="Hội đồng chấm thi")
    body_decision_number = models.CharField(max_length=60, blank=True)
    body_decision_date = models.DateField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    is_blind = models.BooleanField(_("judges see no names"), default=False)
    max_total = models.DecimalField(max_digits=6, decimal_places=2)
    pass_mean = models.DecimalField(max_digits=6, decimal_places=2)
    min_sheets = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    sheets_per_entry = models.PositiveSmallIntegerField(null=True, blank=True)
    weekend_rule = models.CharField(max_length=20, choices=WeekendRule.choices, default=WeekendRule.KEEP)
    legal_bases = models.JSONField(default=list)
    funding_source = models.CharField(max_length=300, blank=True)
    entry_prefix = models.CharField(max_length=12)
    next_entry_number = models.PositiveIntegerField(default=1)
    decision_form = models.CharField(
        max_length=24, choices=DecisionForm.choices, default=DecisionForm.COMMENDATION
    )
    certificate_per = models.CharField(
        max_length=8, choices=CertificatePer.choices, default=CertificatePer.BOTH
    )
    signing_mode = models.CharField(max_length=8, choices=SigningMode.choices, default=SigningMode.DIGITAL)
    register_mode = models.CharField(max_length=10, choices=RegisterMode.choices, default=RegisterMode.OWN)
    contact = models.CharField(max_length=200, blank=True)
    rules_version = models.PositiveSmallIntegerField(default=1)
    rules_locked_at = models.DateTimeField(null=True, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)

    noun = "contest"
    state = ""

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mean__gte=0) & Q(pass_mean__lte=F("max_total")),
                name="contest_pass_mean_within_total",
            ),
            models.CheckConstraint(condition=Q(min_sheets__gte=1), name="contest_min_sheets_positive"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def contest(self) -> "Contest":
        """The contest itself, so that every subject of a verb answers ``contest``."""
        return self

    @property
    def contest_id(self) -> int:
        """Key of the contest, as on every other subject."""
        return self.pk


class ContestUnit(models.Model):
    """That a unit takes part in a contest."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="participations")
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="participations")
    max_entries = models.PositiveSmallIntegerField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)

    noun = "contest"
    """What a unit does for its own part in a contest is an act on the contest, within the unit's scope."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "unit"], name="contest_unit_once")]

    def __str__(self) -> str:
        return f"{self.contest_id} – {self.unit}"


class ContestItem(models.Model):
    """Something that a contest lists under a code and in an order."""

    code = models.CharField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class Theme(ContestItem):
    """A theme that an entry can belong to."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="themes")
    name = models.CharField(max_length=300)

    class Meta(ContestItem.Meta):
        constraints = [models.UniqueConstraint(fields=["contest", "code"], name="theme_code_once")]

    def __str__(self) -> str:
        return self.name


class Criterion(ContestItem):
    """What a judge gives points for: maximum, step, minimum of the mean, and weight."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=200)
    guide = models.TextField(blank=True)
    max_points = models.DecimalField(max_digits=6, decimal_places=2)
    min_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    step = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal("0.5"))
    weight = models.DecimalField(max_digits=6, decimal_places=3, default=Decimal(1))

    class Meta(ContestItem.Meta):
        constraints = [
            models.UniqueConstraint(fields=["contest", "code"], name="criterion_code_once"),
            models.CheckConstraint(
                condition=Q(max_points__gt=0, step__gt=0, weight__gt=0), name="criterion_scale_positive"
            ),
            models.CheckConstraint(
                condition=Q(min_points__isnull=True)
                | (Q(min_points__gte=0) & Q(min_points__lte=F("max_points"))),
                name="criterion_minimum_within_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PrizeKind(models.TextChoices):
    """Who a prize is for; empty: anyone."""

    ANY = "", _("Anyone")
    INDIVIDUAL = "ca_nhan", _("Individuals")
    GROUP = "nhom", _("Groups")
    INDIVIDUAL_OR_GROUP = "ca_nhan_nhom", _("Individuals and groups")
    COLLECTIVE = "tap_the", _("Collectives")


class Prize(ContestItem):
    """A prize with its quota and the money that goes with it (đồng)."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="prizes")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=PrizeKind.choices, blank=True, default="")
    quantity = models.PositiveSmallIntegerField()
    money_vnd = models.PositiveBigIntegerField(default=0)

    class Meta(ContestItem.Meta):
        constraints = [models.UniqueConstraint(fields=["contest", "code"], name="prize_code_once")]

    def __str__(self) -> str:
        return self.name


class ChecklistItem(ContestItem):
    """A question of the unit's pre-screening."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=400)

    class Meta(ContestItem.Meta):
        constraints = [models.UniqueConstraint(fields=["contest", "code"], name="checklist_code_once")]

    def __str__(self) -> str:
        return self.text


class TieBreakRule(models.Model):
    """One step of the tie-break: the mean of a criterion, or (criterion empty) the vote."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="tie_break")
    order = models.PositiveSmallIntegerField()
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["contest", "order"], name="tie_break_order_once")]

    def __str__(self) -> str:
        return self.text


class Signer(models.Model):
    """Who may sign the contest's documents, and how the signature block reads."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="signers")
    order = models.PositiveSmallIntegerField(default=0)
    full_name = models.CharField(max_length=150)
    position = models.CharField(max_length=150)
    authority = models.CharField(max_length=150, blank=True)
    user = models.ForeignKey("workflows.User", models.PROTECT, null=True, blank=True, related_name="signers")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.authority} {self.position} {self.full_name}".strip()
