import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0012_handing_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="documentversion",
            name="note",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
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
                    ("revoked", "An award was revoked"),
                    ("names_to_check", "Please check how names and title are spelt"),
                    ("names_corrected", "The details of an entry were corrected"),
                    ("tasks_returned", "Tasks have returned to the queue"),
                    ("issued", "A document was issued to your unit"),
                    ("tasks_left", "Somebody has left with tasks open"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="SpellingCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("remark", models.TextField(blank=True)),
                ("remarked_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spelling",
                        to="workflows.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("remark", ""), ("remarked_at__isnull", True)),
                            models.Q(models.Q(("remark", ""), _negated=True), ("remarked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="spelling_remark_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", True),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="spelling_resolves_a_remark",
                    ),
                ],
            },
        ),
    ]
