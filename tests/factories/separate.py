"""The database of a test, shared with processes of their own, for what only a second process can prove."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]
SET_UP = "import django; django.setup()\n"


@dataclass(frozen=True, slots=True)
class SeparateSite:
    """Where separate processes find the database and the settings."""

    environment: dict[str, str]

    def start(self, script: str) -> "subprocess.Popen[str]":
        """Return a running process of the script; whoever starts it stops it."""
        return subprocess.Popen(
            [sys.executable, "-c", SET_UP + script],
            env=self.environment,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, script: str) -> object:
        """Return what the script printed as JSON."""
        process = self.start(script)
        out, words = process.communicate(timeout=180)
        assert process.returncode == 0, words
        return json.loads(out)


def separate_site(folder: Path) -> SeparateSite:
    """Return a site with everything this test has committed so far, in the same PostgreSQL or a copy of the SQLite."""
    if connection.vendor == "sqlite":
        file = folder / "site.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(file) as copy:
            connection.connection.backup(copy)
        copy.close()
        address = f"sqlite:////{quote(str(file).lstrip('/'))}"
    else:
        chosen = connection.settings_dict
        address = (
            f"postgresql://{quote(chosen['USER'])}:{quote(chosen['PASSWORD'])}@/{chosen['NAME']}"
            f"?host={quote(chosen['HOST'])}" + (f"&port={chosen['PORT']}" if chosen["PORT"] else "")
        )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "towpath.config.settings",
        "TOWPATH_DATABASE_URL": address,
        "TOWPATH_VAR": str(folder / "var"),
        "TOWPATH_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "TOWPATH_DEMO": "1",
        "PYTHONPATH": os.pathsep.join((str(PROJECT / "src"), str(PROJECT))),
    }
    return SeparateSite(environment)
