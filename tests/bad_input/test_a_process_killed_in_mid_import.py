"""
A process killed with no warning in the middle of an import leaves nothing half done.

The import is killed as `kill -9` does: while it reads, between its chunks and inside one. What it leaves is sound, its
sum holds, and the same command, or the queue, brings it to where one never killed would be, to the byte.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.imports.lists import BY, load, portrait, pupil, roll, send
from tests.factories.cast import make_farbank, make_saltmarsh
from tests.factories.moments import MORNING
from tests.factories.separate import PROJECT, SeparateSite, separate_site
from towpath.imports.jobs import APPLY
from towpath.jobs.actions import enqueue
from towpath.organisation.models import Organisation

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PUPILS = [pupil(number) for number in range(36)]
# A second row about somebody, one that is wrong and one that waits, so that every outcome is on both sides of a chunk.
CONTENT = roll(
    *PUPILS[:30], pupil(3, Gender="M"), pupil(31, DOB="31/02/2009"), *PUPILS[32:], pupil(1, UPN="", Postcode="")
)
READ = 37
CHUNK = 3

# Whoever is to be killed says that the moment has come, and waits. The moment is the so-manieth time that an event of a
# kind is recorded, which is inside its transaction, or that progress is shown, which is between two.
DOOMED = f"""
import sys, time
from towpath.audit.actions import Events
from towpath.cli.service import import_list
from towpath.imports.actions import applying, receiving
applying.CHUNK = receiving.CHUNK = {CHUNK}
moment, times = sys.argv[1], int(sys.argv[2])
seen = []
def reached(kind):
    if kind == moment:
        seen.append(kind)
        if len(seen) == times:
            print("now", flush=True)
            time.sleep(600)
record = Events.record
def told(self, kind, **rest):
    record(self, kind, **rest)
    reached(kind)
Events.record = told
import_list._show_progress = lambda done, total: reached("between chunks")
"""
BY_COMMAND = DOOMED + "from towpath.cli import main\nmain(sys.argv[3:])\n"
BY_WORKER = DOOMED + (
    "from threading import Event\nfrom towpath.jobs.worker import run_worker\nrun_worker(Event(), until_empty=True)\n"
)
LOOK = """
import json
from django.db import connection
from tests.apps.imports.lists import portrait, sum_holds
from towpath.audit.queries import verify
from towpath.imports.models import Batch
from towpath.imports.summing import sum_of
from towpath.organisation.models import Organisation
council = Organisation.objects.get(code="saltmarsh")
sound = "ok"
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
batches = list(Batch.objects.filter(organisation=council).order_by("number"))
print(json.dumps({
    "sound": sound,
    "chained": verify("saltmarsh")["ok"],
    "batches": [[batch.state, sum_holds(batch), sum_of(batch).read, sum_of(batch).waiting] for batch in batches],
    "people": portrait(council),
}))
"""
FINISH = (
    "import json\nfrom datetime import timedelta\nfrom threading import Event\n"
    "from towpath.jobs.models import Job\nfrom towpath.jobs.worker import run_worker\n"
    "run_worker(Event(), until_empty=True, stale_after=timedelta(0))\n"
    "job = Job.objects.get()\nprint(json.dumps([job.state, job.attempt]))\n"
)


@pytest.fixture
def saltmarsh(db: None, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    return make_saltmarsh()


@pytest.fixture
def never_killed(db: None) -> list[tuple[str, ...]]:
    """Return what is believed of everybody after the same list was loaded in one go, by the next council."""
    farbank = make_farbank()
    load(farbank, CONTENT)
    return portrait(farbank)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roll.csv"
    path.write_bytes(CONTENT)
    return path


def kill(site: SeparateSite, script: str, kind: str, times: int, *arguments: object) -> None:
    """Start a process and kill it, with no warning, the so-manieth time that it records an event of this kind."""
    command = [sys.executable, "-c", "import django; django.setup()\n" + script, kind, str(times), *map(str, arguments)]
    process = subprocess.Popen(
        command, env=site.environment, cwd=PROJECT, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n", process.communicate(timeout=60)[1]
    process.kill()
    process.communicate(timeout=60)


def run(site: SeparateSite, file: Path) -> tuple[int, dict[str, object]]:
    """Return the exit code and the answer of a real `towpath import`."""
    command = [sys.executable, "-m", "towpath.cli", "import", str(file), "--format", "school_roll", "--json"]
    command += ["--council", "saltmarsh"]
    done = subprocess.run(
        command, env=site.environment, cwd=PROJECT, capture_output=True, text=True, timeout=180, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


def look(site: SeparateSite) -> dict[str, object]:
    found = site.ask(LOOK)
    assert (found["sound"], found["chained"]) == ("ok", True)
    assert all(holds for _, holds, _, _ in found["batches"])
    return {**found, "people": [tuple(each) for each in found["people"]]}


# The moment of death, and how much of the list is then applied. One row of 37 is rejected, so 36 make twelve chunks.
MOMENTS = {
    "while it is read": ("imports.rows_staged", 6, "nothing"),
    "inside a chunk": ("imports.rows_applied", 5, "part"),
    "between two chunks": ("between chunks", 5, "part"),
    "inside the last chunk": ("imports.rows_applied", 12, "part"),
    "when it was about to say that all is applied": ("imports.applied", 1, "all"),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_same_command_again_ends_where_one_never_killed_does(
    saltmarsh: Organisation, never_killed: list[tuple[str, ...]], file: Path, tmp_path: Path, moment: str
) -> None:
    site = separate_site(tmp_path)
    kind, times, applied = MOMENTS[moment]

    kill(site, BY_COMMAND, kind, times, "import", file, "--format", "school_roll", "--council", "saltmarsh")

    left = look(site)
    if applied == "nothing":
        assert left["people"] == []
    elif applied == "part":
        assert 0 < len(left["people"]) < len(never_killed)
        assert left["batches"][0][0] == "applying"
    code, told = run(site, file)
    after = look(site)
    assert code == 1  # A row was rejected.
    assert (told["read"], told["resumed"]) == (READ, applied != "nothing")
    assert after["people"] == never_killed
    # A list whose reading was cut off stays as it was, refused, beside the one that was read anew.
    assert [state for state, *_ in after["batches"]] == [*(["refused"] if applied == "nothing" else []), "applied"]
    assert after["batches"][-1] == ["applied", True, READ, 0]


def test_a_worker_killed_in_mid_list_leaves_it_to_the_next(
    saltmarsh: Organisation, never_killed: list[tuple[str, ...]], tmp_path: Path
) -> None:
    batch = send(saltmarsh, CONTENT)
    key = f"imports.batch:{batch.pk}"
    enqueue(APPLY, organisation=saltmarsh, arguments={"batch": batch.pk}, key=key, by=BY, at=MORNING)
    site = separate_site(tmp_path)

    kill(site, BY_WORKER, "imports.rows_applied", 4)

    [[state, _, read, waiting]] = look(site)["batches"]
    assert (state, read) == ("applying", READ)
    assert 0 < waiting < READ
    # The job done at the second try.
    assert site.ask(FINISH) == ["done", 2]
    assert look(site)["batches"] == [["applied", True, READ, 0]]
    assert look(site)["people"] == never_killed


def test_a_list_killed_half_way_can_be_undone_instead(saltmarsh: Organisation, file: Path, tmp_path: Path) -> None:
    site = separate_site(tmp_path)
    kill(
        site, BY_COMMAND, "imports.rows_applied", 5, "import", file, "--format", "school_roll", "--council", "saltmarsh"
    )

    site.ask(
        "import json\nfrom tests.apps.imports.lists import BY\nfrom tests.factories.moments import MORNING\n"
        "from towpath.imports.actions import undo_batch\nfrom towpath.imports.models import Batch\n"
        "undo_batch(Batch.objects.get(), by=BY, at=MORNING)\nprint(json.dumps(None))"
    )

    found = look(site)
    assert found["people"] == []
    assert [state for state, *_ in found["batches"]] == ["undone"]
