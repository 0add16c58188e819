"""Files are small, well named, and carry nothing of the machine they were written on."""

import re

import pytest

from tests.repo import house

LARGEST_MODULE = 20_000
"""Bytes."""

# Neither pattern finds itself: a bracket or a backslash stands where the text looked for has none.
MACHINE_PATHS = re.compile(r"(?<![\w.:/-])/(?:work/(?:main|shared|\.\w+)|root|tmp|home/\w+|opt/pypi|Users/\w+)(?:/|\b)")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg", re.IGNORECASE)
NAMED_BY_DJANGO = re.compile(r"config/testing/\w+/base\.py$")
"""Django looks for a database's engine in a module of this name."""
NOT_TEXT = {".woff", ".woff2", ".png", ".ico", ".xlsx", ".xls", ".ods", ".pdf", ".gz", ".zip", ".parquet", ".jpg"}


def test_no_module_is_over_20_kilobytes():
    large = [
        f"{house.place(path)}: {path.stat().st_size}"
        for path in house.modules()
        if path.stat().st_size > LARGEST_MODULE
    ]

    assert not large, f"Give each its own reason to be opened:\n{lines(large)}"


def test_no_file_or_folder_has_a_name_that_says_nothing():
    named = [path for path in house.kept_files() if path.is_relative_to(house.SOURCE) and "static" not in path.parts]
    named = [path for path in named if not NAMED_BY_DJANGO.search(house.place(path))]

    empty = {
        f"{house.place(path)}: {word}"
        for path in named
        for part in path.relative_to(house.SOURCE).parts
        for word in house.find_banned_words(part.partition(".")[0])
    }

    assert not empty, f"Name it for what it holds:\n{lines(sorted(empty))}"


def test_no_class_has_a_name_that_says_nothing():
    empty = [
        f"{house.place(path)} line {found.lineno}: {found.name}"
        for path in house.modules()
        for found in house.classes(house.syntax(path))
        if house.find_banned_words(found.name)
    ]

    assert not empty, f"Name it for what it is:\n{lines(empty)}"


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRIES], ids=["machine paths", "registry hosts"])
def test_nothing_committed_names_a_machine_or_a_registry(pattern):
    found = [
        f"{house.place(path)}:{number}: {match.group()}"
        for path in house.kept_files()
        if path.suffix not in NOT_TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if (match := pattern.search(line))
    ]

    assert not found, f"Say it without the place:\n{lines(found[:50])}"


@pytest.mark.parametrize("line", ["cd /" + "work/main", "see /" + "tmp/x", '"/ho' + 'me/ada/towpath"'])
def test_a_machine_path_would_be_seen(line):
    assert MACHINE_PATHS.search(line)


@pytest.mark.parametrize(
    "line", ["docs/how-to/work/x", "network/tmpfs", "GET /homes", "../shared", "/workshop", "/wor" + "k/7"]
)
def test_an_ordinary_path_is_left_alone(line):
    assert not MACHINE_PATHS.search(line)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PersonManager", ["manager"]),
        ("test_utils", ["utils"]),
        ("UPNHelper", ["helper"]),
        ("database", []),
        ("CoreStatement", ["core"]),
        ("scores", []),
        ("information", []),
    ],
)
def test_a_name_is_judged_by_its_whole_words(name, words):
    assert house.find_banned_words(name) == words


def lines(found: list[str]) -> str:
    return "\n".join(found)
