"""
Every Python that we say will do, does: what needs nothing but Python runs on each that this machine has.

The doors without a database use the standard library alone, so they run on a bare Python, with its warnings as errors.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which

import pytest

from tests.examples import returns
from tests.factories.separate import PROJECT

FILES = Path(returns.__file__).parent
OTHERS = [version for version in ("3.11", "3.12", "3.13", "3.14") if version != "{}.{}".format(*sys.version_info)]


@cache
def python(version: str) -> str:
    """Return the path of a Python, or nothing where there is none that runs: a name on the path may be a mere shim."""
    named = f"python{version}"
    kept_by_pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/{named}"))
    for found in (which(named), *map(str, kept_by_pyenv)):
        if found and subprocess.run([found, "-c", "import sys"], capture_output=True, check=False).returncode == 0:
            return found
    return ""


def run(version: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    found = python(version)
    if not found:
        pytest.skip(f"python{version} is not on this machine")
    # -I would leave out our own source too; -S and -E leave out whatever is installed.
    start = f"import sys; sys.path.insert(0, {str(PROJECT / 'src')!r}); from towpath.cli import main; sys.exit(main())"
    command = [found, "-S", "-E", "-B", "-W", "error", "-c", start, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("version", OTHERS)
def test_a_return_is_checked_by_a_bare_python(version: str):
    done = run(version, "return", "check", FILES / "ten_faults.xml", "--json")

    assert (done.returncode, done.stderr) == (1, "")
    assert len(json.loads(done.stdout)["problems"]) == 10


@pytest.mark.parametrize("version", OTHERS)
def test_a_code_is_explained_by_a_bare_python(version: str):
    done = run(version, "explain", "330", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)


@pytest.mark.parametrize("version", OTHERS)
def test_every_module_compiles_without_a_warning(version: str):
    found = python(version)
    if not found:
        pytest.skip(f"python{version} is not on this machine")
    compile_all = (
        "import sys, pathlib\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.py')):\n"
        "    compile(path.read_bytes(), str(path), 'exec')\n"
    )

    done = subprocess.run(
        [found, "-S", "-E", "-B", "-W", "error", "-c", compile_all, str(PROJECT / "src")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
