"""The workshop keeps its own word: no network, one clock, counted skips."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from importlib.machinery import SourceFileLoader

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.repo import house


@pytest.fixture
def workshop_test(monkeypatch):
    """Return scripts/test as a module, away from the build."""
    monkeypatch.delenv("CI", raising=False)
    loader = SourceFileLoader("workshop_test", str(house.ROOT / "scripts/test"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name.
    monkeypatch.setitem(sys.modules, loader.name, module)
    loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_test_cannot_reach_the_network():
    # 192.0.2.0/24 is kept for documentation (RFC 5737), so nothing answers there in any case.
    with socket.socket() as out, pytest.raises(SocketConnectBlockedError):
        out.connect(("192.0.2.1", 80))


def test_a_test_can_reach_its_own_machine():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_tests_run_on_london_time():
    assert time.tzname == ("GMT", "BST")


def test_no_date_leaks_in_from_the_desk():
    assert "TOWPATH_TODAY" not in os.environ


def test_results_are_counted_by_what_they_mean(workshop_test, tmp_path):
    results = tmp_path / "results.xml"
    results.write_text(
        """<testsuites><testsuite>
        <testcase name="passes"/>
        <testcase name="fails"><failure message="no"/></testcase>
        <testcase name="falls over before it starts"><error message="no"/></testcase>
        <testcase name="misses something"><skipped type="pytest.skip" message="../shared is absent"/></testcase>
        <testcase name="fails as it should for now"><skipped type="pytest.xfail" message="later"/></testcase>
        </testsuite></testsuites>"""
    )
    group = workshop_test.Group("a group", [])

    workshop_test.count(group, results)

    assert (group.passed, group.failed, group.skips) == (1 + 1, 1 + 1, Counter({"../shared is absent": 1}))


@pytest.mark.parametrize(
    ("ci", "reason", "refused"),
    [
        ("true", "chromium is absent", 3),
        ("true", "../shared is absent", 0),
        ("true", "the extra towpath[spark] is not installed", 0),
        ("true", "R is not installed", 0),
        ("true", "python3.14 is not on this machine", 0),
        ("true", "running is slow", 3),
        ("", "chromium is absent", 0),
    ],
)
def test_a_skip_fails_the_build_unless_it_may_be_missing(workshop_test, monkeypatch, ci, reason, refused):
    monkeypatch.setenv("CI", ci)
    group = workshop_test.Group("a group", [], skips=Counter({reason: 3}))

    assert group.refused_skips == refused


def test_no_folder_of_tests_is_left_out_of_the_groups(workshop_test):
    grouped = {name.partition("/")[0] for group in workshop_test.groups() for name in group.folders}

    assert grouped == {
        path.relative_to(house.ROOT / "tests").parts[0] for path in house.ROOT.glob("tests/*/**/test_*.py")
    }


def test_every_test_that_asks_for_the_database_is_run_on_both_or_opens_a_page(workshop_test):
    [on_postgresql] = [group for group in workshop_test.groups() if group.before]
    asking = re.compile(r"\bdjango_db\b|\bdb: None\b|\bsaltmarsh\b")
    found = {
        path.relative_to(house.ROOT / "tests").parts[0]
        for path in house.ROOT.glob("tests/*/**/test_*.py")
        if asking.search(path.read_text(encoding="utf-8"))
    }

    assert "cli" in found
    assert found - {"journeys", "repo", "web"} <= set(on_postgresql.folders)
    assert set(workshop_test.EVERY_PAGE) <= set(on_postgresql.folders)
    assert all((house.ROOT / "tests" / name).is_file() for name in workshop_test.EVERY_PAGE)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_pins_every_package_by_hash_and_names_no_host(name):
    text = (house.ROOT / name).read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

    assert len(packages) > 20
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "--index-url" not in text
    assert "http" not in text.replace("httpx", "").replace("http-", "")


def test_every_command_calls_a_script_that_is_there_and_may_run():
    called = set(re.findall(r"scripts/([a-z-]+)", (house.ROOT / "Makefile").read_text(encoding="utf-8")))

    unable = [name for name in sorted(called) if not os.access(house.ROOT / "scripts" / name, os.X_OK)]

    assert called
    assert not unable


@pytest.mark.parametrize(
    "name",
    ["setup", "setup-ci", "demo", "fix", "bench", "lock", "assets", "validator"],
    ids=lambda name: f"scripts/{name}",
)
def test_a_shell_script_can_be_read_by_any_shell(name):
    done = subprocess.run(["sh", "-n", house.ROOT / "scripts" / name], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_the_build_calls_make_test_and_nothing_else():
    steps = [
        line for line in (house.ROOT / ".ci/run").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]

    assert steps == ["set -eu", 'cd -- "$(dirname -- "$0")/.."', "exec make test"]


def test_make_alone_lists_every_command():
    # As from a desk: a make within make says where it is.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make"], cwd=house.ROOT, capture_output=True, text=True, check=True, env=environment)

    assert [line.split()[1] for line in done.stdout.splitlines()] == re.findall(
        r"^([a-z]+):", (house.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
