"""Establishments, what is agreed with them, and who speaks for them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from towpath.audit.models import Event
from towpath.provision.actions import (
    ProvisionRefusedError,
    add_contact,
    add_site,
    end_sharing_agreement,
    let_speak_for,
    make_sharing_agreement,
    record_establishments,
    stop_speaking_for,
)
from towpath.provision.establishments import EstablishmentFacts, Outcome
from towpath.provision.models import Establishment
from towpath.provision.queries import (
    EstablishmentNotFoundError,
    establishment_ids_of,
    find_establishments,
    find_live_agreement,
    get_establishment,
    list_contacts,
    list_establishments,
    list_schools,
    list_sites,
)

HIGH = EstablishmentFacts(
    name="Saltmarsh High School",
    urn="149001",
    establishment_number="3434001",
    la_code="343",
    postcode="SM1 1AA",
    is_school=True,
)
HOW = {"by": SETUP, "at": MORNING}


def record(organisation, *incoming):
    return record_establishments(organisation=organisation, incoming=incoming, source="import:1", **HOW)


def make(organisation, facts=HIGH):
    [recorded] = record(organisation, facts)
    return Establishment.objects.get(pk=recorded.establishment_id)


def test_a_register_told_twice_changes_nothing_the_second_time(saltmarsh):
    first = record(saltmarsh, HIGH, replace(HIGH, urn="149002", establishment_number="3434002", name="Weir Academy"))
    events = Event.objects.count()

    again = record(saltmarsh, HIGH)

    assert [each.outcome for each in first] == [Outcome.CREATED, Outcome.CREATED]
    assert [each.outcome for each in again] == [Outcome.UNCHANGED]
    assert again[0].establishment_id == first[0].establishment_id
    assert Event.objects.count() == events


def test_one_establishment_may_be_a_college_and_an_employer(saltmarsh):
    college = make(saltmarsh, EstablishmentFacts(name="Lock College", ukprn="10000001", is_college=True))

    [recorded] = record(saltmarsh, EstablishmentFacts(ukprn="10000001", is_employer=True))

    college.refresh_from_db()
    assert (recorded.outcome, recorded.changed) == (Outcome.UPDATED, ("is_employer",))
    assert (college.is_college, college.is_employer) == (True, True)


def test_what_is_not_given_takes_the_place_of_nothing(saltmarsh):
    high = make(saltmarsh)

    [recorded] = record(saltmarsh, EstablishmentFacts(urn="149001", closed_date=date(2026, 8, 31)))

    high.refresh_from_db()
    assert recorded.changed == ("closed_date",)
    assert (high.name, high.postcode) == ("Saltmarsh High School", "SM1 1AA")


def test_two_schools_of_one_name_and_different_urns_are_two(saltmarsh):
    record(saltmarsh, HIGH, replace(HIGH, urn="149009", establishment_number=None))

    assert Establishment.objects.count() == 2


def test_one_establishment_twice_in_a_register_is_one(saltmarsh):
    recorded = record(saltmarsh, HIGH, HIGH)

    assert [each.outcome for each in recorded] == [Outcome.CREATED, Outcome.UNCHANGED]
    assert recorded[1].establishment_id == recorded[0].establishment_id
    assert Establishment.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(HIGH, urn="49001"), "urn_wrong"),
        (replace(HIGH, ukprn="20000001"), "ukprn_wrong"),
        (replace(HIGH, establishment_number="343"), "establishment_number_wrong"),
        (replace(HIGH, opened_date=date(2020, 9, 1), closed_date=date(2020, 8, 31)), "closed_before_opened"),
        (EstablishmentFacts(postcode="SM1 1AA"), "nothing_given"),
    ],
)
def test_facts_that_cannot_be_so_are_refused_with_a_code(saltmarsh, facts, code):
    [recorded] = record(saltmarsh, facts)

    assert (recorded.outcome, recorded.problem_code) == (Outcome.REFUSED, code)
    assert not Establishment.objects.exists()


def test_a_register_of_fifty_takes_as_many_queries_as_one_of_five(saltmarsh):
    counts = []
    for start, size in ((0, 5), (100, 50)):
        facts = [
            replace(HIGH, urn=str(149100 + number), establishment_number=str(3434100 + number), name=f"School {number}")
            for number in range(start, start + size)
        ]
        with CaptureQueriesContext(connection) as captured:
            record(saltmarsh, *facts)
        counts.append(len({query["sql"][:60] for query in captured}))

    assert counts[0] == counts[1]


def test_the_next_borough_sees_no_establishment_of_ours(saltmarsh, stranger):
    high = make(saltmarsh)

    assert list(list_establishments(stranger)) == []
    with pytest.raises(EstablishmentNotFoundError):
        get_establishment(stranger, high.pk)


def test_establishments_are_found_by_whatever_a_list_calls_them(saltmarsh, adviser):
    high = make(saltmarsh)

    found = find_establishments(adviser, urns=["149001"], numbers=["3434001"], names=["SALTMARSH HIGH SCHOOL"])

    assert set(found) == {("urn", "149001"), ("number", "3434001"), ("name", "saltmarsh high school")}
    assert set(found.values()) == {high}


def test_a_name_that_two_share_finds_neither(saltmarsh, adviser):
    record(saltmarsh, HIGH, replace(HIGH, urn="149009", establishment_number=None))

    assert find_establishments(adviser, names=[HIGH.name]) == {}


@pytest.mark.parametrize(("closed_date", "is_listed"), [(None, True), (DAY, True), (DAY - timedelta(days=1), False)])
def test_schools_open_on_a_day_are_listed(saltmarsh, adviser, closed_date, is_listed):
    make(saltmarsh, replace(HIGH, closed_date=closed_date))

    assert list_schools(adviser, DAY).exists() is is_listed


def test_a_school_lead_lists_their_own_school_alone_and_without_one_none(saltmarsh):
    high = make(saltmarsh)
    make(saltmarsh, replace(HIGH, urn="149002", establishment_number="3434002", name="Weir Academy"))
    lead = make_viewer(saltmarsh, "school_lead")

    assert list(list_schools(replace(lead, establishment_ids=frozenset({high.pk})), DAY)) == [high]
    assert list(list_schools(lead, DAY)) == []


@pytest.mark.parametrize(
    ("on", "speaks"),
    [
        (DAY - timedelta(days=1), False),
        (DAY, True),
        (DAY + timedelta(days=30), True),
        (DAY + timedelta(days=31), False),
    ],
)
def test_a_user_speaks_for_a_school_from_the_first_day_to_the_last(saltmarsh, on, speaks):
    high, lead = make(saltmarsh), make_viewer(saltmarsh, "school_lead")
    user = high.organisation.roles.get(role="school_lead").user
    let_speak_for(user=user, establishment=high, from_date=DAY, to_date=DAY + timedelta(days=30), **HOW)

    assert establishment_ids_of(lead, on) == ({high.pk} if speaks else frozenset())


def test_a_user_stopped_speaks_for_nobody_at_once(saltmarsh):
    high, lead = make(saltmarsh), make_viewer(saltmarsh, "school_lead")
    user = high.organisation.roles.get(role="school_lead").user
    let_speak_for(user=user, establishment=high, from_date=DAY, **HOW)

    stop_speaking_for(user=user, establishment=high, **HOW)

    assert establishment_ids_of(lead, DAY) == frozenset()
    with pytest.raises(ProvisionRefusedError):
        stop_speaking_for(user=user, establishment=high, **HOW)


def test_a_user_cannot_speak_twice_for_one_school_at_a_time(saltmarsh):
    high, user = make(saltmarsh), make_user(saltmarsh, "school_lead")
    let_speak_for(user=user, establishment=high, from_date=DAY, **HOW)

    with pytest.raises(ProvisionRefusedError):
        let_speak_for(user=user, establishment=high, from_date=DAY + timedelta(days=9), **HOW)


@pytest.mark.parametrize(
    ("item", "on", "is_live"),
    [
        ("school_roll", DAY, True),
        ("school_roll", DAY - timedelta(days=1), False),
        ("school_roll", DAY + timedelta(days=365), True),
        ("school_roll", DAY + timedelta(days=366), False),
        ("care_facts", DAY, False),
    ],
)
def test_only_a_live_agreement_that_covers_an_item_lets_it_leave(saltmarsh, data_lead, item, on, is_live):
    high = make(saltmarsh)
    make_sharing_agreement(
        establishment=high,
        title="Roll and destinations",
        covers=["school_roll", "destinations"],
        from_date=DAY,
        to_date=DAY + timedelta(days=365),
        **HOW,
    )

    assert (find_live_agreement(data_lead, high.pk, item, on) is not None) is is_live


def test_an_agreement_ended_covers_nothing_from_then_on(saltmarsh, data_lead):
    high = make(saltmarsh)
    agreement = make_sharing_agreement(establishment=high, title="Roll", covers=["roll"], from_date=DAY, **HOW)

    end_sharing_agreement(agreement=agreement, **HOW)

    assert find_live_agreement(data_lead, high.pk, "roll", DAY) is None
    with pytest.raises(ProvisionRefusedError):
        end_sharing_agreement(agreement=agreement, **HOW)


def test_an_agreement_that_covers_nothing_is_refused(saltmarsh):
    with pytest.raises(ProvisionRefusedError):
        make_sharing_agreement(establishment=make(saltmarsh), title="Empty", covers=[], from_date=DAY, **HOW)


def test_sites_and_contacts_are_listed_and_a_contact_only_to_those_who_do_casework(saltmarsh, adviser):
    high = make(saltmarsh)
    site = add_site(establishment=high, name="Sixth form annexe", postcode="SM1 1AB", **HOW)
    contact = add_contact(establishment=high, name="Priya Nair", job="Careers lead", from_date=DAY, **HOW)

    assert list(list_sites(adviser, high.pk)) == [site]
    assert list(list_contacts(adviser, high.pk, DAY)) == [contact]
    assert list(list_contacts(make_viewer(saltmarsh, "commissioner"), high.pk, DAY)) == []
    assert "Priya" not in Event.objects.latest("sequence").facts


def test_an_establishment_of_no_kind_cannot_be_stored(saltmarsh):
    with pytest.raises(IntegrityError), transaction.atomic():
        Establishment.objects.create(organisation=saltmarsh, name="Nothing", recorded_at=MORNING, source="x")
