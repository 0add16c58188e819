"""The restore drill: back up, destroy, restore, and what was signed can be built again to the byte."""

import json
from pathlib import Path

import pytest
from django.db import connection

from tests.apps.config.backup.conftest import Installation, execute, portrait, wreck

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BUILD_AGAIN = """
import json
from datetime import timedelta
from tests.factories.cast import PASSWORD, SETUP
from towpath.access.models import User
from towpath.files.actions import open_kept
from towpath.returns.actions import build_return
from towpath.returns.models import Run
first = Run.objects.order_by("id")[0]
again = build_return(organisation=first.organisation, period_end=first.period_end, known_at=first.known_at, by=SETUP,
    at=first.known_at + timedelta(days=30))
is_same = open_kept(first.file).read() == open_kept(again.file).read()
print(json.dumps([is_same, again.records, again.sha256, User.objects.get().check_password(PASSWORD)]))
"""
WORK_ON = """
import json
from io import BytesIO
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person, pupil
from towpath.files.actions import keep
from towpath.organisation.models import Organisation
council = Organisation.objects.get()
make_person(council, pupil(70), source="import:99")
Session.objects.create(session_key="of-somebody-signed-in", session_data="", expire_date=timezone.now())
kept = keep(organisation=council, content=BytesIO(b"came later"), original_name="later.csv", file_class="incoming",
    by=SETUP, at=MORNING)
print(json.dumps(kept.sha256))
"""
KEEP_WRITING = """
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.audit.actions import transaction
print("started", flush=True)
while True:
    with transaction(by=SETUP, at=MORNING) as events:
        events.record("test.written", subject="again")
"""
RESTORE_AND_DIE = """
import os, signal, sqlite3
from pathlib import Path
from towpath import cli
from towpath.config.backup import postgresql, restoring, sqlite
def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)
def half_of_sqlite(file):
    sqlite3.connect(file).backup(sqlite._live(), pages=8, progress=die)
def all_but_the_end_of_postgresql(file, put_back=postgresql.put_back):
    with file.open("a") as script:
        script.write("select pg_terminate_backend(pg_backend_pid());")
    put_back(file)
def before_the_database(file):
    die()
step, backup = {step!r}, {backup!r}
if step == "unpacked":
    restoring.store.write = die
if step == "files in place":
    sqlite.put_back = postgresql.put_back = die
if step == "half of the database":
    sqlite.put_back, postgresql.put_back = half_of_sqlite, all_but_the_end_of_postgresql
if step == "database in place":
    restoring._migrate = die
if step == "files erased":
    restoring._tell = die
raise SystemExit(cli.main(["restore", backup, "--replace"]))
"""


def test_the_same_return_is_built_again_in_an_empty_place_and_after_the_database_is_destroyed(
    ours: Installation, elsewhere: Installation, keys: tuple[str, Path], tmp_path: Path
) -> None:
    public, secret = keys
    backup = tmp_path / "january.backup"
    taken = ours.run("backup", backup, "--to", public)

    restored = elsewhere.run("restore", backup, "--key", secret)

    assert (restored["replaced"], restored["problems"], restored["events_lost"]) == (False, [], {})
    # The log has one event more than was copied: that it was restored.
    [head] = taken["heads"]
    assert restored["audit"] == {"events": head["sequence"] + 1, "ok": True, "first_bad": None}
    assert portrait(elsewhere)[1:] == portrait(ours)[1:]
    is_same, records, digest, opens = elsewhere.ask(BUILD_AGAIN)
    assert (is_same, opens) == (True, True)
    assert records > 0

    wreck(elsewhere)
    assert "add --replace" in elsewhere.run("restore", backup, "--key", secret, code=2)["said"]
    again = elsewhere.run("restore", backup, "--key", secret, "--replace")

    assert (again["replaced"], again["problems"], again["audit"]["ok"]) == (True, [], True)
    assert (again["set_aside"] is not None) == (connection.vendor == "sqlite")
    assert elsewhere.ask(BUILD_AGAIN) == [True, records, digest, True]


def test_what_came_after_a_backup_goes_with_its_files_and_the_log_says_where_it_had_got_to(
    ours: Installation, tmp_path: Path
) -> None:
    backup = tmp_path / "plain.backup"
    taken = ours.run("backup", backup, "--plain")
    copied = portrait(ours)
    digest = ours.ask(WORK_ON)
    later = portrait(ours)
    assert (digest,) in later[5]

    refused = ours.run("restore", backup, code=2)
    assert "There is something here already" in refused["said"]
    assert portrait(ours) == later
    again = ours.run("restore", backup, "--replace")

    [head] = taken["heads"]
    [(council, reached, hashed)] = later[0]
    assert again["events_lost"] == {council: reached - head["sequence"]}
    assert portrait(ours)[1:] == copied[1:]
    assert execute(ours, "select count(*) from django_session") == [(0,)]
    [(facts,)] = execute(ours, "select facts from audit_event where kind = 'backup.restored'")
    told = json.loads(str(facts))["after"]
    assert (told["replaced_sequence"], told["replaced_hash"]) == (reached, hashed)


def test_a_restore_killed_at_any_step_leaves_the_old_state_or_the_new_one(ours: Installation, tmp_path: Path) -> None:
    backup = tmp_path / "plain.backup"
    ours.run("backup", backup, "--plain")
    new = portrait(ours)
    execute(ours, "update organisation_organisation set name = 'Changed since'")
    old = portrait(ours)

    for step in ("unpacked", "files in place", "half of the database"):
        died = ours.start(RESTORE_AND_DIE.format(step=step, backup=str(backup)))
        _, said = died.communicate(timeout=120)
        # Only PostgreSQL's own programs can be cut off from their server; all else was killed.
        assert died.returncode == -9 or "Nothing was changed." in said, (step, said)
        assert portrait(ours) == old, step
    for step in ("database in place", "files erased"):
        died = ours.start(RESTORE_AND_DIE.format(step=step, backup=str(backup)))
        died.communicate(timeout=120)
        assert died.returncode == -9
        assert portrait(ours) == new, step
        execute(ours, "update organisation_organisation set name = 'Changed since'")

    assert ours.run("restore", backup, "--replace")["problems"] == []
    assert portrait(ours)[1:] == new[1:]
    assert not list(ours.folder.glob(".staged-*"))


def test_a_backup_taken_while_others_write_is_of_one_moment(
    ours: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    backup = tmp_path / "busy.backup"
    writer = ours.start(KEEP_WRITING)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline()
        taken = ours.run("backup", backup, "--plain")
    finally:
        writer.kill()
        writer.communicate()

    restored = elsewhere.run("restore", backup)

    assert (restored["problems"], restored["audit"]["ok"]) == ([], True)
    assert restored["audit"]["events"] == taken["heads"][0]["sequence"] + 1
