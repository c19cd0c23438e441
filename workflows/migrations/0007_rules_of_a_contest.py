"""Days off belong to a contest; what its entries must say of their authors is kept with it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def give_every_contest_its_days(apps: Any, _schema_editor: Any) -> None:
    """Keep every deadline where it stands: until now all days off counted for every contest."""
    days_off = apps.get_model("workflows", "Holiday").objects
    shared = list(days_off.filter(contest=None))
    for contest in apps.get_model("workflows", "Contest").objects.all():
        days_off.bulk_create(days_off.model(contest=contest, date=day.date, name=day.name) for day in shared)
    days_off.filter(contest=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0006_unfinished_demo"),
    ]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="required_contact_fields",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="holiday",
            name="date",
            field=models.DateField(),
        ),
        migrations.AddField(
            model_name="holiday",
            name="contest",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holidays",
                to="workflows.contest",
            ),
        ),
        migrations.RunPython(give_every_contest_its_days, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="holiday",
            name="contest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holidays",
                to="workflows.contest",
            ),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.UniqueConstraint(fields=("contest", "date"), name="holiday_once"),
        ),
    ]
