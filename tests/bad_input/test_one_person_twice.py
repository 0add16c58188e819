"""One person twice in a list is one person: the second row changes nothing, or says what it adds."""

import pytest

from tests.apps.imports.lists import portrait
from tests.bad_input.lists import MAKERS, PEOPLE, acquaintances, example, nothing_is_lost
from towpath.people.models import Person

pytestmark = pytest.mark.django_db


AGAIN = {
    # A leaver of whom nothing is held to leave waits, and waits twice.
    "college_leavers": ("held", "held"),
    # Two tries of one day that nothing tells apart are two: a log names no contact.
    "contact_log": ("unchanged", "updated"),
}
"""What becomes of a row that was loaded before and of its copy beneath; nothing, where none is named."""


@pytest.mark.parametrize("format_name", PEOPLE)
def test_somebody_twice_in_a_list_is_made_or_told_of_once(command, saltmarsh, format_name):
    if format_name not in MAKERS:
        command(acquaintances(format_name), "school_roll")
    people = Person.objects.count()
    once = example(format_name)
    command(once.content(), format_name)
    made, after_once = Person.objects.count() - people, portrait(saltmarsh)
    twice = example(format_name)
    last = twice.add_copy(0)

    answer = command(twice.content(), format_name)

    outcomes = [each.outcome for each in answer.batch.rows.exclude(outcome="skipped").order_by("number")]
    assert (outcomes[0], outcomes[last]) == AGAIN.get(format_name, ("unchanged", "unchanged"))
    assert nothing_is_lost(answer.batch)
    assert Person.objects.count() == people + made
    assert portrait(saltmarsh) == after_once


@pytest.mark.parametrize("format_name", MAKERS)
def test_a_newcomer_twice_in_one_list_is_made_once(command, format_name):
    listed = example(format_name)
    before = len(listed._records()) if hasattr(listed, "_records") else len(listed.rows) - 1
    listed.add_copy(0)

    answer = command(listed.content(), format_name)

    outcomes = [each.outcome for each in answer.batch.rows.exclude(outcome="skipped").order_by("number")]
    assert (answer.code, outcomes[0], outcomes[-1]) == (0, "created", "unchanged")
    assert len(outcomes) == before + 1
    assert Person.objects.count() == outcomes.count("created")


def test_a_newcomer_twice_whose_rows_differ_is_one_person_with_the_later_word(command):
    listed = example("school_roll")
    last = listed.add_copy(0)
    listed.put(last, "postcode", "L20 9ZZ")

    answer = command(listed.content(), "school_roll")

    outcomes = [each.outcome for each in answer.batch.rows.exclude(outcome="skipped").order_by("number")]
    assert (outcomes[0], outcomes[-1]) == ("created", "updated")
    assert Person.objects.count() == outcomes.count("created")
