"""Keep contacts in versions, and on each whom it reached, which no list may say otherwise later."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As the list of outcomes said when whom a contact reached was still read from it.
REACHED = {
    "Y": ("spoke", "seen", "replied", "refused"),
    "F": ("spoke_family", "seen_family"),
}


def write_whom_it_reached(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for reached, outcomes in REACHED.items():
        apps.get_model("contact", "ContactEvent").objects.filter(outcome__in=outcomes).update(reached=reached)


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0002_why_a_contact_was_struck_out"),
        ("organisation", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactevent",
            name="first",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="later_versions",
                to="contact.contactevent",
            ),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="reached",
            field=models.CharField(
                choices=[("Y", "the young person"), ("F", "a parent or carer"), ("N", "neither")],
                default="N",
                max_length=1,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="contactevent",
            name="version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="contactevent",
            name="channel",
            field=models.CharField(max_length=32),
        ),
        migrations.AddConstraint(
            model_name="contactevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first__isnull", True), ("version", 1)),
                    models.Q(("first__isnull", False), ("version__gt", 1)),
                    _connector="OR",
                ),
                name="contact_later_version_has_a_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactevent",
            constraint=models.UniqueConstraint(fields=("first", "version"), name="contact_version_is_written_once"),
        ),
        migrations.RunPython(write_whom_it_reached, migrations.RunPython.noop),
    ]
