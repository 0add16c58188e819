"""One UPN on two people: the second waits for somebody to decide, and neither is given the other's facts."""

import pytest

from tests.bad_input.lists import MAKERS, acquaintances, example, having, line_saying, nothing_is_lost
from towpath.imports.formats import format_named
from towpath.people.models import Identifier, Name, Person

pytestmark = pytest.mark.django_db
SOMEBODY_ELSE = {"legal_family_name": "Thwaite", "legal_given_name": "Betsy", "birth_date": "2009-06-21"}


def with_a_stranger_of_the_same_number(format_name):
    """Return a list whose last row bears the UPN of its first and is about somebody else, and that row's number."""
    listed = example(format_name)
    last = listed.add_copy(0)
    for field, value in SOMEBODY_ELSE.items():
        if field in listed.fields():
            listed.put(last, field, value)
    # Any other number would say by itself that this is the first person again.
    for field in {"uln", "nccis_id", "local_id"} & listed.fields():
        listed.put(last, field, "")
    return listed.content(), listed.where(last, "legal_family_name")[0]


@pytest.mark.parametrize("format_name", having("upn", "legal_family_name"))
def test_the_second_bearer_of_a_upn_waits(command, format_name):
    if format_name not in MAKERS:
        command(acquaintances(format_name), "school_roll")
    content, row = with_a_stranger_of_the_same_number(format_name)

    answer = command(content, format_name)

    assert line_saying(answer.words, f"row {row}:", "identifier belongs") == (
        f"row {row}: The identifier belongs to somebody with another name or birth date. Nothing of this row is lost: "
        f"open list {answer.batch.number} on the site to decide."
    )
    assert [each.line for each in answer.batch.rows.filter(outcome="held")] == [row]
    assert nothing_is_lost(answer.batch)
    assert Identifier.objects.filter(kind="upn", withdrawn_at=None).values("value").distinct().count() == (
        Identifier.objects.filter(kind="upn", withdrawn_at=None).count()
    )
    assert not Name.objects.filter(family_name="Thwaite").exists()


def test_the_list_that_gives_no_upn_is_known():
    assert {"college_starters", "college_leavers", "people_list", "ilr"} == {
        layout for layout in having("legal_family_name") if layout not in having("upn")
    }
    assert format_named("college_starters").column("upn")


def test_a_upn_already_held_by_somebody_else_waits_and_changes_nobody(command):
    command(example("school_roll").content(), "school_roll")
    listed = example("school_roll")
    for field, value in SOMEBODY_ELSE.items():
        listed.put(0, field, value)
    listed.put(0, "uln", "")
    people = Person.objects.count()

    answer = command(listed.content(), "school_roll")

    assert "row 2: The identifier belongs to somebody with another name or birth date." in answer.words
    assert (Person.objects.count(), Name.objects.filter(family_name="Thwaite").count()) == (people, 0)


def test_the_page_says_who_it_may_be(page):
    content, _ = with_a_stranger_of_the_same_number("school_roll")

    answer = page(content, "school_roll", show="held")

    assert "The identifier belongs to somebody with another name or birth date." in answer.words
    assert nothing_is_lost(answer.batch)
