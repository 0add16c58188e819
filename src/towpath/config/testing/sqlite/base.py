"""
SQLite for tests: made once for the same migrations and copied from then on, its triggers set aside while it is emptied.

Making the tables takes a third of a minute, which whoever runs one test would wait for each time.
"""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from django import get_version
from django.apps import apps
from django.conf import settings
from django.db.backends.sqlite3 import base, creation, operations

KEPT = Path(__file__).resolve().parents[5] / ".make/test-databases"
"""Beside the project's other makings; it may be deleted at any time."""


def kept_database() -> Path:
    """Return where the database that today's migrations make is kept, whether or not it was made."""
    told = sha256(get_version().encode())
    for app in sorted(apps.get_app_configs(), key=lambda each: each.name):
        for file in sorted((Path(app.path) / "migrations").rglob("*.py")):
            told.update(f"{app.name}/{file.name}\n".encode())
            told.update(file.read_bytes())
    return KEPT / f"{told.hexdigest()}.sqlite3"


class DatabaseCreation(creation.DatabaseCreation):
    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Make the database, from a kept one where there is one of the same migrations, and else keep this one."""
        kept = None if settings.MIGRATION_MODULES else kept_database()
        filled = self._filled_from(kept) if kept and kept.exists() else None
        try:
            name: str = super().create_test_db(*args, **kwargs)
        finally:
            if filled:
                filled.close()
        if kept and not filled:
            self._keep(kept)
        return name

    def _filled_from(self, kept: Path) -> sqlite3.Connection:
        """Return a connection that holds the database in memory until Django has its own."""
        filled = sqlite3.connect(self._get_test_db_name(), uri=True)  # type: ignore[attr-defined]  # Not in its stubs.
        with closing(sqlite3.connect(kept)) as source:
            source.backup(filled)
        return filled

    def _keep(self, kept: Path) -> None:
        """Copy the database whole into its place, and take away those of earlier migrations."""
        KEPT.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{os.getpid()}")
        self.connection.ensure_connection()
        with closing(sqlite3.connect(beside)) as copy:
            self.connection.connection.backup(copy)
        beside.replace(kept)
        for old in set(KEPT.glob("*.sqlite3")) - {kept}:
            old.unlink(missing_ok=True)


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
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations
