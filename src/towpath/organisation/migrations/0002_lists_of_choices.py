"""Keep the lists that a council may change, for every room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=32)),
                ("code", models.CharField(max_length=32)),
                ("words", models.CharField(max_length=120)),
                ("hint", models.CharField(blank=True, max_length=200)),
                ("means", models.CharField(blank=True, max_length=400)),
                ("is_offered", models.BooleanField(default=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_list_entry",
                "indexes": [models.Index(fields=["organisation", "name", "code"], name="choice_of_council")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="choice_has_words")
                ],
            },
        ),
    ]
