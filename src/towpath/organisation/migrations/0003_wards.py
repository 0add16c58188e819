"""Keep which postcode lies in which ward, as a council loaded it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_lists_of_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="WardLookup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("postcodes", models.PositiveIntegerField()),
                ("wards", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ward_lookups",
                        to="organisation.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_ward_lookup",
            },
        ),
        migrations.CreateModel(
            name="WardPostcode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("postcode", models.CharField(max_length=8)),
                ("code", models.CharField(blank=True, max_length=9)),
                ("name", models.CharField(max_length=120)),
                (
                    "lookup",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="organisation.wardlookup",
                    ),
                ),
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
                "db_table": "organisation_ward_postcode",
                "constraints": [
                    models.UniqueConstraint(fields=("lookup", "postcode"), name="ward_postcode_is_held_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="ward_has_a_name"),
                ],
            },
        ),
    ]
