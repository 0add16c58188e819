"""How far what young people said has got, what is owed, and how long it took, drawn day by day."""

from functools import partial

import pytest

from tests.examples.drawn import day, rows, sure_day
from tests.examples.voice.courses import COMPLAINTS, FROM_SAID_TO_DID, THE_LAW_COMES_FIRST
from towpath.organisation.calendar import add_working_days
from towpath.rules.owed import Owed
from towpath.rules.voice import (
    Clock,
    ComplaintCourse,
    Course,
    Outcome,
    Terms,
    complaint_owed,
    days_to_answer,
    days_to_did,
    median_days,
    missing_parts,
    owed_next,
    shown_count,
    stage_of,
    telling_words,
)
from towpath.standards.calendar import bank_holidays

ADD = partial(add_working_days, holidays=bank_holidays())


def worked_out(cell: str) -> int | None:
    """Return a number drawn as a sum or a difference."""
    if cell == "-":
        return None
    if "+" in cell:
        return sum(int(part) for part in cell.split("+"))
    first, *rest = (int(part) for part in cell.split("-"))
    return first - sum(rest)


def course(drawn: dict[str, str]) -> Course:
    return Course(
        received_date=sure_day(drawn["had"]),
        said_date=sure_day(drawn["said"]),
        is_looked_at=drawn["looked"] == "yes",
        has_space="S" in drawn["filled"],
        has_voice="V" in drawn["filled"],
        heard_date=day(drawn["heard"]),
        reply_due_date=day(drawn["reply"]),
        outcome=Outcome("" if drawn["outcome"] == "-" else drawn["outcome"]),
        decided_date=day(drawn["decided"]),
        change_by_date=day(drawn["by"]),
        changed_date=day(drawn["changed"]),
        told_date=day(drawn["told"]),
        done_date=day(drawn["done"]),
    )


@pytest.mark.parametrize("drawn", rows(FROM_SAID_TO_DID), ids=lambda cells: " ".join(cells.values()))
def test_an_entry_says_how_far_it_has_got_what_is_owed_and_what_is_missing(drawn: dict[str, str]) -> None:
    found = course(drawn)

    assert stage_of(found) == drawn["stage"]
    owed = None if drawn["owes"] == "-" else Owed(Clock(drawn["owes"]), sure_day(drawn["due"]))
    assert owed_next(found, Terms(), ADD) == owed
    assert "".join(part[0].upper() for part in missing_parts(found)) == drawn["missing"].replace("-", "")


@pytest.mark.parametrize("drawn", rows(FROM_SAID_TO_DID), ids=lambda cells: " ".join(cells.values()))
def test_days_run_from_said_to_answered_and_to_did(drawn: dict[str, str]) -> None:
    assert days_to_answer(course(drawn)) == worked_out(drawn["answer"])
    assert days_to_did(course(drawn)) == worked_out(drawn["did"])


@pytest.mark.parametrize("drawn", rows(COMPLAINTS), ids=lambda cells: " ".join(cells.values()))
def test_a_complaint_is_acknowledged_and_then_answered_by_a_day(drawn: dict[str, str]) -> None:
    found = ComplaintCourse(
        received_date=sure_day(drawn["received"]),
        is_about_data=drawn["data"] == "yes",
        acknowledged_date=day(drawn["acknowledged"]),
        answered_date=day(drawn["answered"]),
    )

    owed = None if drawn["owes"] == "-" else Owed(Clock(drawn["owes"]), sure_day(drawn["due"]))
    assert complaint_owed(found, Terms(), ADD) == owed


@pytest.mark.parametrize("drawn", rows(THE_LAW_COMES_FIRST), ids=lambda cells: " ".join(cells.values()))
def test_a_council_that_takes_long_is_held_to_the_law_over_data_alone(drawn: dict[str, str]) -> None:
    found = ComplaintCourse(received_date=sure_day(drawn["received"]), is_about_data=drawn["data"] == "yes")

    owed = complaint_owed(found, Terms(acknowledge_days=int(drawn["days"])), ADD)

    assert owed == Owed(Clock.ACKNOWLEDGE, sure_day(drawn["due"]))


@pytest.mark.parametrize(
    ("days", "middle"),
    [([], None), ([7], 7.0), ([3, 14], (3 + 14) / 2), ([40, 0, 9], 9.0), ([1, 2, 4, 90], (2 + 4) / 2)],
)
def test_the_middle_of_so_many_days(days: list[int], middle: float | None) -> None:
    assert median_days(days) == middle


@pytest.mark.parametrize(
    ("said", "upper", "shown"), [(4, 4, None), (5, 4, 5), (1, 0, 1), (None, 4, None), (9, 9, None)]
)
def test_how_many_said_so_is_shown_above_the_small_numbers_alone(
    said: int | None, upper: int, shown: int | None
) -> None:
    assert shown_count(said, upper) == shown


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Text us before you ring.", [], ()),
        ("Meet later, at 4:30 or 5pm, in room 12, in 2025.", [], ()),
        ("Ask wren@example.org", [], ("an e-mail address",)),
        ("I am @wren_h there", [], ("a name on social media",)),
        ("Ring 07700 900 123 after four", [], ("a phone number",)),
        ("Ring +44 (0)151 496 0000", [], ("a phone number",)),
        ("I live at SM1 2AB", [], ("a postcode",)),
        ("I was born on 5/11/2009", [], ("a date",)),
        ("\uff4a\uff55\uff4e\uff4f said so", ["Juno Marsden"], ("the name Juno",)),
        ("Ju\u200bno said so", ["Juno Marsden"], ("the name Juno",)),
        ("JUNO MARSDEN said so", ["Juno Marsden"], ("the name Juno", "the name Marsden")),
        ("Juno’s idea", ["Juno Marsden"], ("the name Juno",)),
        # Two letters are too many words of every day.
        ("Jo said so", ["Jo Li"], ()),
        ("Marsdens are many", ["Juno Marsden"], ()),
    ],
)
def test_what_could_tell_who_somebody_is_is_found(text: str, names: list[str], found: tuple[str, ...]) -> None:
    assert telling_words(text, names) == found


def test_ten_thousand_characters_are_read_at_once() -> None:
    assert telling_words("0 " * 5_000, ["x" * 200]) == ("a phone number",)
    assert telling_words("a." * 5_000) == ()
