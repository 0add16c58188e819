"""The register of a short list says of its rows what the whole register says."""

from datetime import date

import pytest

from tests.apps.imports.lists import load, pupil, roll
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import upn_of
from towpath.matching.register import Register, described
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.facts import PersonFacts
from towpath.people.models import Identifier, Person
from towpath.rules.recognition import Description, Verdict

pytestmark = pytest.mark.django_db


def description(number: int, **given: str) -> Description:
    cells = pupil(number, **given)
    day, month, year = (int(part) for part in cells["DOB"].split("/"))
    facts = PersonFacts(
        upn=cells["UPN"] or None,
        legal_given_name=cells["Forename"],
        legal_family_name=cells["Surname"],
        birth_date=date(year, month, day),
        postcode=cells["Postcode"] or None,
    )
    return described(facts)


ASKED = {
    "known by everything": description(1),
    "known by number alone": description(2, Postcode="", Surname="Wren"),
    "a number of another": description(3, UPN=upn_of(4)),
    "known by name and address": description(5, UPN=""),
    "moved": description(6, UPN="", Postcode="PR8 1AA"),
    "born another day": description(7, UPN="", DOB="01/01/2009"),
    "nobody": description(900),
    "merged": description(8),
}


@pytest.mark.parametrize("asked", ASKED, ids=list(ASKED))
def test_the_register_around_a_row_says_what_the_whole_one_says(saltmarsh: Organisation, asked: str) -> None:
    load(saltmarsh, roll(*(pupil(number) for number in range(60))))
    merged, kept = (Identifier.objects.get(value=upn_of(number)).person for number in (8, 9))
    merge_people(person=merged, same_as=kept, by=SETUP, at=MORNING)
    row = ASKED[asked]

    around = Register.around(saltmarsh, [row], sender="harbour").recognise(row)

    assert around == Register.load(saltmarsh, sender="harbour").recognise(row)
    if asked == "merged":
        # The birth date of the record that they go by differs, and that record is the one to show.
        assert (around.verdict, around.rivals) == (Verdict.HELD, (kept.pk,))


def test_the_register_around_a_row_leaves_others_out(
    saltmarsh: Organisation, farbank: Organisation, django_assert_max_num_queries: object
) -> None:
    load(saltmarsh, roll(pupil(1), pupil(2)))
    load(farbank, roll(pupil(1)))
    mine = Person.objects.get(
        organisation=saltmarsh, pk=Identifier.objects.get(organisation=saltmarsh, value=upn_of(1)).person_id
    )

    with django_assert_max_num_queries(11):
        register = Register.around(saltmarsh, [description(1)], sender="harbour")

    assert register.recognise(description(1)).person_id == mine.pk
    assert register.recognise(description(2)).verdict is Verdict.UNKNOWN
