"""Let a request be sent back and asked again, say who took money back and why, and let a funder be told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0002_plans_needs_and_concerns"),
        ("files", "0001_initial"),
        ("funds", "0001_initial"),
        ("organisation", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="supportrequest",
            name="request_decision_has_who_and_when",
        ),
        migrations.RemoveConstraint(
            model_name="supportrequest",
            name="request_payment_says_how",
        ),
        migrations.AddField(
            model_name="pot",
            name="agreement",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="paid_to",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="plan",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.plan"
            ),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="sent_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="sent_back_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="sent_back_words",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="taken_back_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="supportrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("sent_back", "Sent Back"),
                    ("refused", "Refused"),
                    ("approved", "Approved"),
                    ("paid", "Paid"),
                    ("taken_back", "Taken Back"),
                ],
                default="asked",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("state__in", ("asked", "sent_back")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("asked", "sent_back")), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="request_decision_has_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_back_by__isnull", True),
                    models.Q(("sent_back_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="request_sent_back_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_back_at__isnull", True), ("sent_back_by__isnull", True), ("sent_back_words", "")),
                    models.Q(
                        ("sent_back_at__isnull", False),
                        ("sent_back_by__isnull", False),
                        models.Q(("sent_back_words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="request_sent_back_says_who_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent_back"), _negated=True), ("sent_back_by__isnull", False), _connector="OR"
                ),
                name="request_sent_back_was_sent_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paid"), _negated=True),
                    models.Q(
                        ("paid_date__isnull", False),
                        models.Q(("paid_method", ""), _negated=True),
                        models.Q(("paid_reference", ""), _negated=True),
                        models.Q(("paid_to", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="request_payment_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("state", "taken_back"), _negated=True),
                        ("taken_back_at__isnull", True),
                        ("taken_back_by__isnull", True),
                    ),
                    models.Q(
                        ("state", "taken_back"),
                        ("taken_back_at__isnull", False),
                        ("taken_back_by__isnull", False),
                        models.Q(("taken_back_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="request_taken_back_says_who_when_and_why",
            ),
        ),
    ]
