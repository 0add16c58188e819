"""What SQLite's copier says of a database that is damaged, or that does not fit, in words."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from towpath.config.backup import sqlite
from towpath.config.backup.contents import BackupRefusedError

PAGES = 100


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a live database of some hundred pages."""
    file = tmp_path / "live.sqlite3"
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("create table person (id integer primary key, name text)")
        made.executemany("insert into person (name) values (?)", [("Wren" * 1_000,)] * PAGES)
    monkeypatch.setattr(sqlite, "_live", lambda: sqlite3.connect(file))
    return file


def write_over(file: Path, start: int, size: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(b"\xa5" * size)


def refusal(folder: Path) -> str:
    with pytest.raises(BackupRefusedError) as refused, sqlite.snapshot(folder / "copy.sqlite3"):
        pass
    return str(refused.value)


def test_one_page_written_over_in_the_middle_is_found_and_told(live: Path, tmp_path: Path) -> None:
    [size] = sqlite3.connect(live).execute("pragma page_size").fetchone()

    write_over(live, live.stat().st_size // size // 2 * size, size)

    said = refusal(tmp_path)
    assert said.startswith("The database is damaged (")
    assert said.endswith("). Restore an earlier backup.")
    assert "\n" not in said


def test_what_is_no_database_any_more_is_told(live: Path, tmp_path: Path) -> None:
    write_over(live, 0, 4096)

    assert refusal(tmp_path) == "The database is damaged (file is not a database). Restore an earlier backup."


def test_a_whole_one_is_copied_whole(live: Path, tmp_path: Path) -> None:
    with sqlite.snapshot(tmp_path / "copy.sqlite3") as moment:
        assert moment.tables == ("person",)
        assert moment.ask("select count(*) from person").fetchall() == [(PAGES,)]


def test_a_copy_that_finds_no_room_is_told_and_changes_nothing(
    live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as made:
        made.execute("create table here (id integer)")

    def without_room() -> sqlite3.Connection:
        opened = sqlite3.connect(other)
        opened.execute("pragma max_page_count = 3")
        return opened

    monkeypatch.setattr(sqlite, "_live", without_room)

    with pytest.raises(
        BackupRefusedError, match=r"cannot be written \(database or disk is full\). Nothing was changed"
    ):
        sqlite.put_back(live)
    assert sqlite.tables_in(sqlite3.connect(other)) == ("here",)
