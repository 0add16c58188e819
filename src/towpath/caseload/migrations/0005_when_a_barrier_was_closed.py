"""Keep the instant at which a barrier was closed, so that why it was keeps the words that were chosen."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q

CLOSING = "barrier_closing_says_why"


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the instant it was written as that of its closing: no other was kept, and no list is worded anew before."""
    barriers = apps.get_model("caseload", "Barrier").objects
    barriers.filter(closed_date__isnull=False).update(closed_at=F("recorded_at"))


class Migration(migrations.Migration):
    dependencies = [("caseload", "0004_lists_move_down")]

    operations = [
        migrations.RemoveConstraint(model_name="barrier", name=CLOSING),
        migrations.AddField(model_name="barrier", name="closed_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=Q(closed_date__isnull=True, closed_at__isnull=True, closed_because="", closed_by="")
                | (Q(closed_date__isnull=False, closed_at__isnull=False) & ~Q(closed_because="") & ~Q(closed_by="")),
                name=CLOSING,
            ),
        ),
    ]
