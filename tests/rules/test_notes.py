"""Who reads which version of a note."""

import pytest

from towpath.rules.notes import NEED_TO_KNOW, TEAM, Note, may_read, reasons_read, versions_read

# Versions, the first first: t for the team, n for those who need to know; a star for what the reader wrote.
# What is read: y or -, and of the reasons between two versions likewise.
VERSIONS = """
versions | role | read  | why   | because
t        | any  | y     |       | the team reads it
n        | any  | -     |       | only some need to know
n        | need | y     |       | a specialist or manager needs to know
n*       | any  | y     |       | whoever wrote it
t t      | any  | y y   | y     | both were for the team
n t      | any  | - y   | -     | what was narrower stays narrower
t n      | any  | - -   | -     | who may not read what counts reads nothing before it
t n t    | any  | y - y | - -   | the one in the middle stays narrower, and so does why
n t n    | any  | - - - | - -   | what counts is narrow
n t n    | need | y y y | y y   | they need to know all of it
n* n     | any  | y y   | y     | whoever wrote the first reads what a manager made of it
n n* t   | any  | - y y | - y   | their own narrow version they may read, and not the one before
n n* n   | any  | - - - | - -   | what counts is narrow, and neither it nor the first is theirs
"""
NOTES = {"t": Note(TEAM), "n": Note(NEED_TO_KNOW), "t*": Note(TEAM, True), "n*": Note(NEED_TO_KNOW, True)}


@pytest.mark.parametrize("row", VERSIONS.strip().splitlines()[1:])
def test_a_version_that_was_narrower_stays_narrower(row: str) -> None:
    versions, role, read, why, _ = (cell.split() for cell in row.split("|"))

    answer = versions_read([NOTES[each] for each in versions], needs_to_know=role == ["need"])

    assert ["y" if each else "-" for each in answer] == read
    assert ["y" if each else "-" for each in reasons_read(answer)] == why


def test_of_no_versions_none_is_read() -> None:
    assert versions_read([], needs_to_know=True) == ()


@pytest.mark.parametrize(
    ("how", "reads"), [({}, False), ({"needs_to_know": True}, True), ({"is_first_writer": True}, True)]
)
def test_what_some_need_to_know_is_read_by_them_and_by_who_wrote_it(how: dict[str, bool], reads: bool) -> None:
    assert may_read(Note(NEED_TO_KNOW), **{"needs_to_know": False} | how) is reads
    assert may_read(Note(TEAM), **{"needs_to_know": False} | how)
