"""A restore that stops says what is true: nothing was changed, or the backup is in its place and what is left to do."""

import errno
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from tests.apps.config.backup.conftest import Take
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.audit.models import Event
from towpath.cli import main
from towpath.config.backup import postgresql, restoring, sqlite
from towpath.config.backup.contents import BackupRefusedError
from towpath.files import store
from towpath.files.actions import remove
from towpath.files.models import StoredFile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(take: Take) -> Path:
    """Return a backup of two kept files, of which one has been removed here since."""
    file = take().out
    remove(StoredFile.objects.order_by("pk")[0], by=SETUP, at=MORNING)
    return file


def in_the_store(settings: Settings) -> list[str]:
    return sorted(path.name for path in Path(settings.FILES_ROOT).glob("*/*") if not path.name.startswith("."))


def put_back_by(monkeypatch: pytest.MonkeyPatch, refusal: Exception | None) -> None:
    """Let the database be replaced by itself, or not at all."""

    def put_back(file: Path) -> None:
        if refusal:
            raise refusal

    for copier in (sqlite, postgresql):
        monkeypatch.setattr(copier, "put_back", put_back)


@pytest.mark.parametrize("refusal", [BackupRefusedError("It is in use."), OSError(errno.ENOSPC, "No space left")])
def test_a_refused_restore_takes_out_again_the_files_that_it_added(
    backup: Path, refusal: Exception, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = in_the_store(settings)
    put_back_by(monkeypatch, refusal)

    assert main(["restore", str(backup), "--replace"]) == 2
    assert len(kept) == 1
    assert in_the_store(settings) == kept


def test_bytes_that_somebody_kept_meanwhile_stay(
    backup: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back_by(monkeypatch, None)

    def kept_again_and_refused(file: Path) -> None:
        StoredFile.objects.update(removed_at=None)
        raise BackupRefusedError("It is in use.")

    monkeypatch.setattr(restoring.COPIERS[connection.vendor], "put_back", kept_again_and_refused)

    assert main(["restore", str(backup), "--replace"]) == 2
    assert len(in_the_store(settings)) == 2


def test_a_full_disk_changes_nothing_and_says_so(
    backup: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, write = in_the_store(settings), store.write

    def until_it_is_full(council: str, content: BinaryIO, *, most_bytes: int) -> tuple[str, int]:
        written = write(council, content, most_bytes=most_bytes)
        if written[0] not in kept:
            raise OSError(errno.ENOSPC, "No space left on device")
        return written

    monkeypatch.setattr(store, "write", until_it_is_full)

    assert main(["restore", str(backup), "--replace"]) == 2
    assert capsys.readouterr().err.endswith("No space left on device. Nothing was changed.\n")
    assert in_the_store(settings) == kept


def test_what_stops_after_the_database_was_replaced_is_not_said_to_have_changed_nothing(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_back_by(monkeypatch, None)

    def not_permitted(*given: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "files/saltmarsh")

    monkeypatch.setattr(store, "erase_unless", not_permitted)

    assert main(["restore", str(backup), "--replace"]) == 1
    assert capsys.readouterr().err == (
        "The backup is in its place, but what follows could not be done: 'files/saltmarsh': Permission denied. "
        "Put that right, then run the same command again, with --replace.\n"
    )
    monkeypatch.undo()
    assert not Event.objects.filter(kind="backup.restored").exists()


def test_a_server_that_does_not_answer_is_not_taken_for_one_that_is_in_use(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> None:
        raise OperationalError('connection to server at "db" failed: Connection refused\n\tIs the server running?')

    monkeypatch.setattr(restoring, "connection", SimpleNamespace(vendor="postgresql", ensure_connection=refused))

    for replace in (False, True):
        with pytest.raises(BackupRefusedError) as said:
            restoring.restore_backup(backup, keys=(), replace=replace, user="console", role="console", at=MORNING)
        assert str(said.value) == (
            'The database cannot be reached (connection to server at "db" failed: Connection refused). '
            "Start it, or set TOWPATH_DATABASE_URL, then try again. Nothing was changed."
        )


def test_a_database_that_was_set_aside_comes_back_where_the_restore_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "towpath.sqlite3"
    (tmp_path / "towpath.sqlite3-wal").write_bytes(b"beside it")
    file.write_bytes(b"not a database any more")
    live = SimpleNamespace(settings_dict={"NAME": str(file)}, close=lambda: None)
    monkeypatch.setattr(sqlite, "connection", live)

    def restore() -> None:
        with sqlite.set_aside("now") as aside:
            assert aside.read_bytes() == b"not a database any more"
            assert not file.exists()
            file.write_bytes(b"a new one, half written")
            (tmp_path / "towpath.sqlite3-journal").write_bytes(b"of the new one")
            raise BackupRefusedError("There is no room.")

    with pytest.raises(BackupRefusedError):
        restore()

    assert {path.name: path.read_bytes() for path in tmp_path.glob("towpath*")} == {
        "towpath.sqlite3": b"not a database any more",
        "towpath.sqlite3-wal": b"beside it",
    }
