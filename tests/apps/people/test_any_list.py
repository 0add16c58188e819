"""Whatever a list says: told twice it changes nothing, and undone it leaves everything as it was."""

import random
from datetime import date, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_school, upn_of
from towpath.people.actions import merge_people, record_person, unmerge_people, withdraw_source
from towpath.people.facts import Outcome, PersonFacts
from towpath.people.queries import list_addresses, list_records, list_return_facts

HOUR = timedelta(hours=1)
DAYS = [date(2025, 6, 1) + timedelta(days=20 * step) for step in range(12)]
ENTRIES = [date(2021, 9, 1), date(2024, 9, 1), date(2025, 5, 31)]
SEEDS = range(20)
NOT_GIVEN = None

MAY_SAY = {
    "upn": [upn_of(1), upn_of(2)],
    "uln": ["1000000043", "9999999999"],
    "local_id": ["17", "18"],
    "legal_given_name": ["Wren", "WREN", "Rowan", ""],
    "legal_family_name": ["Halloran", "Vance", "VANCE"],
    "preferred_given_name": ["Robin", "Wren"],
    "former_family_name": ["Vance", "Cole"],
    "birth_date": [date(2009, 8, 31), date(2009, 9, 1)],
    "address_line_1": ["4 Ropewalk", "9 Lockside", ""],
    "postcode": ["SM1 2AB", "sm12ab", "SM9 9ZZ"],
    "address_from_date": DAYS,
    "phone": ["07700 900123", "+44 7700 900123", "none"],
    "year_group": [11, 12],
    "entry_date": ENTRIES,
    "leaving_date": DAYS,
    "home_educated": [True, False],
    "gender": ["F", "U"],
    "level_of_need": ["1", "2", "3"],
    "send_flag": ["Y", "N"],
    "in_care": [True, False],
}


def any_facts(pick, schools):
    """Return what some list may say of one person, each part given or not."""
    said = {name: pick.choice([NOT_GIVEN, *values]) for name, values in MAY_SAY.items()}
    return PersonFacts(
        **said,
        establishment_id=pick.choice([NOT_GIVEN, *schools]),
        issuer=pick.choice(["3434001", "3434002"]),
        characteristics=pick.choice([(), ("140",), ("140", "170")]),
        sharing_limited=pick.choice([NOT_GIVEN, NOT_GIVEN, NOT_GIVEN, True]),
    )


@pytest.fixture
def schools(saltmarsh):
    return [make_school(saltmarsh, urn=urn, name=f"School {urn}").pk for urn in ("149001", "149002")]


def tell(person, facts, on, *, number):
    return record_person(
        organisation=person.organisation,
        person_id=person.pk,
        facts=facts,
        source=f"import:{number}",
        by=SETUP,
        at=MORNING + number * HOUR,
        on=on,
    )


def believed(viewer, person):
    """Return everything believed of somebody on several days."""
    days = (date(2025, 7, 1), date(2025, 12, 1), DAY)
    return (
        [{key: settled(record) for key, record in list_records(viewer, [person.pk], on).items()} for on in days],
        [[(each.field, each.value) for each in list_return_facts(viewer, person.pk, on)] for on in days],
        sorted(map(repr, list_addresses(viewer, person.pk, DAY))),
    )


def settled(record):
    """Return a record as text in which the order of equal things says nothing."""
    several = {name: sorted(map(without_row, getattr(record, name))) for name in SEVERAL}
    return repr((record.names[:1], record.birth_date, record.address, several, record.is_sharing_limited))


SEVERAL = ("names", "identifiers", "contact_routes", "school_places", "characteristics", "care")


def without_row(told):
    return repr([getattr(told, name) for name in type(told).__slots__ if name != "id"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_list_told_twice_changes_nothing_the_second_time(saltmarsh, schools, seed):
    pick = random.Random(seed)
    wren = make_person(saltmarsh, source="import:0")

    for number in (1, 2, 3):
        facts, on = any_facts(pick, schools), pick.choice(DAYS)
        tell(wren, facts, on, number=number)

        again = tell(wren, facts, on, number=number + 10)

        assert again.outcome is Outcome.UNCHANGED, (again.changed_fields, facts, on)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_list_undone_leaves_what_was_believed_before_it(saltmarsh, schools, manager, seed):
    pick = random.Random(seed)
    wren = make_person(saltmarsh, source="import:0")
    tell(wren, any_facts(pick, schools), pick.choice(DAYS), number=1)
    before = believed(manager, wren)
    undone = any_facts(pick, schools)
    tell(wren, undone, pick.choice(DAYS), number=2)

    withdraw_source(organisation=saltmarsh, source="import:2", by=SETUP, at=MORNING + 3 * HOUR)

    assert believed(manager, wren) == before, undone


@pytest.mark.parametrize("seed", SEEDS)
def test_a_merge_undone_leaves_both_records_as_they_were(saltmarsh, schools, manager, seed):
    pick = random.Random(seed)
    wren = make_person(saltmarsh, source="import:0")
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren", postcode="SM7 7ZZ"), source="import:0")
    tell(double, any_facts(pick, schools), DAY, number=1)
    before = believed(manager, wren), believed(manager, double)

    alias = merge_people(person=double, same_as=wren, by=SETUP, at=MORNING + 2 * HOUR)
    assert list(list_records(manager, [double.pk], DAY)) == [wren.pk]
    unmerge_people(alias=alias, by=SETUP, at=MORNING + 3 * HOUR)

    assert (believed(manager, wren), believed(manager, double)) == before
