"""Folders and files may have any name a person gives them: spaces, accents, and signs that addresses give a meaning."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.bad_input.lists import example
from tests.examples import returns
from tests.factories.separate import PROJECT

FOLDER = "Lists, Síân’s (50% done) #1? & more"
SOUND = Path(returns.__file__).parent / "sound.xml"
OVERLAY = """
[[correction]]
list = "checks"
code = "43"
from = 2026-01-01
set = {valid_to = 2025-12-31}
reason = "withdrawn"
source = "our copy"
"""
OPEN_COUNCIL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories.cast import make_saltmarsh
make_saltmarsh()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / FOLDER
    made.mkdir()
    return made


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "towpath.config.settings",
        "TOWPATH_VAR": str(folder / "var é"),
        "TOWPATH_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "TOWPATH_DEMO": "1",
        "TOWPATH_TODAY": "2026-01-31",
        "TOWPATH_DATABASE_URL": "",
        "PYTHONPATH": str(PROJECT),
    }


def towpath(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Return what a real command answered that was run inside the folder."""
    command = [sys.executable, "-m", "towpath.cli", *map(str, arguments)]
    done = subprocess.run(
        command, env=environment(folder), cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def council(folder: Path) -> Path:
    """Return a folder in which a council is kept, database and all."""
    subprocess.run([sys.executable, "-c", OPEN_COUNCIL], env=environment(folder), cwd=folder, check=True)
    return folder


@pytest.mark.slow
def test_a_list_is_imported_and_the_site_is_served_from_there(council: Path):
    file = council / "Year 11 – final (2).csv"
    file.write_bytes(example("school_roll").content())

    answered = towpath(council, "import", file, "--format", "school_roll", "--json")

    told = json.loads(answered.stdout)
    assert (answered.returncode, told["rejected"]) == (0, 0)
    assert told["created"] > 0
    assert (council / "var é/towpath.sqlite3").stat().st_size > 100_000
    assert {path.name for path in council.iterdir()} == {"var é", file.name}

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [sys.executable, "-m", "towpath.cli", "serve", "--port", str(port)],
        env=environment(council), cwd=council, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert answer_of(f"http://127.0.0.1:{port}/healthz", serving) == 200
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=60)
    assert serving.returncode == 0


def answer_of(address: str, serving: "subprocess.Popen[str]") -> int:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        assert serving.poll() is None, serving.communicate()[1]
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status
        except OSError:
            time.sleep(0.2)
    raise AssertionError("Nothing answered.")


def test_a_return_is_checked_there_with_an_overlay(folder: Path):
    file, overlay = folder / "January return.xml", folder / "our own list.toml"
    file.write_bytes(SOUND.read_bytes())
    overlay.write_text(OVERLAY)

    done = towpath(folder, "return", "check", file, "--overlay", overlay)

    assert (done.returncode, done.stderr) == (0, "")
    assert f"{file}: 7 records" in done.stdout


def test_a_file_that_is_not_there_is_named_as_it_was_given(folder: Path):
    done = towpath(folder, "return", "check", folder / "nowhere é.xml")

    assert done.returncode == 2
    assert done.stderr == f"{str(folder / 'nowhere é.xml')!r} cannot be read: No such file or directory.\n"
