"""Answers to a status link, drawn: what each proposes, since when, and what it gives somebody to do."""

from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN, rows
from towpath.rules.answers import (
    KINDS,
    Doing,
    Kind,
    Since,
    Teller,
    Wish,
    footing_of,
    left_alone_until,
    proposed_by,
    start_of,
    stops_contact,
    task_of,
)
from towpath.standards import load_standards

DAY = date(2026, 1, 31)

# Codes from the published list, docs/published-facts.md. "doubt" is whether a person should ask something first.
ANSWERS = """
doing           kind           code  doubt
school          -              210   yes
college         full-time      230   yes
college         part-time      250   no
college         not-sure       230   yes
apprenticeship  -              310   no
job             full-time      330   no
job             with-training  340   yes   # 320 where it leads to a regulated qualification.
job             part-time      360   no
job             short          350   no
job             own-work       380   yes
job             not-sure       -     yes   # No one code fits: a person asks.
training        -              430   yes
volunteering    -              540   yes
looking         -              619   no
starting        learning       616   yes   # Keeps to the duty while it waits.
starting        working        615   yes
starting        not-sure       -     yes
caring          -              620   yes
ill             -              640   yes
baby            -              630   yes
other           -              -     yes
"""

# Somebody of school age has the codes of compulsory age alone.
AT_SCHOOL_AGE = """
doing           kind           code  doubt
school          -              110   no
college         full-time      110   yes
looking         -              -     yes
job             part-time      -     yes   # A Saturday job is not what they do.
"""

STARTS = """
on          since            start       sure
2026-01-31  this-month       2026-01-01  yes
2026-01-31  last-month       2025-12-01  yes   # Over the turn of the year.
2026-03-31  last-month       2026-02-01  yes   # A shorter month.
2026-01-31  since-september  2025-09-01  yes
2026-08-31  since-september  2025-09-01  yes   # The last day of that year.
2026-09-01  since-september  2026-09-01  yes   # The first of the next.
2026-01-31  longer           2024-09-01  no    # 2025 - 1.
2026-01-31  not-sure         2026-01-31  no
2026-01-31  -                2026-01-31  no
"""

# Days until the task is due, counted from the day of the answer.
TASKS = """
teller        said      days  stops
young_person  looking   7     no
young_person  call-me   1     no
young_person  help      0     no
young_person  not-me    7     no
young_person  leave-me  7     yes   # Whoever holds the phone may have pressed it: a person looks.
parent        looking   7     no
parent        call-me   1     no
parent        help      0     no
parent        not-me    7     no
parent        leave-me  1     no    # A parent does not speak for somebody of 16: a person decides.
"""


# What is quickest to decide and likeliest to be right stands first: 1 is the top of the list.
FOOTINGS = """
teller        code  sure  doubt  footing
young_person  360   yes   no     1
parent        360   yes   no     2
young_person  360   no    no     3   # Since when must be asked.
young_person  430   yes   yes    3   # Something else must.
parent        430   no    yes    3
young_person  -     yes   yes    4   # No code to believe.
"""


@pytest.mark.parametrize("row", rows(FOOTINGS))
def test_the_firmest_answer_is_decided_first(row):
    found = footing_of(
        Teller(row["teller"]),
        code="" if row["code"] == UNKNOWN else row["code"],
        is_start_sure=row["sure"] == "yes",
        doubt="Ask." if row["doubt"] == "yes" else "",
    )

    assert str(found.value) == row["footing"]


def test_a_number_that_was_left_stands_in_the_task():
    to_do = task_of(Teller.YOUNG_PERSON, Wish.CALL_ME, "07700 900456")

    assert to_do is not None
    assert to_do.words.endswith("ring me, on 07700 900456")


@pytest.mark.parametrize("row", rows(ANSWERS), ids=lambda row: f"{row['doing']} {row['kind']}")
def test_an_answer_proposes_a_code_and_says_what_is_in_doubt(row):
    found = proposed_by(Doing(row["doing"]), kind_of(row), is_of_school_age=False)

    assert (found.code or UNKNOWN, bool(found.doubt)) == (row["code"], row["doubt"] == "yes")


@pytest.mark.parametrize("row", rows(AT_SCHOOL_AGE), ids=lambda row: row["doing"])
def test_at_school_age_only_the_codes_of_that_age_are_proposed(row):
    found = proposed_by(Doing(row["doing"]), kind_of(row), is_of_school_age=True)

    assert (found.code or UNKNOWN, bool(found.doubt)) == (row["code"], row["doubt"] == "yes")


@pytest.mark.parametrize("row", rows(STARTS))
def test_roughly_when_becomes_the_first_day_it_allows(row):
    found = start_of(None if row["since"] == UNKNOWN else Since(row["since"]), date.fromisoformat(row["on"]))

    assert (found.day.isoformat(), found.is_sure) == (row["start"], row["sure"] == "yes")


@pytest.mark.parametrize("row", rows(TASKS), ids=lambda row: f"{row['teller']} {row['said']}")
def test_an_answer_gives_somebody_something_to_do(row):
    teller = Teller(row["teller"])
    said = Doing(row["said"]) if row["said"] in set(Doing) else Wish(row["said"])
    task = task_of(teller, said)

    assert (UNKNOWN if task is None else str(task.within.days)) == row["days"]
    assert stops_contact(teller, said) is (row["stops"] == "yes")


def test_every_button_has_a_row_above_and_every_code_is_in_force():
    drawn = {(row["doing"], row["kind"]) for row in rows(ANSWERS)}
    codes = {row["code"] for row in (*rows(ANSWERS), *rows(AT_SCHOOL_AGE))} - {UNKNOWN}

    assert drawn == {(doing.value, kind) for doing in Doing for kind in KINDS.get(doing, (UNKNOWN,))}
    assert all(load_standards().activity_code(code, DAY) for code in codes)


def test_a_button_that_asks_one_thing_more_needs_its_answer():
    with pytest.raises(KeyError):
        proposed_by(Doing.JOB, None, is_of_school_age=True)
    with pytest.raises(KeyError):
        proposed_by(Doing.LOOKING, Kind.PART_TIME, is_of_school_age=False)


def test_whoever_is_left_alone_is_until_the_same_day_months_on():
    # November has 30 days, so 31 August and 3 months is its last.
    assert left_alone_until(date(2026, 8, 31), 3) == date(2026, 11, 30)


def kind_of(row: dict[str, str]) -> Kind | None:
    return None if row["kind"] == UNKNOWN else Kind(row["kind"])
