"""The words of lists: sums that add up, states by a word, and what is wrong beside the sender's own column."""

from types import SimpleNamespace

import pytest

from towpath.imports.because import BECAUSE
from towpath.imports.summing import Sum
from towpath.web.imports.presenters import name_in, row_shown, sum_in_words, tabs_of
from towpath.web.parts import Tag

NOUGHT = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0, "held": 0, "skipped": 0, "waiting": 0}


@pytest.mark.parametrize(
    ("counts", "state", "words"),
    [
        # 14 + 5 + 1 = 20
        ({"created": 14, "updated": 5, "held": 1}, "applied", "14 created + 5 updated + 1 held = 20 rows read."),
        ({"created": 14, "held": 6, "waiting": 14}, "staged", "14 to create + 6 to hold = 20 rows read."),
        ({"created": 1}, "applied", "1 created = 1 row read."),
        ({}, "applied", "No rows read."),
        (
            {"created": 1200, "waiting": 700}, "applying",
            "1,200 created = 1,200 rows read. 700 rows of these still to do.",
        ),
        (
            {"rejected": 2, "skipped": 1}, "applied",
            "2 rejected = 2 rows read. 1 more line was skipped: titles, blanks or totals.",
        ),
    ],
)  # fmt: skip
def test_a_sum_is_a_sentence_that_adds_up(counts: dict[str, int], state: str, words: str) -> None:
    assert sum_in_words(Sum(**{**NOUGHT, **counts}), state) == words


def test_tabs_are_only_for_what_there_is_and_what_needs_somebody_comes_first() -> None:
    batch = SimpleNamespace(number=7, state="applied")
    ahead = SimpleNamespace(number=8, state="staged")

    some = tabs_of(batch, Sum(**{**NOUGHT, "created": 3, "held": 2}), worth_a_look=0)  # type: ignore[arg-type]
    none = tabs_of(batch, Sum(**NOUGHT), worth_a_look=0)  # type: ignore[arg-type]
    planned = tabs_of(ahead, Sum(**{**NOUGHT, "created": 3}), worth_a_look=1)  # type: ignore[arg-type]

    assert [tab.text for tab in some] == ["Held (2)", "Created (3)"]
    assert [tab.text for tab in planned] == ["To create (3)", "Worth a look (1)"]
    assert [tab.text for tab in none] == ["Rejected (0)"]


def _row(**given: object) -> SimpleNamespace:
    row = {
        "pk": 1, "line": 8, "sheet": "", "because": "", "rivals": [], "values": {},
        "outcome": "held", "source": "import:7:8",
        "as_given": [["DOB", "31/02/2009"], ["Surname", "Skelton"]],
        "problems": [
            {"code": "x", "message": "We chose 220.", "severity": "note", "column": "activity_code"},
            {"code": "y", "message": "No such day.", "severity": "error", "column": "DOB", "value": "31/02/2009"},
        ],
    }  # fmt: skip
    return SimpleNamespace(**{**row, **given})


def test_the_gravest_trouble_stands_first_and_marks_its_own_column() -> None:
    shown = row_shown(_row(), can_match=True, can_load=True, is_decidable=True)

    assert [(one.column, one.tag) for one in shown.troubles] == [
        ("DOB", Tag("Put right", "red")),
        ("Activity code", Tag("We noticed", "grey")),
    ]
    assert [(one.column, one.mark) for one in shown.given] == [("DOB", "Put right"), ("Surname", "")]


@pytest.mark.parametrize(
    ("because", "link", "again"),
    [
        ("name_and_birth_date", "Decide who this is", ""),
        ("nobody", "Decide who this is", ""),
        ("conflict", "See the conflicts", "Look at it again"),
        ("reading", None, "Use it as it stands"),
        ("left_nothing", None, "Look at it again"),
        ("parked", None, ""),
    ],
)
def test_a_held_row_says_why_and_what_can_be_done(because: str, link: str | None, again: str) -> None:
    shown = row_shown(_row(because=because), can_match=True, can_load=True, is_decidable=True)

    assert shown.because == BECAUSE[because]
    assert (shown.link.text if shown.link else None, shown.again) == (link, again)


@pytest.mark.parametrize(
    ("outcome", "conflicts", "words", "link", "again"),
    [
        # Its own conflict is decided on its own page.
        ("held", {"import:7:8": 31}, "", "/conflicts/31/", ""),
        # It was decided another way, or its person has died, or the same news of an earlier list is asked about.
        ("held", {"import:7:9": 32}, "", "/conflicts/", "Look at it again"),
        # Before the list is applied there is nothing to decide.
        ("", {}, " You can once this list is applied.", None, ""),
    ],
)
def test_a_row_that_contradicts_leads_to_its_own_conflict(
    outcome: str, conflicts: dict[str, int], words: str, link: str | None, again: str
) -> None:
    row = _row(because="conflict", outcome=outcome)

    shown = row_shown(row, can_match=True, can_load=True, is_decidable=True, conflicts=conflicts)

    assert shown.because == BECAUSE["conflict"] + words
    assert (shown.link.href if shown.link else None, shown.again) == (link, again)


@pytest.mark.parametrize(
    ("given", "heading"),
    [
        ({}, "Row 8"),
        ({"sheet": "Export"}, "Row 8 of sheet Export"),
        ({"values": {"legal_given_name": "Adam", "legal_family_name": "Moss"}}, "Row 8: Adam Moss"),
    ],
)
def test_a_row_is_headed_by_where_it_stands_and_whom_it_names(given: dict[str, object], heading: str) -> None:
    assert row_shown(_row(**given), can_match=True, can_load=True, is_decidable=True).heading == heading


def test_nothing_is_offered_of_a_list_undone_or_to_those_who_may_not() -> None:
    undone = row_shown(_row(because="nobody"), can_match=True, can_load=True, is_decidable=False)
    looker_on = row_shown(_row(because="reading"), can_match=False, can_load=False, is_decidable=True)

    assert (undone.link, undone.again, looker_on.link, looker_on.again) == (None, "", None, "")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"legal_given_name": "Adaeze", "preferred_given_name": "Ada", "legal_family_name": "Okonkwo"}, "Ada Okonkwo"),
        ({"legal_family_name": "Okonkwo"}, "Okonkwo"),
        ({}, "No name given"),
    ],
)
def test_a_row_goes_by_the_name_it_prefers(values: dict[str, str], name: str) -> None:
    assert name_in(values) == name
