import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0001_initial"),
        ("contact", "0006_status_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contact.contactevent",
            ),
        ),
    ]
