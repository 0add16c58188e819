"""Post that came back, what must be known before a visit, and who of a household may be asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, mark_address, pupil
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.people.actions import (
    add_contact_route,
    lift_returned_post,
    link_family,
    mark_returned_post,
    merge_people,
    record_address,
    record_visit_caution,
)
from towpath.people.facts import FactsRefusedError
from towpath.people.models import Address, ContactRoute, Person
from towpath.people.queries import (
    find_route,
    get_person,
    list_cautions,
    list_household,
    list_returned_post,
    route_dates,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CAME_BACK = date(2026, 1, 20)
ABOUT = {"source": "page:1", "by": SETUP, "at": MORNING}
LATER = {**ABOUT, "at": MORNING + timedelta(days=1)}


@pytest.fixture
def bertie(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh, pupil(1))


def hints(viewer: Viewer, person: Person) -> list[tuple[str, str]]:
    found = list_household(viewer, get_person(viewer, person.public_id, DAY), DAY)
    return [(each.record.shown_name, each.why) for each in found]


def test_post_came_back_from_one_address_and_says_nothing_of_the_next(adviser: Viewer, bertie: Person) -> None:
    mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)

    assert list_returned_post(adviser, [bertie.pk], DAY) == {bertie.pk: CAME_BACK}
    assert Event.objects.filter(
        kind="person.updated", person=bertie.public_id, facts__contains="returned_post"
    ).exists()
    record_address(person=bertie, address_line_1="9 New Road", postcode="SM1 1AA", **LATER)
    assert list_returned_post(adviser, [bertie.pk], DAY + timedelta(days=1)) == {}


def test_the_same_place_written_down_anew_is_the_same_place(adviser: Viewer, bertie: Person) -> None:
    mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)

    mark_address(person=bertie, is_protected=True, **LATER)

    assert list_returned_post(adviser, [bertie.pk], DAY) == {bertie.pk: CAME_BACK}


@pytest.mark.parametrize("leads", [True, False])
def test_post_that_came_back_counts_where_a_joined_record_still_gives_the_place(
    saltmarsh: Organisation, adviser: Viewer, bertie: Person, leads: bool
) -> None:
    again = make_person(saltmarsh, replace(pupil(1), upn=None, local_id=None))
    mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)
    # Where Bertie lived is known on the other record alone from now on.
    Address.objects.known_at(None).filter(person=bertie).update(to_date=DAY - timedelta(days=1))

    leader, follower = (bertie, again) if leads else (again, bertie)
    merge_people(person=follower, same_as=leader, by=SETUP, at=MORNING)

    assert list_returned_post(adviser, [leader.pk], DAY) == {leader.pk: CAME_BACK}


def test_a_mark_is_made_once_of_a_place_that_is_held_and_not_for_a_day_to_come(
    saltmarsh: Organisation, bertie: Person
) -> None:
    nowhere = make_person(saltmarsh, replace(pupil(2), address_line_1=None, town=None, postcode=None))
    for person, day, code in ((nowhere, CAME_BACK, "no_address"), (bertie, DAY + timedelta(days=1), "day_to_come")):
        with pytest.raises(FactsRefusedError) as refused:
            mark_returned_post(person=person, came_back_date=day, **ABOUT)
        assert [each.code for each in refused.value.refusals] == [code]
    mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)
    with pytest.raises(FactsRefusedError, match="already"):
        mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)


def test_a_mark_is_lifted_once(adviser: Viewer, bertie: Person) -> None:
    mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)

    lift_returned_post(person=bertie, **LATER)

    assert list_returned_post(adviser, [bertie.pk], DAY) == {}
    with pytest.raises(FactsRefusedError):
        lift_returned_post(person=bertie, **LATER)


def test_what_must_be_known_first_is_what_was_said_last(adviser: Viewer, bertie: Person) -> None:
    record_visit_caution(person=bertie, words="Dog", needs_two=False, **ABOUT)
    record_visit_caution(person=bertie, words="Dog", needs_two=False, **ABOUT)
    record_visit_caution(person=bertie, words="Two dogs", needs_two=True, **LATER)

    [caution] = list_cautions(adviser, [bertie.pk], DAY + timedelta(days=1)).values()

    assert (caution.words, caution.needs_two) == ("Two dogs", True)
    assert list_cautions(adviser, [bertie.pk], DAY)[bertie.pk].words == "Dog"
    record_visit_caution(person=bertie, words=" ", needs_two=False, **LATER)
    assert list_cautions(adviser, [bertie.pk], DAY + timedelta(days=1)) == {}


def test_those_at_the_address_and_with_the_parents_number_are_hinted_at(
    saltmarsh: Organisation, adviser: Viewer, bertie: Person
) -> None:
    make_person(saltmarsh, replace(pupil(2), address_line_1="1 quay street"))
    dafydd = make_person(saltmarsh, pupil(3))
    for person in (bertie, dafydd):
        add_contact_route(person=person, kind="phone", value="0151 496 0123", belongs_to="parent", **ABOUT)

    assert hints(adviser, bertie) == [("Chloe Cartwright-Cedar", "address"), ("Dafydd Dhillon-Ash", "number")]


def test_nobody_is_hinted_at_by_an_address_that_is_protected_whoever_asks(
    saltmarsh: Organisation, manager: Viewer, bertie: Person
) -> None:
    chloe = make_person(saltmarsh, replace(pupil(2), address_line_1="1 Quay Street"))
    assert hints(manager, bertie) == [("Chloe Cartwright-Cedar", "address")]

    mark_address(person=chloe, **LATER)

    assert hints(manager, bertie) == []
    assert hints(manager, chloe) == []


def test_nobody_who_must_not_be_told_is_hinted_at_from_either_side(
    saltmarsh: Organisation, adviser: Viewer, bertie: Person
) -> None:
    chloe = make_person(saltmarsh, replace(pupil(2), address_line_1="1 Quay Street"))

    link_family(person=chloe, relative=bertie, relation="brother", must_not_be_told=True, **ABOUT)

    assert hints(adviser, bertie) == []
    assert hints(adviser, chloe) == []


def test_a_stranger_learns_nothing(saltmarsh: Organisation, adviser: Viewer, stranger: Viewer, bertie: Person) -> None:
    make_person(saltmarsh, replace(pupil(2), address_line_1="1 Quay Street"))
    mark_returned_post(person=bertie, came_back_date=CAME_BACK, **ABOUT)
    record_visit_caution(person=bertie, words="Dog", needs_two=True, **ABOUT)
    route = ContactRoute.objects.get(person=bertie)
    record = get_person(adviser, bertie.public_id, DAY)

    assert list_returned_post(stranger, [bertie.pk], DAY) == {}
    assert list_cautions(stranger, [bertie.pk], DAY) == {}
    assert find_route(stranger, bertie.pk, route.pk, DAY) is None
    assert route_dates(stranger, [route.pk]) == {}
    assert list_household(stranger, record, DAY) == []
    assert find_route(adviser, bertie.pk, route.pk, DAY) == route
    assert route_dates(adviser, [route.pk]) == {route.pk: DAY}
