"""Rows that exact agreement leaves open are scored: the sure are recognised, with why, and the rest proposed."""

from datetime import date

import pytest

from tests.apps.imports.lists import BY, held_row, load, moved_on, pupil, roll, send, starter, starters
from tests.factories.moments import MORNING
from tests.factories.people import make_person, make_pupils, upn_of
from towpath.imports.actions import apply_batch, settle_row
from towpath.imports.models import Batch, Row
from towpath.organisation.models import Organisation
from towpath.people.models import BirthDate, Name, Person

pytestmark = pytest.mark.django_db


def told_in(batch: Batch) -> list[Row]:
    """Return the rows of a list that are records, in the order of the file."""
    return list(batch.rows.exclude(outcome="skipped").order_by("number"))


@pytest.fixture
def known(saltmarsh: Organisation) -> Person:
    load(saltmarsh, roll(pupil(1), pupil(2)), code="first")
    return Person.objects.order_by("pk")[0]


def test_somebody_who_only_moved_is_recognised_and_the_row_says_why(saltmarsh: Organisation, known: Person) -> None:
    batch = send(saltmarsh, roll(pupil(1, UPN="", Postcode="PR8 1AA")))

    [row] = told_in(batch)
    assert (row.planned, row.because, row.person_id) == ("updated", "very_alike", known.pk)
    [likeness] = row.likenesses
    assert (likeness["person"], likeness["is_sure"]) == (known.pk, True)
    told = {reason["field"]: reason["verdict"] for reason in likeness["reasons"]}
    assert told["given_name"] == told["birth_date"] == "agrees"
    assert told["postcode"] == "differs"


def test_a_list_applied_looks_again_at_who_it_scored(saltmarsh: Organisation, known: Person) -> None:
    batch = send(saltmarsh, roll(pupil(1, UPN="", Postcode="PR8 1AA")))
    # The right one came after the list was shown: who lives there now is another of that name and birthday.
    another = load(saltmarsh, roll(pupil(1, UPN=upn_of(9), Postcode="PR8 1AA")), code="later")
    settle_row(held_row(another), decision="new", person=None, by=BY, at=MORNING)

    apply_batch(batch, by=BY, at=MORNING)

    [row] = told_in(batch)
    assert (row.outcome, row.because, row.person) == ("unchanged", "", Person.objects.order_by("-pk")[0])


def test_another_number_speaks_against_a_likeness_however_the_name_is_spelt(saltmarsh: Organisation) -> None:
    make_pupils(saltmarsh, 100)
    wren = make_person(saltmarsh)
    said = {"Forename": "Wren", "DOB": "31/08/2009", "Postcode": "SM1 2AB", "Gender": "F", "UPN": upn_of(900)}

    [spelt] = told_in(send(saltmarsh, roll(pupil(1, Surname="Halloran", **said)), code="spelt"))
    [misspelt] = told_in(send(saltmarsh, roll(pupil(1, Surname="Hallorran", **said)), code="misspelt"))

    assert (spelt.planned, spelt.because, spelt.rivals) == ("held", "other_identifier", [wren.pk])
    assert (misspelt.planned, misspelt.because, misspelt.rivals) == ("held", "may_be", [wren.pk])


def test_two_rows_like_one_person_are_never_both_sure(saltmarsh: Organisation, known: Person) -> None:
    batch = send(
        saltmarsh, roll(pupil(1, UPN="", Postcode="PR8 1AA"), pupil(1, UPN="", Postcode="L21 4CD", Gender="M"))
    )

    assert [(row.planned, row.because) for row in told_in(batch)] == [
        ("updated", "very_alike"),
        ("held", "name_and_birth_date"),
    ]


def test_a_row_like_somebody_whom_another_row_names_exactly_waits(saltmarsh: Organisation, known: Person) -> None:
    batch = send(saltmarsh, roll(pupil(1), pupil(1, UPN="", Postcode="PR8 1AA")))

    first, second = told_in(batch)
    assert first.person_id == known.pk
    assert (second.planned, second.because) == ("held", "name_and_birth_date")


def test_what_somebody_said_is_never_so_is_not_scored_into_being_so(saltmarsh: Organisation, known: Person) -> None:
    moved = pupil(1, UPN="", Postcode="PR8 1AA", Surname="Osei")
    settle_row(held_row(load(saltmarsh, roll(moved))), decision="never", person=known, by=BY, at=MORNING)

    [row] = told_in(load(saltmarsh, roll(moved)))
    assert (row.outcome, row.because, row.person) == ("unchanged", "", Person.objects.order_by("-pk")[0])
    assert row.person != known


def test_who_somebody_is_stays_as_we_hold_it_when_a_score_recognised_them(
    saltmarsh: Organisation, known: Person
) -> None:
    turned = starter(1, **{"Forename": "Bert", "Date of Birth": "02/03/2009", "Student Ref": "77"})
    batch = load(saltmarsh, starters(turned), "college_starters", code="college")

    [row] = told_in(batch)
    assert (row.outcome, row.because, row.rivals) == ("held", "may_be", [known.pk])
    row = settle_row(row, decision="same", person=known, by=BY, at=MORNING)
    assert BirthDate.objects.get(person=known, withdrawn_at=None).birth_date == date(2009, 2, 2)
    assert Name.objects.get(person=known, withdrawn_at=None).given_name == "Bertie"
    assert {problem["column"] for problem in row.problems if problem["code"] == "kept-as-held"} == {
        "name",
        "birth_date",
    }


def test_what_a_roll_says_of_somebody_takes_the_place_of_what_we_held_once_a_person_says_who_it_is(
    saltmarsh: Organisation, known: Person
) -> None:
    settle_row(held_row(load(saltmarsh, roll(moved_on(1)))), decision="same", person=known, by=BY, at=MORNING)

    assert Name.objects.get(person=known, kind="legal", withdrawn_at=None).family_name == "Osei-1"


def test_a_row_that_waits_keeps_whom_it_may_be_the_likeliest_first(saltmarsh: Organisation, known: Person) -> None:
    row = held_row(load(saltmarsh, roll(moved_on(1))))

    assert row.rivals == [known.pk]
    assert [each["person"] for each in row.likenesses] == [known.pk]
    assert 0.5 < row.likenesses[0]["score"] < 1
