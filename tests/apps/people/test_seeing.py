"""Who may see whom, what of them, and how they are found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, make_pupils, make_school, mark_address, pupil, upn_of
from towpath.people import actions
from towpath.people.facts import PersonFacts
from towpath.people.kinds import Kind
from towpath.people.queries import (
    PersonNotFoundError,
    get_person,
    list_addresses,
    list_held,
    list_missing_return_facts,
    list_records,
    list_return_facts,
    reasons_held_for,
    search_people,
    visible_to,
)

HOW = {"source": "page", "by": SETUP, "at": MORNING}
ROLES_THAT_SEE = ("adviser", "specialist", "tracking_officer", "manager", "data_lead")


@pytest.mark.parametrize("role", ROLES_THAT_SEE)
def test_staff_see_the_people_of_their_council(saltmarsh, farbank, role):
    wren = make_person(saltmarsh)
    make_person(farbank)

    assert list(visible_to(make_viewer(saltmarsh, role), DAY)) == [wren]


def test_a_commissioner_sees_nobody(saltmarsh):
    make_person(saltmarsh)
    commissioner = make_viewer(saltmarsh, "commissioner")

    assert list(visible_to(commissioner, DAY)) == []
    assert search_people(commissioner, "Wren", DAY) == []


def test_a_stranger_cannot_open_a_record_by_its_id(saltmarsh, stranger):
    wren = make_person(saltmarsh)

    with pytest.raises(PersonNotFoundError):
        get_person(stranger, wren.public_id, DAY)
    assert dict(list_records(stranger, [wren.pk], DAY)) == {}
    assert search_people(stranger, "Halloran", DAY) == []
    assert list_return_facts(stranger, wren.pk, DAY) == []
    assert list_addresses(stranger, wren.pk, DAY) == []


@pytest.mark.parametrize(
    ("leaving_date", "is_seen"),
    [(None, True), (DAY, True), (DAY - timedelta(days=1), False)],
    ids=["still there", "last day", "left yesterday"],
)
def test_a_school_lead_sees_those_on_the_roll_that_day(saltmarsh, leaving_date, is_seen):
    school, other = make_school(saltmarsh), make_school(saltmarsh, name="Weir Academy", urn="149002")
    place = replace(WREN, establishment_id=school.pk, entry_date=date(2021, 9, 1), leaving_date=leaving_date)
    wren = make_person(saltmarsh, place)
    make_person(saltmarsh, replace(pupil(1), establishment_id=other.pk))
    lead = replace(make_viewer(saltmarsh, "school_lead"), establishment_ids=frozenset({school.pk}))

    assert list(visible_to(lead, DAY)) == ([wren] if is_seen else [])


def test_a_school_lead_without_a_school_sees_nobody(saltmarsh):
    make_person(saltmarsh, replace(WREN, establishment_id=make_school(saltmarsh).pk))

    assert list(visible_to(make_viewer(saltmarsh, "school_lead"), DAY)) == []


def test_a_school_lead_sees_a_merged_pupil_once_under_the_record_they_go_by(saltmarsh):
    school = make_school(saltmarsh)
    on_roll = make_person(saltmarsh, replace(pupil(1), establishment_id=school.pk))
    wren = make_person(saltmarsh)
    actions.merge_people(person=on_roll, same_as=wren, by=SETUP, at=MORNING)
    lead = replace(make_viewer(saltmarsh, "school_lead"), establishment_ids=frozenset({school.pk}))

    assert list(visible_to(lead, DAY)) == [wren]


def test_a_school_lead_sees_no_care_characteristic_contact_or_family(saltmarsh):
    school = make_school(saltmarsh)
    wren = make_person(saltmarsh, replace(WREN, establishment_id=school.pk, characteristics=("170",), in_care=True))
    lead = replace(make_viewer(saltmarsh, "school_lead"), establishment_ids=frozenset({school.pk}))

    record = get_person(lead, wren.public_id, DAY)

    assert record.hidden == {"care", "characteristics", "contact", "family"}
    assert (record.care, record.characteristics, record.contact_routes, record.family) == ((), (), (), ())


def test_care_is_told_only_to_those_who_may_see_it_whichever_way_it_is_written(saltmarsh, adviser):
    wren = make_person(saltmarsh, replace(WREN, in_care=True, characteristics=("110", "160", "120")))
    officer = make_viewer(saltmarsh, "tracking_officer")

    told, untold = get_person(adviser, wren.public_id, DAY), get_person(officer, wren.public_id, DAY)

    assert ([each.kind for each in told.care], untold.care) == (["looked_after"], ())
    assert [each.code for each in untold.characteristics] == ["120"]
    assert "care-experienced" in reasons_held_for(adviser, [wren.pk], DAY)[wren.pk]
    assert "care-experienced" not in reasons_held_for(officer, [wren.pk], DAY)[wren.pk]


@pytest.mark.parametrize("code", ["150", "170", "210"])
def test_justice_and_health_are_told_only_to_those_who_support_somebody(saltmarsh, adviser, code):
    wren = make_person(saltmarsh, replace(WREN, characteristics=("120", code)))
    officer = make_viewer(saltmarsh, "tracking_officer")

    told, untold = get_person(adviser, wren.public_id, DAY), get_person(officer, wren.public_id, DAY)

    assert {each.code for each in told.characteristics} == {"120", code}
    assert [each.code for each in untold.characteristics] == ["120"]
    assert [each.says.code for each in list_held(officer, wren.pk, Kind.CHARACTERISTICS, DAY)] == ["120"]


def test_a_protected_address_is_hidden_and_the_care_of_address_is_given(saltmarsh, adviser, manager):
    wren = make_person(saltmarsh)
    mark_address(person=wren, care_of="c/o Lock House, SM1 1AA", **HOW)

    hidden, seen = get_person(adviser, wren.public_id, DAY).address, get_person(manager, wren.public_id, DAY).address

    assert (hidden.is_hidden, hidden.care_of) == (True, "c/o Lock House, SM1 1AA")
    assert "Ropewalk" not in repr(hidden)
    assert "SM1 2AB" not in repr(hidden)
    assert seen.address_line_1 == "4 Ropewalk"


def test_a_protected_address_stays_protected_when_a_list_brings_a_new_one(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    mark_address(person=wren, care_of="c/o Lock House", **HOW)
    moved = PersonFacts(address_line_1="9 Lockside", postcode="SM1 9ZZ")
    actions.record_person(
        organisation=saltmarsh, person_id=wren.pk, facts=moved, source="import:2", by=SETUP, at=MORNING
    )

    assert "Lockside" not in repr(get_person(adviser, wren.public_id, DAY))
    assert "Lockside" not in repr(list_addresses(adviser, wren.pk, DAY))
    assert "Ropewalk" not in repr(list_addresses(adviser, wren.pk, DAY))


def test_an_address_protected_on_a_merged_record_is_protected_on_both(saltmarsh, adviser, manager):
    wren = make_person(saltmarsh)
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren", postcode="SM7 7ZZ"))
    mark_address(person=double, care_of="c/o Lock House", **HOW)
    actions.merge_people(person=double, same_as=wren, by=SETUP, at=MORNING)

    assert get_person(adviser, wren.public_id, DAY).address.is_hidden
    # Whoever may see it is told that it is protected, and what they print or send says nothing of it.
    seen = get_person(manager, wren.public_id, DAY).address
    assert (seen.address_line_1, seen.is_protected, seen.as_it_may_leave().is_hidden) == ("4 Ropewalk", True, True)


def test_searching_a_protected_postcode_finds_nobody_for_those_who_may_not_see_it(saltmarsh, adviser, manager):
    wren = make_person(saltmarsh)
    mark_address(person=wren, care_of="c/o Lock House", **HOW)

    assert search_people(adviser, "SM1 2AB", DAY) == []
    assert [each.person_id for each in search_people(manager, "sm12ab", DAY)] == [wren.pk]


@pytest.mark.parametrize(
    "typed",
    [
        "Wren Halloran",
        "halloran wren",
        "Hallorun",  # a wrong vowel
        "Wren Haloran",  # a letter dropped
        "Hallroan",  # two letters swapped
        "Jalloran",  # a wrong first letter
        "wren hal",  # still being typed
        "Ren Halloran",  # a first letter dropped
        "31/08/2009",
        "2009-08-31",
        "H801200001001",
        "h801 200001001",
        "07700 900123",
        "+44 7700 900123",
        "SM1 2AB",
        "Haloran 31.8.2009",
        "Halloran, Wren",
        "31 August 2009",
        "31st Aug 2009",
        "Aug 31 2009",
        "31 8 2009",
        "31/8/09",
        "31082009",
        "310809",
        "8/31/2009",  # month first, which only one reading makes a date
        "DOB: 31/08/2009",
        "31/2/2009 wren",  # no such day: the name still finds her
        "H80 1200 001 001",
        "UPN h801200001001",
        "07700900123",
        "07700.900.123",
        "0044 7700 900123",
        "+44 (0)7700 900123",
        "7700900123",  # a spreadsheet took the 0
        "sm12ab",
        "SM1-2AB",
    ],
)
def test_somebody_is_found_by_what_is_remembered_of_them(saltmarsh, adviser, typed):
    wren = make_person(saltmarsh)
    make_pupils(saltmarsh, 60)

    found = search_people(adviser, typed, DAY)

    assert found[0].person_id == wren.pk


def test_a_name_with_accents_is_found_without_them(saltmarsh, adviser):
    zoe = make_person(saltmarsh, PersonFacts(legal_given_name="Zoë", legal_family_name="O’Neill-Łukasz"))

    assert [each.person_id for each in search_people(adviser, "zoe oneill lukasz", DAY)] == [zoe.pk]


def test_somebody_is_found_by_the_name_they_prefer_and_by_one_they_had(saltmarsh, adviser):
    wren = make_person(saltmarsh, replace(WREN, preferred_given_name="Robin", former_family_name="Vance"))

    assert search_people(adviser, "Robin", DAY)[0].shown_name == "Robin Halloran"
    assert search_people(adviser, "Vance", DAY)[0].person_id == wren.pk


def test_somebody_is_no_longer_found_by_a_name_that_was_a_mistake(saltmarsh, adviser):
    wren = make_person(saltmarsh, replace(WREN, legal_family_name="Zwyx"))
    corrected = PersonFacts(legal_family_name="Halloran")
    actions.record_person(
        organisation=saltmarsh, person_id=wren.pk, facts=corrected, source="page", by=SETUP, at=MORNING
    )

    assert search_people(adviser, "Zwyx", DAY) == []


def test_whoever_fits_all_that_was_typed_comes_first(saltmarsh, adviser):
    make_pupils(saltmarsh, 60)
    meant = make_person(saltmarsh, replace(pupil(100), birth_date=date(2008, 12, 25), phone=None))

    found = search_people(adviser, f"{pupil(100).legal_given_name} 25/12/2008", DAY)

    assert found[0].person_id == meant.pk
    assert found[0].because == ("name", "birth date")


def test_nobody_like_it_is_nobody(saltmarsh, adviser):
    make_pupils(saltmarsh, 30)

    assert search_people(adviser, "Quixote", DAY) == []
    assert search_people(adviser, "", DAY) == []


def test_a_search_takes_at_most_nine_queries(saltmarsh, adviser):
    make_pupils(saltmarsh, 60)

    with CaptureQueriesContext(connection) as captured:
        search_people(adviser, f"Amina Adeyemi 01/01/2009 {upn_of(3)} 07700 900003 SM1 2AB", DAY)

    assert len(captured) <= 9


def test_one_record_takes_as_many_queries_as_sixty(saltmarsh, manager):
    person_ids = make_pupils(saltmarsh, 60)

    with CaptureQueriesContext(connection) as one:
        list_records(manager, person_ids[:1], DAY)
    with CaptureQueriesContext(connection) as sixty:
        list_records(manager, person_ids, DAY)

    assert len(one) == len(sixty)
    assert len(sixty) <= 15


def test_the_panel_says_what_stands_in_for_what_nobody_has_told(saltmarsh, adviser):
    wren = make_person(saltmarsh)

    panel = {each.field: each for each in list_return_facts(adviser, wren.pk, DAY)}

    assert (panel["gender"].value, panel["gender"].is_default) == ("F", False)
    assert (panel["lead_la"].value, panel["lead_la"].is_default) == ("343", True)
    assert (panel["level_of_need"].value, panel["level_of_need"].is_missing) == ("3", True)
    assert panel["level_of_need"].words == "Minimum, until an adviser has assessed it"
    assert panel["transferred_to_la"].value is None


def test_what_is_missing_is_listed_and_a_value_given_is_not(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    whole = make_person(
        saltmarsh,
        replace(
            pupil(1),
            cohort_status="P",
            lead_la="343",
            educated_la="343",
            level_of_need="2",
        ),
    )

    missing = list_missing_return_facts(adviser, [wren.pk, whole.pk], DAY)

    assert [each.field for each in missing[wren.pk]] == [
        "cohort_status",
        "lead_la",
        "educated_la",
        "level_of_need",
        "send_flag",
        "sen_support_flag",
    ]
    assert whole.pk not in missing


@pytest.mark.parametrize(("status", "is_missing"), [("P", False), ("T", True), ("E", True), ("D", False)])
def test_where_somebody_moved_to_is_missing_only_for_those_who_moved(saltmarsh, adviser, status, is_missing):
    wren = make_person(saltmarsh, replace(WREN, cohort_status=status))

    panel = {each.field: each for each in list_return_facts(adviser, wren.pk, DAY)}

    assert panel["transferred_to_la"].is_missing is is_missing


def test_a_correction_holds_for_every_day_and_a_change_from_its_own(saltmarsh, adviser):
    wren = make_person(saltmarsh, replace(WREN, send_flag="N", level_of_need="3"))
    actions.set_return_fact(person=wren, field="send_flag", value="Y", **HOW)
    actions.set_return_fact(person=wren, field="level_of_need", value="1", from_date=DAY, **HOW)

    def values(on):
        return {each.field: each.value for each in list_return_facts(adviser, wren.pk, on)}

    day_before = values(DAY - timedelta(days=1))
    assert (day_before["send_flag"], day_before["level_of_need"]) == ("Y", "3")
    assert (values(DAY)["send_flag"], values(DAY)["level_of_need"]) == ("Y", "1")


# Born, reasons on 31 January 2026 of somebody living here, with the academic age worked at 31 August 2025.
HELD = [
    (date(2009, 8, 31), {"tracked for the return"}),  # 16: Year 12
    (date(2009, 9, 1), {"tracked for the return", "early intervention"}),  # 15: Year 11
    (date(2012, 8, 31), {"early intervention"}),  # 13: Year 9
    (date(2012, 9, 1), set()),  # 12: Year 8
    (date(2007, 9, 1), {"tracked for the return"}),  # 17: Year 13
    (date(2007, 8, 31), set()),  # 18, no plan
    (date(1980, 2, 29), set()),  # a parent
]


@pytest.mark.parametrize(("birth_date", "reasons"), HELD)
def test_each_is_held_for_reasons_that_follow_their_age(saltmarsh, adviser, birth_date, reasons):
    wren = make_person(saltmarsh, replace(WREN, birth_date=birth_date))

    assert reasons_held_for(adviser, [wren.pk], DAY)[wren.pk] == reasons


def test_an_adult_without_a_birth_date_is_held_for_no_reason_and_still_found(saltmarsh, adviser):
    mother = make_person(saltmarsh, PersonFacts(legal_given_name="Maeve", legal_family_name="Halloran"))
    wren = make_person(saltmarsh)
    actions.link_family(person=wren, relative=mother, relation="mother", has_responsibility="yes", **HOW)

    assert reasons_held_for(adviser, [mother.pk], DAY)[mother.pk] == frozenset()
    [relative] = get_person(adviser, wren.public_id, DAY).family
    assert (relative.relative_id, relative.relation, relative.has_responsibility) == (mother.pk, "mother", "yes")
    assert search_people(adviser, "Maeve", DAY)[0].person_id == mother.pk


def test_somebody_who_left_the_area_is_tracked_no_more(saltmarsh, adviser):
    wren = make_person(saltmarsh, replace(WREN, cohort_status="T", transferred_to_la="341"))

    assert reasons_held_for(adviser, [wren.pk], DAY)[wren.pk] == frozenset()


@pytest.mark.parametrize("typed", ["Wai-Yee Lua", "Wai Yee Lu", "eMi Xu"])
def test_a_short_name_is_found_though_one_slip_is_a_third_of_it(saltmarsh, adviser, typed):
    lau = make_person(saltmarsh, PersonFacts(legal_given_name="Wai-Yee", legal_family_name="Lau"))
    xu = make_person(saltmarsh, PersonFacts(legal_given_name="Mei", legal_family_name="Xu"))
    make_pupils(saltmarsh, 60)

    found = search_people(adviser, typed, DAY)

    assert found[0].person_id == (lau if typed.startswith("Wai") else xu).pk
