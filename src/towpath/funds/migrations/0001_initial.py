"""Make pots, requests and the ledger; the database itself keeps the balances and refuses any change to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
create trigger funds_movement_is_booked after insert on funds_movement begin
    update funds_account set balance_pence = balance_pence - new.pence where pot_id = new.pot_id and kind = new.source;
    update funds_account set balance_pence = balance_pence + new.pence where pot_id = new.pot_id and kind = new.target;
end
;;
create trigger funds_movement_is_never_changed before update on funds_movement
    begin select raise(abort, 'funds_movement is append-only'); end
;;
create trigger funds_movement_is_never_deleted before delete on funds_movement
    begin select raise(abort, 'funds_movement is append-only'); end
"""
POSTGRESQL = """
create function funds_book() returns trigger language plpgsql as $$ begin
    update funds_account set balance_pence = balance_pence - new.pence where pot_id = new.pot_id and kind = new.source;
    update funds_account set balance_pence = balance_pence + new.pence where pot_id = new.pot_id and kind = new.target;
    return null;
end $$
;;
create trigger funds_movement_is_booked after insert on funds_movement for each row execute function funds_book()
;;
create function funds_refuse() returns trigger language plpgsql
    as $$ begin raise exception '% is append-only', tg_table_name; end $$
;;
create trigger funds_movement_is_never_changed before update or delete on funds_movement
    for each row execute function funds_refuse()
;;
create trigger funds_movement_is_never_emptied before truncate on funds_movement
    for each statement execute function funds_refuse()
"""


def keep_the_ledger(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.split(";;"):
            # No parameters are given, so a percent sign in a message stays itself.
            cursor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("organisation", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("funder", models.CharField(max_length=200)),
                ("from_date", models.DateField()),
                ("to_date", models.DateField()),
                ("pays_for", models.JSONField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pots", to="organisation.organisation"
                    ),
                ),
            ],
            options={
                "db_table": "funds_pot",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_date__gte", models.F("from_date"))), name="pot_ends_after_it_begins"
                    ),
                    models.UniqueConstraint(fields=("organisation", "name"), name="pot_name_is_used_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("funder", "Funder"),
                            ("available", "Available"),
                            ("promised", "Promised"),
                            ("spent", "Spent"),
                        ],
                        max_length=12,
                    ),
                ),
                ("balance_pence", models.BigIntegerField(default=0)),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="funds.pot"
                    ),
                ),
            ],
            options={
                "db_table": "funds_account",
                "constraints": [
                    models.UniqueConstraint(fields=("pot", "kind"), name="account_of_pot_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "funder"), ("balance_pence__gte", 0), _connector="OR"),
                        name="account_is_never_below_nought",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("pence", models.BigIntegerField()),
                ("why", models.TextField()),
                ("checks", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("refused", "Refused"),
                            ("approved", "Approved"),
                            ("paid", "Paid"),
                            ("taken_back", "Taken Back"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_because", models.TextField(blank=True)),
                ("paid_date", models.DateField(blank=True, null=True)),
                (
                    "paid_method",
                    models.CharField(
                        blank=True,
                        choices=[("card", "Card"), ("bank", "Bank"), ("voucher", "Voucher"), ("cash", "Cash")],
                        max_length=8,
                    ),
                ),
                ("paid_reference", models.CharField(blank=True, max_length=100)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="support_requests", to="people.person"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="funds.pot"
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "funds_support_request",
                "indexes": [
                    models.Index(fields=["organisation", "state", "asked_at"], name="request_waiting"),
                    models.Index(fields=["person", "asked_at"], name="request_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pence__gt", 0)), name="request_is_for_some_money"),
                    models.CheckConstraint(condition=models.Q(("why", ""), _negated=True), name="request_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="request_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="request_decision_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True),
                            models.Q(
                                ("paid_date__isnull", False),
                                models.Q(("paid_method", ""), _negated=True),
                                models.Q(("paid_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="request_payment_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=12)),
                ("target", models.CharField(max_length=12)),
                ("pence", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("approved", "Approved"),
                            ("paid", "Paid"),
                            ("unspent", "Unspent"),
                            ("reversed", "Reversed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=64)),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funds.movement",
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="funds.pot"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="funds.supportrequest",
                    ),
                ),
            ],
            options={
                "db_table": "funds_movement",
                "indexes": [
                    models.Index(fields=["pot", "id"], name="movement_of_pot"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pence__gt", 0)), name="movement_is_of_some_money"),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="movement_goes_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ("funder", "available", "promised", "spent")),
                            ("target__in", ("funder", "available", "promised", "spent")),
                        ),
                        name="movement_is_between_accounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "reversed"), ("reverses__isnull", False)),
                            models.Q(models.Q(("reason", "reversed"), _negated=True), ("reverses__isnull", True)),
                            _connector="OR",
                        ),
                        name="movement_back_names_what_it_reverses",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_the_ledger, migrations.RunPython.noop),
    ]
