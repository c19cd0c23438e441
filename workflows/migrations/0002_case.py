import django.core.validators
import django.db.models.deletion
import django_fsm
import workflows.clock
import workflows.models.attachment
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("viewflow", "0015_task_scheduled"),
        ("workflows", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("entry", "Entry"), ("contest", "Contest"), ("document", "Document")],
                        max_length=10,
                    ),
                ),
                ("head_seq", models.PositiveIntegerField(default=0)),
                ("head_hash", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("payload", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                ("key_id", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField(default=workflows.clock.machine_now)),
            ],
            options={
                "verbose_name": "checkpoint",
                "verbose_name_plural": "checkpoints",
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True)),
                ("name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="CaseProcess",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("viewflow.process",),
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=30)),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("entry", "Entry"),
                            ("batch", "Unit list"),
                            ("round", "Round"),
                            ("proposal", "Proposal"),
                            ("decision", "Award decision"),
                            ("contest", "Contest"),
                            ("task", "Task"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject_id", models.PositiveBigIntegerField()),
                ("state_from", models.CharField(blank=True, max_length=30)),
                ("state_to", models.CharField(blank=True, max_length=30)),
                ("refused", models.CharField(blank=True, max_length=40)),
                ("role", models.CharField(blank=True, max_length=20)),
                ("scope", models.CharField(blank=True, max_length=20)),
                ("data", models.TextField(default="{}")),
                ("at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                ("prev_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="workflows.case",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "case event",
                "verbose_name_plural": "case events",
                "indexes": [
                    models.Index(fields=["at"], name="workflows_c_at_b298fb_idx"),
                    models.Index(fields=["actor", "at"], name="workflows_c_actor_i_7f0dd8_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "seq"), name="event_seq_once_per_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("organizer_name", models.CharField(max_length=200)),
                ("organizer_short", models.CharField(blank=True, max_length=120)),
                ("organizer_level", models.CharField(max_length=20)),
                ("organizer_superior", models.CharField(blank=True, max_length=200)),
                ("place_name", models.CharField(max_length=100)),
                ("plan_number", models.CharField(blank=True, max_length=60)),
                ("plan_issued_on", models.DateField(blank=True, null=True)),
                ("plan_subject", models.CharField(blank=True, max_length=400)),
                ("eligible", models.JSONField(blank=True, default=list)),
                ("entry_formats", models.JSONField(blank=True, default=list)),
                ("committee_name", models.CharField(default="Ban Tổ chức", max_length=120)),
                ("jury_name", models.CharField(default="Hội đồng chấm thi", max_length=120)),
                ("body_decision_number", models.CharField(blank=True, max_length=60)),
                ("body_decision_date", models.DateField(blank=True, null=True)),
                ("quorum", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_blind", models.BooleanField(default=False, verbose_name="judges see no names")),
                ("max_total", models.DecimalField(decimal_places=2, max_digits=6)),
                ("pass_mean", models.DecimalField(decimal_places=2, max_digits=6)),
                (
                    "min_sheets",
                    models.PositiveSmallIntegerField(
                        default=3, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("sheets_per_entry", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "weekend_rule",
                    models.CharField(
                        choices=[
                            ("keep", "Stays as it is"),
                            ("next_working_day", "Moves to the next working day"),
                        ],
                        default="keep",
                        max_length=20,
                    ),
                ),
                ("legal_bases", models.JSONField(default=list)),
                ("funding_source", models.CharField(blank=True, max_length=300)),
                ("entry_prefix", models.CharField(max_length=12)),
                ("next_entry_number", models.PositiveIntegerField(default=1)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("rules_version", models.PositiveSmallIntegerField(default=1)),
                ("rules_locked_at", models.DateTimeField(blank=True, null=True)),
                ("source_digest", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contest",
                        to="workflows.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "contest",
                "verbose_name_plural": "contests",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pass_mean__gte", 0), ("pass_mean__lte", models.F("max_total"))),
                        name="contest_pass_mean_within_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_sheets__gte", 1)), name="contest_min_sheets_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("text", models.CharField(max_length=400)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist",
                        to="workflows.contest",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "code"), name="checklist_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=200)),
                ("guide", models.TextField(blank=True)),
                ("max_points", models.DecimalField(decimal_places=2, max_digits=6)),
                ("min_points", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("step", models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=5)),
                ("weight", models.DecimalField(decimal_places=3, default=Decimal("1"), max_digits=6)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="workflows.contest",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "code"), name="criterion_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("max_points__gt", 0), ("step__gt", 0), ("weight__gt", 0)),
                        name="criterion_scale_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_points__isnull", True),
                            models.Q(("min_points__gte", 0), ("min_points__lte", models.F("max_points"))),
                            _connector="OR",
                        ),
                        name="criterion_minimum_within_scale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                (
                    "rule",
                    models.CharField(
                        choices=[("before", "before"), ("on_or_before", "on or before"), ("on", "on")],
                        max_length=15,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="workflows.contest",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [models.UniqueConstraint(fields=("contest", "code"), name="deadline_once")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("unit_name", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Awaiting pre-screening"),
                            ("returned", "Returned for completion"),
                            ("screened_out", "Screened out"),
                            ("pre_screened", "Pre-screened"),
                            ("scored", "Scored"),
                            ("awarded", "Awarded"),
                            ("not_awarded", "Not awarded"),
                            ("withdrawn", "Withdrawn"),
                            ("disqualified", "Disqualified"),
                            ("lapsed", "Deadline passed, not received"),
                            ("revoked", "Award revoked"),
                        ],
                        default="draft",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=30, null=True, verbose_name="entry code")),
                (
                    "judging_code",
                    models.CharField(blank=True, max_length=30, null=True, verbose_name="judging code"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("abstract", models.TextField(blank=True, verbose_name="abstract")),
                ("format", models.CharField(blank=True, max_length=40, verbose_name="format")),
                (
                    "author_kind",
                    models.CharField(
                        choices=[
                            ("individual", "Individual"),
                            ("group", "Group of authors"),
                            ("collective", "Collective"),
                        ],
                        default="individual",
                        max_length=12,
                        verbose_name="who enters",
                    ),
                ),
                ("language", models.CharField(default="vi", max_length=8)),
                ("commitment", models.BooleanField(default=False, verbose_name="commitment given")),
                ("search_key", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("forwarded_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("scored_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("left_from", models.CharField(blank=True, max_length=20)),
                ("reason_code", models.CharField(blank=True, max_length=60)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entry", to="workflows.case"
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="workflows.contest",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entered_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "indexes": [
                    models.Index(fields=["contest", "state", "id"], name="workflows_e_contest_0b129e_idx"),
                    models.Index(fields=["owner", "id"], name="workflows_e_owner_i_a6b839_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "code"), name="entry_code_once"),
                    models.UniqueConstraint(fields=("contest", "judging_code"), name="judging_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "screened_out",
                                    "pre_screened",
                                    "scored",
                                    "awarded",
                                    "not_awarded",
                                    "withdrawn",
                                    "disqualified",
                                    "lapsed",
                                    "revoked",
                                ],
                            )
                        ),
                        name="entry_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "lapsed", "withdrawn"]),
                            models.Q(("code__isnull", False), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_submitted_has_date_and_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_at__isnull", True),
                            models.Q(("forwarded_at__isnull", False), ("judging_code__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_received_after_forwarding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["scored", "awarded", "not_awarded", "revoked"]), _negated=True
                            ),
                            models.Q(("received_at__isnull", False), ("scored_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_scored_was_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["awarded", "not_awarded", "revoked"]), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="entry_decided_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["withdrawn", "disqualified", "lapsed", "screened_out"]),
                                _negated=True,
                            ),
                            models.Q(("left_at__isnull", False), models.Q(("left_from", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_that_left_knows_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("filename", models.CharField(max_length=255, verbose_name="file name")),
                ("file", models.FileField(blank=True, upload_to=workflows.models.attachment.attachment_path)),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("added_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="workflows.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("link__gt", "")),
                            models.Q(("file__gt", ""), ("sha256__gt", "")),
                            _connector="OR",
                        ),
                        name="attachment_is_file_or_link",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("full_name", models.CharField(max_length=150, verbose_name="full name")),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="position")),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="unit")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("is_representative", models.BooleanField(default=False, verbose_name="representative")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authors",
                        to="workflows.entry",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_representative", True)),
                        fields=("entry",),
                        name="entry_one_representative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("salt", models.CharField(max_length=32)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="workflows.caseevent",
                    ),
                ),
            ],
            options={
                "verbose_name": "event note",
                "verbose_name_plural": "event notes",
            },
        ),
        migrations.CreateModel(
            name="ForwardingBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("ordinal", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("collecting", "Being drawn up"),
                            ("confirmed", "List confirmed"),
                            ("forwarded", "Forwarded, awaiting receipt"),
                            ("received", "Received"),
                            ("none_declared", "No entries, declared by the unit"),
                            ("lapsed", "Deadline passed"),
                        ],
                        default="collecting",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("forwarded_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="workflows.contest",
                    ),
                ),
                (
                    "forwarded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "unit list",
                "verbose_name_plural": "unit lists",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "collecting",
                                    "confirmed",
                                    "forwarded",
                                    "received",
                                    "none_declared",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="batch_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["forwarded", "received"]), _negated=True),
                            models.Q(("forwarded_at__isnull", False), ("forwarded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="batch_forwarded_has_date_and_actor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "received"), _negated=True),
                            ("received_at__isnull", False),
                            _connector="OR",
                        ),
                        name="batch_received_has_date",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="workflows.forwardingbatch",
            ),
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("is_demo", models.BooleanField(default=False, verbose_name="demonstration")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="installation_single_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Judge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("title", models.CharField(blank=True, max_length=250)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judges",
                        to="workflows.contest",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgeships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "code"), name="judge_code_once"),
                    models.UniqueConstraint(fields=("contest", "user"), name="judge_user_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                ("recused_at", models.DateTimeField(blank=True, null=True)),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.assignment",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="workflows.entry",
                    ),
                ),
                (
                    "judge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="workflows.judge",
                    ),
                ),
            ],
            options={
                "ordering": ["judge__order", "pk"],
                "indexes": [
                    models.Index(fields=["judge", "recused_at"], name="workflows_a_judge_i_407b09_idx")
                ],
                "constraints": [models.UniqueConstraint(fields=("entry", "judge"), name="assignment_once")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted_on_behalf", "An entry was submitted on your behalf"),
                            ("returned", "An entry was returned for completion"),
                            ("reminder", "A deadline is near"),
                            ("escalation", "A unit has not forwarded its entries"),
                            ("lapsed", "An entry has lapsed: the deadline has passed"),
                            ("screened_out", "An entry did not pass pre-screening"),
                            ("disqualified", "An entry was disqualified"),
                            ("refused", "An entry was not accepted at receipt"),
                            ("reinstated", "An entry was reinstated"),
                            ("results", "Results have been published"),
                            ("tasks_returned", "Tasks have returned to the queue"),
                            ("tasks_left", "Somebody has left with tasks open"),
                        ],
                        max_length=30,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("key", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.contest",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="workflows.entry",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["user", "read_at", "-id"], name="workflows_n_user_id_dac3a6_idx")
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="notice_once")],
            },
        ),
        migrations.CreateModel(
            name="OrganisationUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=120, verbose_name="short name")),
                ("abbreviation", models.CharField(blank=True, max_length=30, verbose_name="abbreviation")),
                ("symbol", models.CharField(blank=True, max_length=30, verbose_name="document symbol")),
                ("kind", models.CharField(blank=True, max_length=60, verbose_name="kind")),
                ("level", models.CharField(blank=True, max_length=20, verbose_name="level")),
                ("superior_name", models.CharField(blank=True, max_length=200, verbose_name="superior body")),
                (
                    "head_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title of the head"),
                ),
                ("place_name", models.CharField(blank=True, max_length=100, verbose_name="place name")),
                (
                    "signing_regime",
                    models.CharField(
                        choices=[("head", "Head regime"), ("collective", "Collective regime")],
                        default="head",
                        max_length=20,
                        verbose_name="signing regime",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation unit",
                "verbose_name_plural": "organisation units",
                "constraints": [
                    models.UniqueConstraint(fields=("parent", "code"), name="unit_code_once_per_parent"),
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", True)),
                        fields=("code",),
                        name="unit_code_once_at_the_top",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="unit_valid_from_before_valid_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("unit_officer", "Unit officer"),
                            ("unit_head", "Head of unit"),
                            ("secretary", "Secretary of the organising committee"),
                            ("standing_head", "Head of the standing unit"),
                            ("judge", "Judge"),
                            ("chair", "Chair of the organising committee"),
                            ("signatory", "Signatory"),
                            ("clerk", "Records clerk"),
                            ("accountant", "Accountant"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "contest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.contest",
                    ),
                ),
                (
                    "stand_in_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["role", "unit"], name="workflows_m_role_d28304_idx"),
                    models.Index(fields=["role", "contest"], name="workflows_m_role_c5c885_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contest__isnull", True), ("unit__isnull", False)),
                            models.Q(("contest__isnull", False), ("unit__isnull", True)),
                            models.Q(
                                ("contest__isnull", True),
                                ("role__in", ["administrator", "auditor"]),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="membership_has_one_scope",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("stand_in_for__isnull", True)),
                        fields=("user", "role", "unit"),
                        name="membership_once_per_unit",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("stand_in_for__isnull", True)),
                        fields=("user", "role", "contest"),
                        name="membership_once_per_contest",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="judge",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workflows.organisationunit",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("unit_officer", "Unit officer"),
                            ("unit_head", "Head of unit"),
                            ("secretary", "Secretary of the organising committee"),
                            ("standing_head", "Head of the standing unit"),
                            ("judge", "Judge"),
                            ("chair", "Chair of the organising committee"),
                            ("signatory", "Signatory"),
                            ("clerk", "Records clerk"),
                            ("accountant", "Accountant"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("full_name", models.CharField(blank=True, max_length=150, verbose_name="full name")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=workflows.clock.machine_now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.contest",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contest__isnull", True), ("unit__isnull", False)),
                            models.Q(("contest__isnull", False), ("unit__isnull", True)),
                            models.Q(
                                ("contest__isnull", True),
                                ("role__in", ["administrator", "auditor"]),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_has_one_scope",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="forwardingbatch",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="workflows.organisationunit",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="workflows.organisationunit",
            ),
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("proposal", "Proposal to sign"), ("decision", "Award decision")],
                        max_length=12,
                    ),
                ),
                ("type_symbol", models.CharField(max_length=20)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted_for_signature", "Submitted for signature"),
                            ("sent_back", "Sent back for revision"),
                            ("signed", "Signed, awaiting number"),
                            ("issued", "Issued"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("subject", models.CharField(max_length=500)),
                ("record", models.JSONField(default=dict)),
                ("record_sha256", models.CharField(blank=True, max_length=64)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("full_number", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("file", models.FileField(blank=True, upload_to="documents")),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document",
                        to="workflows.case",
                    ),
                ),
                (
                    "cites",
                    models.ManyToManyField(blank=True, related_name="cited_by", to="workflows.document"),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="workflows.contest",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted_for_signature",
                                    "sent_back",
                                    "signed",
                                    "issued",
                                    "published",
                                ],
                            )
                        ),
                        name="document_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "issued", "published"]), _negated=True),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_signed_has_date_and_signer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["issued", "published"]), _negated=True),
                            models.Q(
                                ("issued_at__isnull", False),
                                ("issued_on__isnull", False),
                                ("number__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="document_issued_has_number_and_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "decision"), ("state__in", ["issued", "published"]), _negated=True
                            ),
                            ("file_sha256__gt", ""),
                            _connector="OR",
                        ),
                        name="decision_issued_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                (
                    "rule",
                    models.CharField(
                        choices=[("before", "before"), ("on_or_before", "on or before"), ("on", "on")],
                        max_length=15,
                    ),
                ),
                ("reason", models.TextField()),
                ("granted_at", models.DateTimeField()),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="workflows.deadline",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["deadline", "unit"], name="workflows_d_deadlin_78dc2d_idx")],
            },
        ),
        migrations.CreateModel(
            name="ContestUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("max_entries", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("contact", models.CharField(blank=True, max_length=200)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="workflows.contest",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "unit"), name="contest_unit_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="contest",
            name="organizer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="workflows.organisationunit",
            ),
        ),
        migrations.AddField(
            model_name="contest",
            name="standing_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standing_for",
                to="workflows.organisationunit",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="workflows.organisationunit",
            ),
        ),
        migrations.CreateModel(
            name="Prescreening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pass", "Propose to pass"),
                            ("fail", "Propose not to pass"),
                            ("return", "Return for completion"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason_code", models.CharField(blank=True, max_length=60)),
                ("note", models.TextField(blank=True)),
                ("answers", models.JSONField(default=dict)),
                ("decided_at", models.DateTimeField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescreenings",
                        to="workflows.entry",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("entry",),
                        name="prescreening_one_current",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prize",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=150)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Anyone"),
                            ("ca_nhan", "Individuals"),
                            ("nhom", "Groups"),
                            ("ca_nhan_nhom", "Individuals and groups"),
                            ("tap_the", "Collectives"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("quantity", models.PositiveSmallIntegerField()),
                ("money_vnd", models.PositiveBigIntegerField(default=0)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prizes",
                        to="workflows.contest",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contest", "code"), name="prize_code_once")],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveIntegerField()),
                ("money_vnd", models.PositiveBigIntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="workflows.document",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_fact",
                        to="workflows.entry",
                    ),
                ),
                (
                    "prize",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="workflows.prize",
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="RegisterBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type_symbol", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("last_number", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_books",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "type_symbol", "year"), name="register_book_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("full_number", models.CharField(max_length=60)),
                ("taken_on", models.DateField()),
                ("taken_at", models.DateTimeField()),
                ("voided_reason", models.TextField(blank=True)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="workflows.registerbook",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_row",
                        to="workflows.document",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["book", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "number"), name="register_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("name", models.CharField(blank=True, max_length=150)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("running", "Running"),
                            ("scored", "Scoring closed"),
                            ("approved", "Result approved"),
                            ("decided", "Decision issued"),
                            ("published", "Results published"),
                        ],
                        default="running",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_early_reason", models.TextField(blank=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="workflows.contest",
                    ),
                ),
            ],
            options={
                "ordering": ["contest", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "order"), name="round_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True), ("closed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="round_scored_iff_closed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="round_published_iff_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["running", "scored", "approved", "decided", "published"])
                        ),
                        name="round_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mean", models.DecimalField(decimal_places=2, max_digits=7)),
                ("valid_sheets", models.PositiveSmallIntegerField()),
                ("passed", models.BooleanField()),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                ("tie_group", models.PositiveIntegerField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=60)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranking",
                        to="workflows.entry",
                    ),
                ),
                (
                    "prize",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.prize",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranking",
                        to="workflows.round",
                    ),
                ),
            ],
            options={
                "ordering": ["rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "rank"), name="rank_once_per_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("prize__isnull", True),
                            models.Q(("passed", True), ("rank__isnull", False)),
                            _connector="OR",
                        ),
                        name="prize_only_for_ranked_and_passed",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="workflows.round"
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="workflows.round",
            ),
        ),
        migrations.CreateModel(
            name="Scoresheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("rules_version", models.PositiveSmallIntegerField(default=1)),
                ("total", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet",
                        to="workflows.assignment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at__isnull", True), ("total__isnull", False), _connector="OR"
                        ),
                        name="sheet_submitted_has_total",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.DecimalField(decimal_places=2, max_digits=6)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.criterion",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="workflows.scoresheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion"), name="score_once"),
                    models.CheckConstraint(condition=models.Q(("points__gte", 0)), name="score_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("full_name", models.CharField(max_length=150)),
                ("position", models.CharField(max_length=150)),
                ("authority", models.CharField(blank=True, max_length=150)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signers",
                        to="workflows.contest",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=300)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="workflows.contest",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("contest", "code"), name="theme_code_once")],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="workflows.theme",
            ),
        ),
        migrations.CreateModel(
            name="TieBreakRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tie_break",
                        to="workflows.contest",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.criterion",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "order"), name="tie_break_order_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TieVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.JSONField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="workflows.round",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="UnitAuthorDeadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                (
                    "rule",
                    models.CharField(
                        choices=[("before", "before"), ("on_or_before", "on or before"), ("on", "on")],
                        max_length=15,
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="author_deadlines",
                        to="workflows.contest",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "unit"), name="author_deadline_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.CharField(
                        choices=[("all", "All"), ("most", "Most"), ("part", "Part")],
                        default="all",
                        max_length=10,
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="workflows.organisationunit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="precedents",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="work_item",
                        serialize=False,
                        to="viewflow.task",
                    ),
                ),
                ("queue", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=20)),
                ("flow", models.CharField(max_length=20)),
                ("step", models.CharField(max_length=30)),
                ("code", models.CharField(blank=True, max_length=30)),
                ("title", models.CharField(max_length=320)),
                ("search_key", models.TextField(blank=True)),
                ("unit_name", models.CharField(blank=True, max_length=200)),
                ("state", models.CharField(max_length=30)),
                ("owned_at", models.DateTimeField(blank=True, null=True)),
                ("is_personal", models.BooleanField(default=False)),
                ("due", models.DateTimeField()),
                ("arrived", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_items",
                        to="workflows.case",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_items",
                        to="workflows.contest",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_items",
                        to="workflows.entry",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_items",
                        to="workflows.organisationunit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("owner__isnull", True)),
                        fields=["queue", "due", "task"],
                        name="wi_queue_due",
                    ),
                    models.Index(
                        condition=models.Q(("owner__isnull", True)),
                        fields=["queue", "step", "due", "task"],
                        name="wi_queue_step_due",
                    ),
                    models.Index(
                        condition=models.Q(("owner__isnull", True)),
                        fields=["unit", "due", "task"],
                        name="wi_unit_due",
                    ),
                    models.Index(
                        condition=models.Q(("owner__isnull", False)),
                        fields=["owner", "due", "task"],
                        name="wi_owner_due",
                    ),
                    models.Index(fields=["entry"], name="wi_entry"),
                    models.Index(fields=["contest", "step"], name="wi_contest_step"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="forwardingbatch",
            constraint=models.UniqueConstraint(
                fields=("contest", "unit", "ordinal"), name="batch_ordinal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["decision", "proposal"])),
                fields=("round", "kind"),
                name="round_document_once",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["unit", "contest", "state", "id"], name="workflows_e_unit_id_107d4f_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["round", "state", "id"], name="workflows_e_round_i_b4408d_idx"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("forwarded_at__isnull", True), ("batch__isnull", False), _connector="OR"),
                name="entry_forwarded_in_a_batch",
            ),
        ),
    ]
