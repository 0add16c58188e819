"""Make the log and its heads, and let the database itself refuse what must never happen to them."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

HEAD_SHRINKS = "new.sequence <= old.sequence or new.organisation <> old.organisation"
SQLITE = """
create trigger audit_event_is_never_changed before update on audit_event
    begin select raise(abort, 'audit_event is append-only'); end
;;
create trigger audit_event_is_never_deleted before delete on audit_event
    begin select raise(abort, 'audit_event is append-only'); end
;;
create trigger audit_chain_head_only_grows before update on audit_chain_head when HEAD_SHRINKS
    begin select raise(abort, 'audit_chain_head only grows'); end
;;
create trigger audit_chain_head_is_never_deleted before delete on audit_chain_head
    begin select raise(abort, 'audit_chain_head only grows'); end
"""
POSTGRESQL = """
create function audit_refuse() returns trigger language plpgsql
    as $$ begin raise exception '% is append-only', tg_table_name; end $$
;;
create trigger audit_event_is_never_changed before update or delete on audit_event
    for each row execute function audit_refuse()
;;
create trigger audit_event_is_never_emptied before truncate on audit_event
    for each statement execute function audit_refuse()
;;
create trigger audit_chain_head_only_grows before update on audit_chain_head
    for each row when (HEAD_SHRINKS) execute function audit_refuse()
;;
create trigger audit_chain_head_is_never_deleted before delete on audit_chain_head
    for each row execute function audit_refuse()
;;
create trigger audit_chain_head_is_never_emptied before truncate on audit_chain_head
    for each statement execute function audit_refuse()
"""


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.replace("HEAD_SHRINKS", HEAD_SHRINKS).split(";;"):
            # No parameters are given, so a percent sign in a message stays itself.
            cursor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("organisation", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "audit_chain_head",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=40)),
                ("sequence", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("user", models.CharField(max_length=64)),
                ("role", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=64)),
                ("person", models.CharField(blank=True, max_length=64)),
                ("subject", models.CharField(blank=True, max_length=128)),
                ("facts", models.TextField(blank=True)),
                ("persons", models.TextField(blank=True)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "audit_event",
                "indexes": [
                    models.Index(fields=["organisation", "person", "sequence"], name="audit_event_person"),
                    models.Index(fields=["organisation", "user", "at"], name="audit_event_user"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "sequence"), name="audit_event_sequence_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)), name="audit_event_sequence_starts_at_one"
                    ),
                ],
            },
        ),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
