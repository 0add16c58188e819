"""What is due by law and by a council's choice: answers to requests, and deletion; and who else a note is about."""

from datetime import date, timedelta

import pytest

from tests.examples.drawn import day, rows, sure_day
from tests.examples.privacy import answering, keeping, third_parties
from towpath.organisation.calendar import is_working_day
from towpath.rules.retention import CATEGORIES, category_of, due_of, last_due_event, length_words, upper_age_date
from towpath.rules.subject_access import AnswerDue, RequestDays, answer_due, extend_by
from towpath.rules.third_parties import Mark, marked, redacted

HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4)})


def is_open(on: date) -> bool:
    return is_working_day(on, HOLIDAYS)


@pytest.mark.parametrize("row", rows(answering.DUE), ids=lambda row: " ".join(row.values()))
def test_a_request_is_answered_within_the_month_of_the_law(row: dict[str, str]) -> None:
    days = RequestDays(
        received_date=sure_day(row["received"]),
        identity_asked_date=day(row["id_asked"]),
        identity_shown_date=day(row["id_shown"]),
        asked_date=day(row["asked"]),
        told_date=day(row["told"]),
        extended_date=day(row["extended"]),
    )

    due = answer_due(days, is_open)

    assert due.due_date == day(row["due"])
    assert bool(due.waits_for) == (row["due"] == "-")


@pytest.mark.parametrize("row", rows(answering.TELL_OF_MORE_TIME_BY), ids=lambda row: " ".join(row.values()))
def test_they_are_told_of_more_time_within_the_first_month(row: dict[str, str]) -> None:
    days = RequestDays(
        received_date=sure_day(row["received"]), asked_date=day(row["asked"]), told_date=day(row["told"])
    )

    assert extend_by(days, is_open) == sure_day(row["by"])


@pytest.mark.parametrize(("on", "late"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 0), (date(2026, 3, 3), 1)])
def test_an_answer_is_late_the_day_after_it_was_due(on: date, late: bool) -> None:
    assert AnswerDue(date(2026, 3, 2)).is_late(on) == bool(late)
    assert not AnswerDue(None, "proof").is_late(on)


@pytest.mark.parametrize("row", rows(keeping.UPPER_AGE), ids=lambda row: " ".join(row.values()))
def test_the_service_ends_at_the_end_of_the_school_year_of_the_upper_age(row: dict[str, str]) -> None:
    ends = upper_age_date(sure_day(row["birth"]), stays_longer=row["longer"] == "yes")

    assert ends == sure_day(row["ends"])


@pytest.mark.parametrize("row", rows(keeping.DUE), ids=lambda row: " ".join(row.values()))
def test_what_is_kept_falls_due_the_day_after_its_last_and_never_under_a_hold(row: dict[str, str]) -> None:
    due = due_of(day(row["event"]), int(row["months"]), is_held=row["held"] == "yes")

    assert due.is_due(sure_day(row["on"])) == (row["due"] == "yes")
    assert due.is_kept_by_hold(sure_day(row["on"])) == (row["by_hold"] == "yes")


@pytest.mark.parametrize("on", [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2028, 2, 29)])
@pytest.mark.parametrize("months", [1, 13, 36, 900])
def test_the_last_event_that_is_due_is_the_one_before_the_first_that_is_not(on: date, months: int) -> None:
    last = last_due_event(on, months)

    assert due_of(last, months, is_held=False).is_due(on)
    assert not due_of(last + timedelta(days=1), months, is_held=False).is_due(on)


@pytest.mark.parametrize(
    ("months", "words"), [(1, "1 month"), (12, "1 year"), (13, "13 months"), (36, "3 years"), (900, "75 years")]
)
def test_a_length_is_said_in_years_where_they_are_whole(months: int, words: str) -> None:
    assert length_words(months) == words


def test_every_category_says_who_set_its_months() -> None:
    assert all(each.source.startswith("Ours: ") != each.is_published for each in CATEGORIES)
    assert len({each.code for each in CATEGORIES}) == len(CATEGORIES)
    assert category_of("record").months == 36
    with pytest.raises(KeyError):
        category_of("nothing")


KNOWN = {"rowan": Mark.FAMILY, "adaeze": Mark.STAFF, "okafor": Mark.STAFF}


@pytest.mark.parametrize("row", rows(third_parties.MARKED), ids=lambda row: row["text"])
def test_whoever_else_a_note_names_is_marked_for_a_person_to_look_at(row: dict[str, str]) -> None:
    found = marked(row["text"], own=["Wren", "Halloran", "07700900456"], known=KNOWN)

    assert " ".join(f"{each.words}:{each.mark}" for each in found) == row["marked"].replace(
        "-", "", row["marked"] == "-"
    )
    assert all(row["text"][each.start : each.end] == each.words for each in found)
    assert redacted(row["text"], found) == row["offered"]


def test_a_text_from_right_to_left_and_a_very_long_one_are_read_to_their_end() -> None:
    assert marked("אמא של רן באה", own=[], known={}) == ()
    [last] = marked("x" * 10_000 + " with Tegan", own=[], known={})

    assert last.words == "Tegan"
