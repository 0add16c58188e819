"""A code or word that no published list has is told as it was given; nothing is guessed in its place."""

import pytest

from tests.bad_input.lists import PEOPLE, acquaintances, example, given_back, nothing_is_lost
from towpath.people.models import ReturnFact
from towpath.risk.models import Evidence
from towpath.tracking.models import IntendedDestinationFact, Statement

pytestmark = [pytest.mark.once, pytest.mark.django_db]

# A field of each list that holds a published code, what is written there, and what then becomes of the row.
UNKNOWN = {
    "school_roll": ("ethnicity", "QQQQ", "left out"),
    "school_census": ("ethnicity", "QQQQ", "left out"),
    "ctf": ("ethnicity", "QQQQ", "left out"),
    "school_indicators": ("sen_provision", "Q", "left out"),
    "intended_destinations": ("intended_destination_words", "Circus", "held"),
    "college_starters": ("learning_type", "Alchemy", "held"),
    "college_leavers": ("destination_words", "The moon", "held"),
    "attainment": ("sen_provision", "Q", "left out"),
    "caseload_people": ("level_of_need", "9", "left out"),
    "contact_log": ("contact_outcome", "Abducted", "held"),
    "ilr": ("gender", "Q", "left out"),
    "people_list": ("learning_type", "Alchemy", "held"),
    "caseload_extract": ("activity_code", "999", "rejected"),
    "nccis_xml": ("activity_code", "999", "rejected"),
}


def test_every_list_of_people_has_a_code_that_may_be_unknown():
    assert set(UNKNOWN) == set(PEOPLE)


@pytest.mark.parametrize("format_name", UNKNOWN)
def test_an_unknown_code_is_told_as_it_was_given_and_kept_from_the_record(command, format_name):
    command(acquaintances(format_name), "school_roll")
    field, given, consequence = UNKNOWN[format_name]
    listed = example(format_name)
    listed.put(0, field, given)
    row, column = listed.where(0, field)

    answer = command(listed.content(), format_name, "--json")

    assert f'"row": {row}, "column": "{column}", "value": "{given}"' in answer.words
    first = answer.batch.rows.filter(line=row).first()
    [problem] = [each for each in first.problems if each.get("value") == given]
    assert problem["message"].count(". ") >= 1  # What is wrong, then what to do.
    if consequence == "left out":
        assert first.outcome in ("created", "updated", "unchanged")
    else:
        assert first.outcome == consequence
        assert given in given_back(answer.batch)
    assert field not in first.values or first.values[field] != given or consequence == "held"
    assert nothing_is_lost(answer.batch)
    held = [
        *Statement.objects.values_list("code", flat=True),
        *IntendedDestinationFact.objects.values_list("code", flat=True),
        *Evidence.objects.values_list("value", flat=True),
        *ReturnFact.objects.values_list("value", flat=True),
    ]
    assert given not in held


def test_the_page_shows_the_code_and_what_to_do(page):
    listed = example("caseload_extract")
    listed.put(0, "activity_code", "999")

    answer = page(listed.content(), "caseload_extract", show="rejected")

    assert "999" in answer.words
    assert nothing_is_lost(answer.batch)
