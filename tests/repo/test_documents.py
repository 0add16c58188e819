"""What the documents say is so: numbers, paths, commands and generated pages."""

import re
import subprocess
import sys

import pytest

from tests.repo import house

ADRS = sorted((house.ROOT / "docs/adr").glob("*.md"))
PROSE = [path for path in house.kept_files() if path.suffix == ".md" and "static" not in path.parts]
HOW_TOS = sorted((house.ROOT / "docs/how-to").glob("*.md"))
PATH_IN_PROSE = re.compile(
    r"`((?:src|tests|docs|scripts|assets|bench|\.ci)/[^`\s]*|[A-Z]+\.md|pyproject\.toml|Makefile)`"
)


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.name)
def test_a_decision_carries_its_own_number_and_three_parts(path):
    text = path.read_text(encoding="utf-8")
    number = re.match(r"(\d{4})-[a-z0-9-]+\.md$", path.name)

    assert number, "An ADR is called NNNN-title-in-small-letters.md."
    assert re.match(rf"# {number.group(1)}[.:]? ", text), f"The heading of {path.name} starts with another number."
    for part in ("Context", "Decision", "Consequences"):
        assert re.search(rf"^#+ {part}|^\*\*{part}", text, re.MULTILINE), f"{path.name} has no part called {part}."


def test_decisions_are_numbered_without_a_gap_or_a_double():
    numbers = [int(path.name[:4]) for path in ADRS]

    assert numbers == list(range(1, len(ADRS) + 1)), f"Number the newest again: {[path.name for path in ADRS]}"


def test_the_read_me_is_short_and_names_the_two_commands():
    text = (house.ROOT / "README.md").read_text(encoding="utf-8")

    assert len(text.splitlines()) < 100
    assert "make demo" in text
    assert "make test" in text
    assert "Not for real people yet" in text


def test_every_path_in_a_how_to_exists():
    missing = [
        f"{path.name}: {named}"
        for path in HOW_TOS
        for named in PATH_IN_PROSE.findall(path.read_text(encoding="utf-8"))
        if not exists(named)
    ]

    assert not missing, "\n".join(missing)


def test_every_promise_names_a_test_that_is_there_or_says_that_it_is_not_kept():
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \|$", (house.ROOT / "docs/promises.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    unkept = [
        promise
        for promise, keeper in rows
        if (promise, keeper) != ("Promise", "Kept by") and keeper != "not kept yet"
        if not PATH_IN_PROSE.search(keeper) or not all(exists(named) for named in PATH_IN_PROSE.findall(keeper))
    ]

    assert rows
    assert not unkept


def test_every_how_to_names_the_files_to_change():
    silent = [path.name for path in HOW_TOS if not PATH_IN_PROSE.search(path.read_text(encoding="utf-8"))]

    assert not silent


@pytest.mark.parametrize("path", PROSE, ids=house.place)
def test_every_link_to_a_file_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))

    broken = [
        link
        for link in links
        if "://" not in link and not link.startswith("mailto:") and not (path.parent / link).exists()
    ]

    assert not broken


def test_generated_pages_are_as_the_code_would_write_them():
    command = [sys.executable, house.ROOT / "scripts/docs", "--check"]

    done = subprocess.run(command, cwd=house.ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    assert done.returncode == 0, f"Run make docs and commit what it wrote.\n{done.stdout}{done.stderr}"


def test_a_path_with_a_part_to_fill_in_is_true_up_to_that_part():
    assert exists("src/towpath/rules/<name>.py")
    assert exists("tests/repo/test_*.py")
    assert not exists("src/towpath/nowhere/<name>.py")
    assert not exists("tests/repo/test_nothing.py")


def exists(named: str) -> bool:
    """Return whether this path is there, as far as it is spelt out."""
    fixed = re.split(r"[<*…{]", named)[0]
    if fixed != named:
        fixed = fixed.rpartition("/")[0]
    return (house.ROOT / fixed).exists()
