"""SQLite for tests: its triggers are set aside while the tables are emptied."""

from collections.abc import Iterable

from django.db.backends.sqlite3 import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Empty the tables, then put every trigger back as it was."""
        with self.connection.cursor() as cursor:
            triggers = cursor.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
            for name, _ in triggers:
                cursor.execute(f'drop trigger "{name}"')
            super().execute_sql_flush(sql_list)
            for _, sql in triggers:
                cursor.execute(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
