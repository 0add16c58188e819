"""Put right by hand what is held of somebody: nothing is overwritten, and what was believed stays readable."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, mark_address
from towpath.audit.models import Event
from towpath.people import actions
from towpath.people.actions.book import ChangedMeanwhileError
from towpath.people.facts import FactsRefusedError, PersonFacts
from towpath.people.kinds import Kind
from towpath.people.models import Address, ContactRoute
from towpath.people.queries import get_person, list_held

HOW = {"source": "page:person", "by": SETUP, "at": MORNING + timedelta(hours=1)}
EVE = DAY - timedelta(days=1)


def only(viewer, person, kind):
    """Return the one fact of a kind that is so on the day."""
    [held] = [each for each in list_held(viewer, person.pk, kind, DAY) if each.is_so(DAY)]
    return held


def codes_of(refused):
    return [refusal.code for refusal in refused.value.refusals]


def test_a_number_corrected_stands_in_the_place_of_the_wrong_one_which_stays_readable(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    wrong = only(adviser, wren, Kind.CONTACT_ROUTES)

    actions.add_contact_route(
        person=wren, kind="phone", value="07700 900 124", belongs_to="self", replaces=wrong.id, **HOW
    )

    right, before = list_held(adviser, wren.pk, Kind.CONTACT_ROUTES, DAY)
    assert (right.says.value, right.is_so(DAY)) == ("07700900124", True)
    assert (before.says.value, before.withdrawn_at, before.withdrawn_by) == ("07700900123", HOW["at"], "setup")
    assert before.latest([right, before]) == right
    assert Event.objects.filter(kind="person.updated", person=wren.public_id).count() == 1


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("phone", "7700 900123", "not_a_phone"),
        ("phone", "ask mum", "not_a_phone"),
        ("phone", "  ", "value_missing"),
        ("email", "wren at home", "not_an_email"),
        ("pigeon", "loft 4", "choice_unknown"),
    ],
)
def test_what_cannot_reach_anybody_is_refused_and_nothing_changes(saltmarsh, kind, value, code):
    wren = make_person(saltmarsh)

    with pytest.raises(FactsRefusedError) as refused:
        actions.add_contact_route(person=wren, kind=kind, value=value, belongs_to="self", **HOW)

    assert codes_of(refused) == [code]
    assert ContactRoute.objects.count() == 1


def test_what_somebody_else_put_right_first_is_not_put_right_twice(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    wrong = only(adviser, wren, Kind.CONTACT_ROUTES)
    actions.withdraw_fact(person=wren, kind=Kind.CONTACT_ROUTES, fact_id=wrong.id, **HOW)

    for act in (
        lambda: actions.withdraw_fact(person=wren, kind=Kind.CONTACT_ROUTES, fact_id=wrong.id, **HOW),
        lambda: actions.end_fact(person=wren, kind=Kind.CONTACT_ROUTES, fact_id=wrong.id, **HOW),
        lambda: actions.add_contact_route(
            person=wren, kind="phone", value="07700 900124", belongs_to="self", replaces=wrong.id, **HOW
        ),
    ):
        with pytest.raises(ChangedMeanwhileError):
            act()
    assert wrong.latest(list_held(adviser, wren.pk, Kind.CONTACT_ROUTES, DAY)) is None


def test_somebody_elses_fact_cannot_be_ended_through_another_person(saltmarsh, adviser):
    wren, rowan = make_person(saltmarsh), make_person(saltmarsh, PersonFacts(legal_given_name="Rowan"))
    number = only(adviser, wren, Kind.CONTACT_ROUTES)

    with pytest.raises(ChangedMeanwhileError):
        actions.end_fact(person=rowan, kind=Kind.CONTACT_ROUTES, fact_id=number.id, **HOW)

    assert only(adviser, wren, Kind.CONTACT_ROUTES) == number


def test_a_move_ends_the_address_before_the_day_before(saltmarsh, adviser):
    wren = make_person(saltmarsh)

    actions.record_address(
        person=wren, address_line_1="9 Lock Lane", postcode="sm13cd", from_date=date(2026, 1, 10), **HOW
    )

    def lives_at(on):
        return get_person(adviser, wren.public_id, on).address.address_line_1

    assert lives_at(date(2026, 1, 9)) == "4 Ropewalk"
    assert lives_at(date(2026, 1, 10)) == lives_at(DAY) == "9 Lock Lane"
    assert get_person(adviser, wren.public_id, DAY).address.postcode == "SM1 3CD"


def test_an_address_of_the_past_found_late_ends_before_the_next_begins(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    actions.record_address(person=wren, address_line_1="9 Lock Lane", from_date=date(2026, 1, 10), **HOW)

    actions.record_address(person=wren, address_line_1="1 Weir Road", from_date=date(2025, 12, 1), **HOW)

    past = next(each for each in Address.objects.known_at(None) if each.address_line_1 == "1 Weir Road")
    assert (past.from_date, past.to_date) == (date(2025, 12, 1), date(2026, 1, 9))
    assert get_person(adviser, wren.public_id, DAY).address.address_line_1 == "9 Lock Lane"


def test_a_correction_changes_only_what_is_given(saltmarsh, manager):
    wren = make_person(saltmarsh)
    wrong = only(manager, wren, Kind.ADDRESSES)

    actions.record_address(person=wren, address_line_1="14 Ropewalk", replaces=wrong.id, **HOW)

    right = only(manager, wren, Kind.ADDRESSES)
    assert (right.says.address_line_1, right.says.postcode) == ("14 Ropewalk", "SM1 2AB")
    assert right.from_date == wrong.from_date


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "address_empty"),
        ({"postcode": "SM1"}, "not_a_postcode"),
        ({"town": "Saltmarsh", "from_date": DAY + timedelta(days=1)}, "day_in_future"),
        ({"town": "Saltmarsh", "from_date": date(2009, 8, 30)}, "day_before_birth"),
        ({"town": "Saltmarsh", "care_of": "Lock House"}, "care_of_unprotected"),
    ],
)
def test_an_address_that_cannot_be_is_refused(saltmarsh, given, code):
    wren = make_person(saltmarsh)

    with pytest.raises(FactsRefusedError) as refused:
        actions.record_address(person=wren, **given, **HOW)

    assert codes_of(refused) == [code]
    assert Address.objects.count() == 1


def test_a_protected_address_is_hidden_with_its_history_and_a_new_one_is_protected_too(saltmarsh, adviser, manager):
    wren = make_person(saltmarsh)
    known = only(adviser, wren, Kind.ADDRESSES)
    actions.record_address(person=wren, is_protected=True, care_of="Lock House", replaces=known.id, **HOW)

    actions.record_address(person=wren, address_line_1="9 Lock Lane", from_date=DAY, **HOW)

    hidden = list_held(adviser, wren.pk, Kind.ADDRESSES, DAY)
    assert {(each.says.address_line_1, each.says.postcode) for each in hidden} == {("", "")}
    assert only(adviser, wren, Kind.ADDRESSES).says.care_of == "Lock House"
    assert only(manager, wren, Kind.ADDRESSES).says.address_line_1 == "9 Lock Lane"
    assert only(manager, wren, Kind.ADDRESSES).says.is_protected


@pytest.mark.parametrize(
    "take_out",
    [
        lambda how: actions.end_fact(to_date=EVE, **how),
        lambda how: actions.end_fact(to_date=DAY, **how),
        lambda how: actions.withdraw_fact(**how),
    ],
    ids=["ended the eve", "ended today", "by mistake"],
)
def test_a_protected_address_taken_out_leaves_the_next_list_nothing_to_show(saltmarsh, adviser, manager, take_out):
    wren = make_person(saltmarsh)
    known = only(manager, wren, Kind.ADDRESSES)
    actions.record_address(person=wren, is_protected=True, care_of="Lock House", replaces=known.id, **HOW)
    protected = only(manager, wren, Kind.ADDRESSES)

    take_out({"person": wren, "kind": Kind.ADDRESSES, "fact_id": protected.id, **HOW})
    later = DAY + timedelta(days=7)
    actions.record_person(
        organisation=saltmarsh, person_id=wren.pk, facts=PersonFacts(address_line_1="9 Lock Lane"),
        source="import:2", by=SETUP, at=MORNING + timedelta(days=7),
    )  # fmt: skip

    assert get_person(manager, wren.public_id, later).address.address_line_1 == "9 Lock Lane"
    seen = get_person(adviser, wren.public_id, later).address
    assert (seen.is_hidden, seen.address_line_1, seen.care_of) == (True, "", "Lock House")


@pytest.fixture
def half_protected(saltmarsh):
    """Return somebody whose own address is not protected, while that of the record joined to theirs is."""
    wren = make_person(saltmarsh)
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren", address_line_1="7 Weir Lane"))
    mark_address(person=double, care_of="Lock House", **HOW)
    actions.merge_people(person=double, same_as=wren, by=SETUP, at=HOW["at"])
    return wren


def test_a_new_address_is_protected_where_only_that_of_a_joined_record_was(adviser, manager, half_protected):
    actions.record_address(person=half_protected, address_line_1="9 Lock Lane", from_date=DAY, **HOW)

    says = only(manager, half_protected, Kind.ADDRESSES).says
    assert (says.address_line_1, says.is_protected, says.care_of) == ("9 Lock Lane", True, "Lock House")
    assert "Lock Lane" not in repr(list_held(adviser, half_protected.pk, Kind.ADDRESSES, DAY))


@pytest.mark.parametrize(
    "take_out",
    [lambda how: actions.end_fact(to_date=EVE, **how), lambda how: actions.withdraw_fact(**how)],
    ids=["ended the eve", "by mistake"],
)
def test_an_address_that_was_not_protected_is_so_once_the_protected_one_beside_it_is_taken_out(
    adviser, manager, half_protected, take_out
):
    [protected] = [
        each for each in list_held(manager, half_protected.pk, Kind.ADDRESSES, DAY) if each.says.is_protected
    ]

    take_out({"person": half_protected, "kind": Kind.ADDRESSES, "fact_id": protected.id, **HOW})

    says = only(manager, half_protected, Kind.ADDRESSES).says
    assert (says.address_line_1, says.is_protected, says.care_of) == ("4 Ropewalk", True, "Lock House")
    assert "Ropewalk" not in repr(list_held(adviser, half_protected.pk, Kind.ADDRESSES, DAY))


def test_what_ended_is_so_to_its_last_day(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    known = only(adviser, wren, Kind.ADDRESSES)

    actions.end_fact(person=wren, kind=Kind.ADDRESSES, fact_id=known.id, to_date=EVE, **HOW)

    assert get_person(adviser, wren.public_id, EVE).address is not None
    assert get_person(adviser, wren.public_id, DAY).address is None


def test_an_end_to_come_is_refused(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    known = only(adviser, wren, Kind.ADDRESSES)

    with pytest.raises(FactsRefusedError) as refused:
        actions.end_fact(person=wren, kind=Kind.ADDRESSES, fact_id=known.id, to_date=DAY + timedelta(days=1), **HOW)

    assert codes_of(refused) == ["day_in_future"]


def test_facts_are_listed_to_nobody_who_may_not_see_them(saltmarsh, stranger):
    wren = make_person(saltmarsh)
    actions.record_care_fact(person=wren, kind="looked_after", from_date=None, **HOW)
    officer, commissioner = (make_viewer(saltmarsh, role) for role in ("tracking_officer", "commissioner"))

    for kind in Kind:
        assert list_held(stranger, wren.pk, kind, DAY) == []
        assert list_held(commissioner, wren.pk, kind, DAY) == []
    assert list_held(officer, wren.pk, Kind.CARE, DAY) == []
    assert list_held(officer, wren.pk, Kind.NAMES, DAY) != []


def test_listing_facts_takes_three_queries_however_many(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    for number in range(12):
        actions.add_contact_route(person=wren, kind="phone", value=f"077009002{number:02}", belongs_to="self", **HOW)

    with CaptureQueriesContext(connection) as captured:
        listed = list_held(adviser, wren.pk, Kind.CONTACT_ROUTES, DAY)

    assert (len(listed), len(captured)) == (13, 3)


@pytest.mark.parametrize(
    ("from_date", "to_date", "is_so", "is_over"),
    [
        (None, None, True, False),
        (DAY, DAY, True, False),
        (None, EVE, False, True),
        (DAY + timedelta(days=1), None, False, False),
    ],
)
def test_what_is_yet_to_begin_is_neither_so_nor_over(saltmarsh, adviser, from_date, to_date, is_so, is_over):
    wren = make_person(saltmarsh)
    Address.objects.update(from_date=from_date, to_date=to_date)

    [address] = list_held(adviser, wren.pk, Kind.ADDRESSES, DAY)

    assert (address.is_so(DAY), address.is_over(DAY)) == (is_so, is_over)
