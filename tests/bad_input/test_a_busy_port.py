"""A port that cannot be used is one plain line and exit 2, and nothing is started."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from towpath.cli.service.serve import free_port, is_free, main


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_busy_port_is_one_line_and_nothing_is_started(busy: int, tmp_path: Path):
    command = [sys.executable, "-m", "towpath.cli", "serve", "--port", str(busy)]

    done = subprocess.run(
        command, env={"TOWPATH_VAR": str(tmp_path / "var"), "PATH": ""}, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Port {busy} is busy. Choose another with --port, or leave it out.\n"
    assert not list((tmp_path / "var").glob("*.sqlite3*"))


def test_without_a_port_the_first_that_is_free_is_found(busy: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("towpath.cli.service.serve.FIRST_PORT", busy)

    assert not is_free("127.0.0.1", busy)
    assert free_port("127.0.0.1") != busy


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "eighty"])
def test_what_is_no_port_is_wrong_usage(capsys: pytest.CaptureFixture[str], port: str):
    with pytest.raises(SystemExit) as stopped:
        main(["--port", port])

    assert stopped.value.code == 2
    assert f"{port!r} is no port. Give a whole number from 1 to 65535." in capsys.readouterr().err


def test_a_host_that_is_not_ours_is_said_to_be_the_trouble(capsys: pytest.CaptureFixture[str]):
    # 192.0.2.0/24 is kept for documentation (RFC 5737), so no machine has it.
    assert main(["--host", "192.0.2.1", "--port", "8000"]) == 2

    assert capsys.readouterr().err == (
        "Cannot listen on 192.0.2.1 port 8000: Cannot assign requested address. Choose another with --host or --port.\n"
    )
