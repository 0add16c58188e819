"""Only the safe database settings are made, and any other is refused at the start."""

import sqlite3
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from towpath.config.checks import (
    check_debug_is_private,
    declared_errors,
    postgresql_errors,
    refuse_unsafe_start,
    sqlite_errors,
)
from towpath.config.databases import DatabaseAddressError, database_settings, journal_mode

BEFORE_THE_REPAIR = (3, 51, 2)
REPAIRED = (3, 51, 3)
SAFE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000, "mmap_size": 0}


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        (BEFORE_THE_REPAIR, "DELETE"),
        (REPAIRED, "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_wal_is_chosen_only_where_two_writers_cannot_corrupt_it(version: tuple[int, ...], mode: str):
    assert journal_mode(version) == mode
    options = database_settings("sqlite:///x.sqlite3", sqlite_version=version)["OPTIONS"]
    assert f"PRAGMA journal_mode={mode};" in options["init_command"]


def test_sqlite_is_full_immediate_and_patient():
    options = database_settings("sqlite:///x.sqlite3", sqlite_version=REPAIRED)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000"):
        assert f"PRAGMA {pragma};" in options["init_command"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:///var/towpath.sqlite3", "var/towpath.sqlite3"),
        ("sqlite:////srv/towpath.sqlite3", "/srv/towpath.sqlite3"),
        ("sqlite:////srv/a%20folder/towpath.sqlite3", "/srv/a folder/towpath.sqlite3"),
    ],
)
def test_sqlite_address_names_a_file(address: str, name: str):
    assert database_settings(address, sqlite_version=REPAIRED)["NAME"] == name


def test_postgresql_address_gives_every_part():
    chosen = database_settings("postgresql://ann:p%40ss@db.example:5433/care?sslmode=require", sqlite_version=REPAIRED)

    assert {key: chosen[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "care",
    }
    assert chosen["OPTIONS"]["sslmode"] == "require"
    assert chosen["OPTIONS"]["pool"]


def test_postgresql_socket_is_a_host():
    assert database_settings("postgresql://ann@/care?host=/run/pg", sqlite_version=REPAIRED)["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://host/towpath", "starts with 'mysql'"),
        ("towpath.sqlite3", "starts with ''"),
        ("sqlite:///", "names no file"),
        ("postgresql://host/", "names no database"),
    ],
)
def test_address_that_cannot_be_used_says_what_to_write(address: str, words: str):
    with pytest.raises(DatabaseAddressError, match=words):
        database_settings(address, sqlite_version=REPAIRED)


def test_safe_connection_has_no_error():
    assert sqlite_errors(version=REPAIRED, in_memory=False, pragmas=SAFE) == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", 1),
        ("synchronous", 0),
        ("foreign_keys", 0),
        ("busy_timeout", 5_000),
        ("mmap_size", 268_435_456),
        ("journal_mode", "off"),
        ("journal_mode", "memory"),
    ],
)
def test_each_unsafe_setting_is_refused_by_name(pragma: str, value: object):
    found = sqlite_errors(version=REPAIRED, in_memory=False, pragmas={**SAFE, pragma: value})

    assert [f"SQLite's {pragma} is {value!r}" in error.msg for error in found] == [True]


def test_wal_is_refused_with_a_library_that_can_corrupt_it():
    found = sqlite_errors(version=BEFORE_THE_REPAIR, in_memory=False, pragmas=SAFE)

    assert ["must be 'delete' with SQLite 3.51.2" in error.msg for error in found] == [True]


@pytest.mark.parametrize(("version", "errors"), [(140_013, 1), (149_999, 1), (150_000, 0), (180_001, 0)])
def test_postgresql_before_15_is_refused(version: int, errors: int):
    assert len(postgresql_errors(version)) == errors


@pytest.mark.parametrize(
    ("debug", "hosts", "errors"),
    [
        (True, ["localhost", "127.0.0.1"], 0),
        (True, ["localhost", "towpath.example"], 1),
        (True, ["*"], 1),
        (False, ["towpath.example"], 0),
    ],
)
def test_debug_pages_are_refused_where_strangers_could_read_them(settings, debug: bool, hosts: list[str], errors: int):
    settings.DEBUG, settings.ALLOWED_HOSTS = debug, hosts

    assert len(check_debug_is_private(None)) == errors


def test_transaction_that_would_take_its_lock_late_is_refused():
    chosen = database_settings("sqlite:///x.sqlite3", sqlite_version=REPAIRED)
    assert declared_errors(chosen) == []

    chosen["OPTIONS"]["transaction_mode"] = "DEFERRED"
    assert [error.id for error in declared_errors(chosen)] == ["towpath.E002"]


@pytest.mark.django_db
def test_database_of_the_tests_is_itself_safe():
    refuse_unsafe_start()


@pytest.mark.django_db
def test_unsafe_start_is_refused_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("towpath.config.checks.FIRST_POSTGRESQL", 99)
    monkeypatch.setattr("towpath.config.checks.BUSY_MILLISECONDS", 1)

    with pytest.raises(ImproperlyConfigured, match=r"Towpath needs 99|busy_timeout is 20000"):
        refuse_unsafe_start()


def test_settings_that_are_made_are_the_ones_that_are_checked(tmp_path: Path):
    """Opened with the plain library, a database made by our own settings passes our own check."""
    chosen = database_settings(f"sqlite:////{tmp_path}/x.sqlite3", sqlite_version=sqlite3.sqlite_version_info)
    opened = sqlite3.connect(chosen["NAME"])
    opened.executescript(chosen["OPTIONS"]["init_command"])
    pragmas = {name: opened.execute(f"pragma {name}").fetchone()[0] for name in SAFE}
    opened.close()

    assert sqlite_errors(version=sqlite3.sqlite_version_info, in_memory=False, pragmas=pragmas) == []


@pytest.mark.django_db
def test_foreign_keys_are_enforced():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("pragma foreign_keys")
            assert cursor.fetchone() == (1,)
    assert connection.features.supports_foreign_keys
