"""Files are kept exactly, and let go only under an agreement that is written down first."""

import json
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.access.viewer import Viewer
from towpath.audit.actions import transaction
from towpath.audit.models import Event
from towpath.files.actions import (
    FileRemovedError,
    ReleaseRefusedError,
    keep,
    open_kept,
    release,
    remove,
)
from towpath.files.agreement import Agreement, reason_to_refuse
from towpath.files.models import Release, StoredFile
from towpath.files.queries import FileNotFoundHereError, get_file, list_files, list_files_like
from towpath.files.store import FileDamagedError, FileTooLargeError, path_of
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db

ROLL = b"UPN,Surname\r\nA123,Example\r\n"
AGREEMENT = Agreement(
    reference="ISA-7",
    parties=frozenset({"Saltmarsh College"}),
    covers=frozenset({"september guarantee"}),
    from_date=date(2025, 9, 1),
    to_date=date(2026, 1, 31),
)


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path


def keep_roll(organisation: Organisation, *, name: str = "roll.csv", content: bytes = ROLL) -> StoredFile:
    return keep(
        organisation=organisation,
        content=BytesIO(content),
        original_name=name,
        file_class="incoming",
        by=SETUP,
        at=MORNING,
    )


def read(file: StoredFile) -> bytes:
    with open_kept(file) as content:
        return content.read()


def files_on_disk(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != ".lock")


def test_file_is_kept_byte_for_byte_under_its_hash(saltmarsh: Organisation, store_folder: Path):
    kept = keep_roll(saltmarsh)

    assert (kept.sha256, kept.size) == (sha256(ROLL).hexdigest(), len(ROLL))
    assert read(kept) == ROLL
    assert (store_folder / "saltmarsh" / kept.sha256).stat().st_mode & 0o777 == 0o600


def test_name_that_the_sender_gave_stays_out_of_the_log(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh, name=r"C:\Users\office\Ann Example leavers.csv")

    assert kept.original_name == "Ann Example leavers.csv"
    event = Event.objects.get(kind="file.kept")
    assert "Ann" not in event.facts
    assert json.loads(event.facts)["withheld"] == ["original_name"]


def test_file_that_is_too_large_leaves_nothing_behind(saltmarsh: Organisation, store_folder: Path):
    with pytest.raises(FileTooLargeError):
        keep(
            organisation=saltmarsh,
            content=BytesIO(b"x" * 11),
            original_name="big.csv",
            file_class="incoming",
            by=SETUP,
            at=MORNING,
            most_bytes=10,
        )

    assert files_on_disk(store_folder) == []
    assert not StoredFile.objects.exists()


def test_same_bytes_twice_are_two_rows_and_one_file(saltmarsh: Organisation, store_folder: Path, data_lead: Viewer):
    first, again = keep_roll(saltmarsh), keep_roll(saltmarsh, name="roll again.csv")

    assert list_files_like(data_lead, first.sha256) == [first, again]
    assert files_on_disk(store_folder) == [first.sha256]


def test_altered_bytes_are_not_given_out(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh)
    path_of("saltmarsh", kept.sha256).write_bytes(b"something else")

    with pytest.raises(FileDamagedError, match="altered"):
        open_kept(kept)


def test_missing_bytes_say_so(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh)
    path_of("saltmarsh", kept.sha256).unlink()

    with pytest.raises(FileDamagedError, match="missing"):
        open_kept(kept)


@pytest.mark.parametrize(
    ("to", "purpose", "on", "words"),
    [
        # The agreement runs from 1 September 2025 to 31 January 2026, both days included.
        ("Saltmarsh College", "september guarantee", date(2025, 8, 31), "starts on 1 September 2025"),
        ("Saltmarsh College", "september guarantee", date(2025, 9, 1), None),
        ("Saltmarsh College", "september guarantee", date(2026, 1, 31), None),
        ("Saltmarsh College", "september guarantee", date(2026, 2, 1), "ended on 31 January 2026"),
        ("Saltmarsh College", "newsletter", date(2026, 1, 31), "does not cover newsletter"),
        ("Farbank College", "september guarantee", date(2026, 1, 31), "is not with Farbank College"),
    ],
)
def test_agreement_lets_go_only_what_it_says(to: str, purpose: str, on: date, words: str | None):
    reason = reason_to_refuse(AGREEMENT, to=to, purpose=purpose, on=on)

    assert reason is None if words is None else words in (reason or "")


def test_agreement_without_an_end_goes_on():
    endless = Agreement(
        reference="s68", parties=frozenset({"DfE"}), covers=frozenset({"return"}), from_date=date(2025, 9, 1)
    )

    assert reason_to_refuse(endless, to="DfE", purpose="return", on=date(2036, 2, 29)) is None


def test_release_is_written_down_with_everyone_it_names(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh)

    with release(
        kept,
        to="Saltmarsh College",
        purpose="september guarantee",
        agreement=AGREEMENT,
        persons=["p1", "p2"],
        by=SETUP,
        at=MORNING,
    ) as content:
        assert content.read() == ROLL

    gone = Release.objects.get()
    assert (gone.file, gone.to, gone.agreement) == (kept, "Saltmarsh College", "ISA-7")
    assert json.loads(Event.objects.get(kind="file.released").persons) == ["p1", "p2"]


def test_release_without_an_agreement_is_refused_and_the_refusal_recorded(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh)

    with pytest.raises(ReleaseRefusedError, match="no sharing agreement with Farbank College"):
        release(kept, to="Farbank College", purpose="transfer", agreement=None, by=SETUP, at=MORNING)

    assert not Release.objects.exists()
    assert Event.objects.filter(kind="file.release_refused", subject=f"files_stored_file:{kept.pk}").count() == 1


def test_release_inside_a_transaction_that_may_be_undone_is_refused(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh)

    with pytest.raises(RuntimeError, match="may be undone"), transaction(by=SETUP, at=MORNING):
        release(kept, to="Saltmarsh College", purpose="september guarantee", agreement=AGREEMENT, by=SETUP, at=MORNING)

    assert not Release.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_removed_file_leaves_its_hash_but_neither_bytes_nor_name(saltmarsh: Organisation, store_folder: Path):
    kept = keep_roll(saltmarsh)

    remove(kept, by=SETUP, at=MORNING)

    kept.refresh_from_db()
    assert (kept.sha256, kept.original_name, kept.removed_at) == (sha256(ROLL).hexdigest(), "", MORNING)
    assert files_on_disk(store_folder) == []
    with pytest.raises(FileRemovedError):
        open_kept(kept)
    with pytest.raises(FileRemovedError):
        remove(kept, by=SETUP, at=MORNING)


@pytest.mark.django_db(transaction=True)
def test_bytes_outlive_a_removal_that_is_undone(saltmarsh: Organisation):
    kept = keep_roll(saltmarsh)

    def remove_and_fail() -> None:
        with transaction(by=SETUP, at=MORNING) as events:
            events.record("batch.undone")
            remove(kept, by=SETUP, at=MORNING)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        remove_and_fail()

    kept.refresh_from_db()
    assert read(kept) == ROLL


@pytest.mark.django_db(transaction=True)
def test_bytes_that_another_row_needs_outlive_a_removal(saltmarsh: Organisation):
    removed, needed = keep_roll(saltmarsh), keep_roll(saltmarsh)

    remove(removed, by=SETUP, at=MORNING)

    assert read(needed) == ROLL


def test_stranger_and_adviser_find_no_file(
    saltmarsh: Organisation, data_lead: Viewer, adviser: Viewer, stranger: Viewer
):
    kept = keep_roll(saltmarsh)

    assert get_file(data_lead, kept.pk) == kept
    for viewer in (adviser, stranger):
        assert not list_files(viewer).exists()
        with pytest.raises(FileNotFoundHereError):
            get_file(viewer, kept.pk)
