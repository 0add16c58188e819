"""PostgreSQL for tests: its triggers are set aside while the tables are emptied."""

from collections.abc import Iterable

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Empty the tables, then put every trigger back as it was."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
                " where not t.tgisinternal"
            )
            tables = [name for (name,) in cursor.fetchall()]
            for table in tables:
                cursor.execute(f'alter table "{table}" disable trigger user')
            super().execute_sql_flush(sql_list)
            for table in tables:
                cursor.execute(f'alter table "{table}" enable trigger user')


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
