"""What the two commands refuse, in words, before anything is touched."""

import gzip
import io
import json
import stat
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from tests.factories.cast import make_saltmarsh
from towpath.audit.models import Event
from towpath.cli import main
from towpath.config.backup import postgresql
from towpath.config.backup.contents import BackupDamagedError, BackupRefusedError
from towpath.config.backup.restoring import look_at
from towpath.config.backup.sealing import checked_public, new_key, secret_keys

pytestmark = pytest.mark.django_db


def packed(folder: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    """Return a file shaped as a backup, of these members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for header, content in members:
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    file = folder / "made.backup"
    file.write_bytes(gzip.compress(out.getvalue()))
    return file


def manifest(**told: object) -> tuple[tarfile.TarInfo, bytes]:
    """Return the manifest of a backup of nothing."""
    whole = {"id": "x", "made_at": "2026-01-31T09:00:00+00:00", "version": "0.1.0", "database": connection.vendor}
    whole |= {"migrations": [], "rows": {}, "heads": [], "members": [], "missing": [], "layout": 1, **told}
    return tarfile.TarInfo("manifest.json"), json.dumps(whole).encode()


@pytest.mark.parametrize(
    "words", [["backup"], ["backup", "x.backup"], ["backup", "x.backup", "--plain", "--to", new_key()[1]]]
)
def test_a_backup_is_sealed_or_said_to_be_plain(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "a public key to seal it to with --to" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "words"), [("", "it is a folder"), ("none/x.backup", "its folder is not there")])
def test_a_place_that_cannot_be_written_is_refused_before_the_log_says_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    make_saltmarsh()

    assert main(["backup", str(tmp_path / name), "--plain"]) == 2
    assert words in capsys.readouterr().err
    assert not Event.objects.filter(kind="backup.taken").exists()


def test_a_secret_key_given_in_place_of_a_public_one_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    secret, _ = new_key()

    with pytest.raises(SystemExit, match="2"):
        main(["backup", "x.backup", "--to", secret])

    said = capsys.readouterr().err
    assert "not a public key" in said
    assert secret[16:] not in said


def test_a_key_is_made_for_its_owner_alone_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "towpath.key"

    assert main(["backup", "--new-key", str(file), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    text = file.read_text(encoding="ascii")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert checked_public(made["public_key"]) in text
    assert len(secret_keys(text)) == 1
    assert main(["backup", "--new-key", str(file)]) == 2
    assert "cannot be made" in capsys.readouterr().err
    assert file.read_text(encoding="ascii") == text


@pytest.mark.parametrize("program", ["pg_dump", "psql"])
def test_a_missing_program_is_named(program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupRefusedError, match=f"^{program} is not on the path"):
        postgresql._program(program)


RELEASES = """
says                                        server  refused
pg_dump (PostgreSQL) 15.18 (Debian 15.18-0) 150004  -
pg_dump (PostgreSQL) 17.2                   170000  -
pg_dump (PostgreSQL) 18beta1                180000  -
pg_dump (PostgreSQL) 17.2                   160004  pg_dump is of PostgreSQL 17 and the server is of 16.
pg_dump (PostgreSQL) 15.18                  160004  pg_dump is of PostgreSQL 15 and the server is of 16.
"""


@pytest.mark.parametrize("row", RELEASES.strip().splitlines()[1:])
def test_a_pg_dump_of_another_release_than_its_server_is_refused(row: str, tmp_path: Path) -> None:
    says, server, refused = row[:43].strip(), int(row[44:52]), row[52:].strip()
    program = tmp_path / "pg_dump"
    program.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="ascii")
    program.chmod(0o700)

    if refused == "-":
        postgresql._check_release(str(program), server)
    else:
        with pytest.raises(BackupRefusedError) as said:
            postgresql._check_release(str(program), server)
        assert str(said.value) == (
            f"{refused} What it writes might not be taken back by that server: "
            "put the programs of PostgreSQL 16 first on the path."
        )


def test_a_backup_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(tmp_path / "none.backup")]) == 2
    assert "none.backup': No such file or directory. Nothing was changed." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "files/saltmarsh/../../evil", "files/x/short", "notes"])
def test_nothing_but_what_a_backup_may_hold_is_unpacked(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path, manifest(), (tarfile.TarInfo(name), b"evil"))

    with pytest.raises(BackupDamagedError, match="none of ours"):
        look_at(file, ())


def test_a_link_is_not_unpacked(tmp_path: Path) -> None:
    link = tarfile.TarInfo("database.sqlite3")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"

    with pytest.raises(BackupDamagedError, match="none of ours"):
        look_at(packed(tmp_path, manifest(), (link, b"")), ())


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([(tarfile.TarInfo("database.sqlite3"), b"x")], "does not start with its manifest"),
        ([(tarfile.TarInfo("manifest.json"), b"{}")], "manifest cannot be read"),
        ([], "is empty"),
    ],
)
def test_a_backup_without_its_manifest_is_refused(
    tmp_path: Path, members: list[tuple[tarfile.TarInfo, bytes]], words: str
) -> None:
    with pytest.raises(BackupDamagedError, match=words):
        look_at(packed(tmp_path, *members), ())


def test_a_member_that_is_missing_or_another_is_found(tmp_path: Path) -> None:
    wanted = [{"name": "database.sqlite3", "size": 4, "sha256": "0" * 64}]

    for members in ([], [(tarfile.TarInfo("database.sqlite3"), b"lock")]):
        with pytest.raises(BackupDamagedError, match="not in the backup as its manifest says"):
            look_at(packed(tmp_path, manifest(members=wanted), *members), ())


def test_a_backup_of_a_later_layout_asks_for_that_version(tmp_path: Path) -> None:
    with pytest.raises(BackupRefusedError, match="later Towpath"):
        look_at(packed(tmp_path, manifest(layout=2, something="new")), ())
