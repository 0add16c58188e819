"""What a backup holds and what it does not, and that one that is not whole is never taken for one that is."""

import gzip
import io
import json
import stat
import tarfile
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from pytest_django.fixtures import Settings

from tests.apps.config.backup.conftest import Take
from towpath.audit.models import Event
from towpath.config.backup.contents import BackupDamagedError, BackupRefusedError
from towpath.config.backup.restoring import look_at
from towpath.config.backup.sealing import new_key
from towpath.files.models import StoredFile
from towpath.files.store import path_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_is_for_its_owner_and_holds_no_key_and_nobody_signed_in(take: Take) -> None:
    secret, public = new_key()
    plain, sealed = take("plain"), take("sealed", public)

    inside = gzip.decompress(plain.out.read_bytes())

    assert [stat.S_IMODE(each.out.stat().st_mode) for each in (plain, sealed)] == [0o600, 0o600]
    assert b"Halloran" in inside
    assert b"of-somebody-signed-in" not in inside
    assert b"of-this-place-alone" not in inside
    assert b"Halloran" not in sealed.out.read_bytes()
    assert look_at(sealed.out, [secret]).rows == sealed.manifest.rows
    with pytest.raises(BackupRefusedError, match="--key"):
        look_at(sealed.out, ())


def test_the_log_says_that_it_is_taken_and_the_copy_says_so_too(take: Take) -> None:
    taken = take()

    event = Event.objects.get(kind="backup.taken")

    assert event.subject == f"backup:{taken.manifest.id}"
    # It was the last thing in the log before the copy.
    assert [(head.sequence, head.hash) for head in taken.manifest.heads] == [(event.sequence, event.hash)]


def test_nothing_is_left_beside_it_and_nothing_half_written(take: Take, settings: Settings) -> None:
    taken = take()

    assert sorted(path.name for path in taken.out.parent.iterdir()) == ["plain.backup", "var"]
    assert not list(settings.VAR.glob(".staged-*"))


def test_a_kept_file_that_is_gone_or_altered_is_told_and_the_rest_is_kept(take: Take) -> None:
    gone, altered = (path_of("saltmarsh", digest) for digest in StoredFile.objects.values_list("sha256", flat=True))
    gone.unlink()
    altered.write_bytes(b"altered")

    taken = take()

    assert sorted(taken.manifest.missing) == sorted(f"files/saltmarsh/{path.name}" for path in (gone, altered))
    [database] = look_at(taken.out, ()).members
    assert database.name.startswith("database")


def test_a_database_that_cannot_even_be_told_of_it_is_refused_in_words(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: object) -> None:
        raise DatabaseError("database disk image is malformed\nDETAIL: a row")

    monkeypatch.setattr("towpath.config.backup.taking.transaction", broken)

    with pytest.raises(BackupRefusedError) as refused:
        take()
    assert str(refused.value) == (
        "The database cannot be read and written (database disk image is malformed). "
        "If it is damaged, restore an earlier backup."
    )


def test_one_that_is_altered_or_cut_is_not_taken_for_whole(take: Take, tmp_path: Path) -> None:
    whole = take().out.read_bytes()
    middle = len(whole) // 2

    for content in (whole[:middle] + bytes(64) + whole[middle + 64 :], whole[:-100], whole[:-4], b"UPN,Name\n"):
        file = tmp_path / "spoilt"
        file.write_bytes(content)
        with pytest.raises(BackupDamagedError):
            look_at(file, ())


def test_one_that_is_not_for_here_says_for_what(take: Take, tmp_path: Path) -> None:
    whole, file = take().out.read_bytes(), tmp_path / "elsewhere"
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]

    for change, words in (
        ({"database": other}, "TOWPATH_DATABASE_URL"),
        ({"migrations": ["people.9999_next"]}, "people.9999_next"),
    ):
        file.write_bytes(_changed(whole, **change))
        with pytest.raises(BackupRefusedError, match=words):
            look_at(file, ())


def _changed(whole: bytes, **change: object) -> bytes:
    """Return a backup that says something else of itself."""
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        content = tar.extractfile("manifest.json")
        assert content is not None
        text = json.dumps({**json.loads(content.read()), **change}).encode()
    header, out = tarfile.TarInfo("manifest.json"), io.BytesIO()
    header.size = len(text)
    with tarfile.open(fileobj=out, mode="w") as tar:
        tar.addfile(header, io.BytesIO(text))
    return gzip.compress(out.getvalue())
