"""Let the database itself refuse what must never happen to the log."""

from django.db import migrations
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
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
