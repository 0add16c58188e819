"""An activity that starts before its person was born waits for somebody, is told with its date, and is in no ledger."""

import pytest

from tests.bad_input.lists import acquaintances, example, given_back, having, nothing_is_lost
from towpath.imports.models import Row
from towpath.tracking.models import Spell, Statement

pytestmark = pytest.mark.django_db
WORDS = "This starts before the person was born. Check both dates and correct them."


def started_too_soon(format_name):
    listed = example(format_name)
    listed.put(0, "start_date", "2001-09-03")
    return listed


@pytest.mark.parametrize("format_name", having("start_date", "birth_date"))
def test_an_activity_before_birth_waits_with_its_date_and_both_to_check(command, format_name):
    command(acquaintances(format_name), "school_roll")
    listed = started_too_soon(format_name)
    row, column = listed.where(0, "start_date")

    answer = command(listed.content(), format_name)

    assert f"  row {row}, column {column}: {WORDS} ('2001-09-03')" in answer.words.splitlines()
    assert answer.batch.rows.get(line=row).outcome == "held"
    assert nothing_is_lost(answer.batch)
    assert all(text in given_back(answer.batch) for text in ("2001-09-03", WORDS))
    assert not Statement.objects.filter(start_date__year=2001).exists()
    assert not Spell.objects.filter(from_date__year=2001).exists()


def test_a_list_that_hides_the_day_of_birth_is_judged_by_the_record(command):
    """An extract gives a month of birth alone, so only whoever holds the birth date can tell."""
    command(acquaintances("caseload_extract"), "school_roll")
    listed = started_too_soon("caseload_extract")
    row, _ = listed.where(0, "start_date")

    answer = command(listed.content(), "caseload_extract")

    assert answer.code == 1
    assert answer.batch.rows.get(line=row).outcome in (Row.Outcome.HELD, Row.Outcome.REJECTED)
    assert f"row {row}, " in answer.words
    assert nothing_is_lost(answer.batch)
    assert not Statement.objects.filter(start_date__year=2001).exists()


def test_the_page_shows_it_among_the_rows_that_wait(page):
    answer = page(started_too_soon("nccis_xml").content(), "nccis_xml", show="held")

    assert WORDS in answer.words
    assert "2001-09-03" in answer.words
