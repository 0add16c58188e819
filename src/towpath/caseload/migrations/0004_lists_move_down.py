"""Let a council's lists lie where every room can reach them, and close a case for a reason of its own."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEPT = ("organisation_id", "name", "code", "words", "hint", "is_offered", "recorded_at", "recorded_by")


def carry_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lower = apps.get_model("organisation", "ListEntry")
    for row in apps.get_model("caseload", "ListEntry").objects.order_by("pk"):
        lower.objects.create(**{name: getattr(row, name) for name in KEPT})


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0003_own_pages"),
        ("organisation", "0002_lists_of_choices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="closed_because",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AlterField(
            model_name="workagreement",
            name="channel",
            field=models.CharField(max_length=32),
        ),
        migrations.RunPython(carry_down, migrations.RunPython.noop),
        migrations.DeleteModel(name="ListEntry"),
    ]
