"""Say how a signing ended: they asked to leave, they closed, or it was not renewed."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_that_they_left(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say of every end written down before that they asked to leave; the words beside it say what is known."""
    apps.get_model("charter", "Signing").objects.filter(ended_date__isnull=False).update(ended_how="asked")


class Migration(migrations.Migration):
    dependencies = [
        ("charter", "0001_initial"),
        ("organisation", "0001_initial"),
        ("provision", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="signing", name="signing_end_says_when_and_why"),
        migrations.AddField(
            model_name="signing",
            name="ended_how",
            field=models.CharField(
                blank=True,
                choices=[("asked", "asked to leave"), ("closed", "closed"), ("lapsed", "was not renewed")],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(say_that_they_left, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="signing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("ended_because", ""),
                        ("ended_date__isnull", True),
                        ("ended_how", ""),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_date__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                        models.Q(("ended_how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signing_end_says_how_when_and_why",
            ),
        ),
    ]
