"""What lists tell of people: created, updated, unchanged or refused, and never half done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, make_pupils, make_school, pupil, upn_of
from towpath.audit.models import Event
from towpath.people.actions import record_people, record_person
from towpath.people.facts import FactsRefusedError, IdentifierTakenError, Outcome, PersonFacts
from towpath.people.models import (
    FACTS,
    Address,
    BirthDate,
    ContactRoute,
    Identifier,
    Name,
    Person,
    ReturnFact,
    SchoolPlace,
    SharingLimit,
)
from towpath.rules.identifiers import is_temporary_upn

LATER = MORNING + timedelta(days=20)


def tell(organisation, person, facts, *, at=LATER, source="import:2", on=None):
    return record_person(
        organisation=organisation, person_id=person.pk, facts=facts, source=source, by=SETUP, at=at, on=on
    )


def live(model, person):
    return list(model.objects.filter(person=person, withdrawn_at__isnull=True).order_by("id"))


def test_somebody_new_is_created_with_every_fact_given(saltmarsh):
    recorded = record_person(organisation=saltmarsh, facts=WREN, source="import:1", by=SETUP, at=MORNING)

    person = Person.objects.get(pk=recorded.person_id)
    assert recorded.outcome is Outcome.CREATED
    assert [each.value for each in live(Identifier, person)] == [WREN.upn]
    assert live(BirthDate, person)[0].birth_date == date(2009, 8, 31)
    assert live(Address, person)[0].postcode == "SM1 2AB"
    assert live(ContactRoute, person)[0].value == "07700900123"
    assert {each.field: each.value for each in live(ReturnFact, person)} == {"gender": "F", "ethnicity": "WBRI"}


def test_the_same_list_twice_changes_nothing_the_second_time(saltmarsh):
    person_ids = make_pupils(saltmarsh, 12)
    rows_before = {model: model.objects.count() for model in FACTS}
    events_before = Event.objects.count()

    again = record_people(
        organisation=saltmarsh,
        incoming=[(person_id, pupil(number)) for number, person_id in enumerate(person_ids)],
        source="import:2",
        by=SETUP,
        at=LATER,
    )

    assert {each.outcome for each in again} == {Outcome.UNCHANGED}
    assert {model: model.objects.count() for model in FACTS} == rows_before
    assert Event.objects.count() == events_before


def test_what_is_not_given_takes_the_place_of_nothing(saltmarsh):
    wren = make_person(saltmarsh)

    recorded = tell(saltmarsh, wren, PersonFacts(legal_given_name="", uln="", postcode=None, gender=""))

    assert recorded.outcome is Outcome.UNCHANGED
    assert live(Name, wren)[0].given_name == "Wren"


def test_a_list_without_middle_names_leaves_the_middle_name(saltmarsh):
    wren = make_person(saltmarsh)

    tell(saltmarsh, wren, PersonFacts(legal_given_name="Wren", legal_family_name="Vance"))

    [name] = live(Name, wren)
    assert (name.given_name, name.middle_names, name.family_name) == ("Wren", "Iris", "Vance")


def test_a_list_in_capitals_does_not_undo_a_name_well_written(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, legal_family_name="MacAvoy"))

    recorded = tell(saltmarsh, wren, PersonFacts(legal_family_name="MACAVOY", address_line_1="4 ROPEWALK"))

    assert recorded.outcome is Outcome.UNCHANGED


@pytest.mark.parametrize("mark", ["?", "\N{REPLACEMENT CHARACTER}"])
def test_a_name_that_lost_a_letter_never_replaces_or_stands_beside_a_good_one(saltmarsh, mark):
    sound = replace(WREN, legal_family_name="Szczepański")
    wren = make_person(saltmarsh, sound)
    spoilt = f"Szczepa{mark}ski"

    recorded = tell(
        saltmarsh,
        wren,
        PersonFacts(
            legal_given_name="Wren",
            middle_names=f"Zo{mark}",
            legal_family_name=spoilt,
            preferred_given_name="Wren",
            preferred_family_name=spoilt,
            former_family_name=f"Nu{mark}ez",
        ),
    )

    assert recorded.outcome is Outcome.UNCHANGED
    assert [(each.kind, each.given_name, each.family_name) for each in live(Name, wren)] == [
        ("legal", "Wren", "Szczepański")
    ]


def test_what_is_sound_of_a_name_that_lost_a_letter_is_kept(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, legal_family_name="Szczepański"))

    tell(saltmarsh, wren, PersonFacts(preferred_given_name="Wrennie", preferred_family_name="Szczepa?ski"))

    names = [(each.kind, each.given_name, each.family_name) for each in live(Name, wren)]
    assert names == [("legal", "Wren", "Szczepański"), ("preferred", "Wrennie", "")]


def test_somebody_new_is_held_by_a_spoilt_name_until_a_good_one_comes(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, legal_family_name="Szczepa?ski"))
    assert live(Name, wren)[0].family_name == "Szczepa?ski"

    recorded = tell(saltmarsh, wren, PersonFacts(legal_given_name="Wren", legal_family_name="Szczepański"))

    assert recorded.outcome is Outcome.UPDATED
    assert [each.family_name for each in live(Name, wren)] == ["Szczepański"]


def test_a_preferred_name_that_repeats_the_legal_one_is_not_kept(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, preferred_given_name="WREN", preferred_family_name="Halloran"))

    assert [each.kind for each in live(Name, wren)] == ["legal"]


def test_a_new_upn_makes_the_old_one_a_former_one(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, upn=upn_of(1)))

    tell(saltmarsh, wren, PersonFacts(upn=upn_of(2)))

    assert {each.kind: each.value for each in live(Identifier, wren)} == {"upn": upn_of(2), "former_upn": upn_of(1)}


def test_a_temporary_upn_is_never_taken_for_a_real_one(saltmarsh):
    rest = "80120012345A"
    temporary = next(letter + rest for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_temporary_upn(letter + rest))

    at_one_school = make_person(saltmarsh, replace(WREN, upn=temporary, issuer="3434001"))
    at_another = make_person(saltmarsh, replace(WREN, upn=temporary, issuer="3434002"))

    assert at_one_school != at_another
    assert live(Identifier, at_another)[0].kind == "temporary_upn"


def test_the_number_for_learners_without_one_identifies_nobody(saltmarsh):
    make_person(saltmarsh, replace(WREN, upn=None, uln="9999999999"))
    make_person(saltmarsh, replace(WREN, upn=None, uln="9999999999"))

    assert not Identifier.objects.filter(kind="uln").exists()


def test_two_schools_may_use_one_admission_number(saltmarsh):
    make_person(saltmarsh, PersonFacts(legal_given_name="Ana", local_id="17", issuer="3434001"))
    make_person(saltmarsh, PersonFacts(legal_given_name="Ben", local_id="17", issuer="3434002"))

    assert Identifier.objects.filter(kind="local", value="17").count() == 2


def test_an_identifier_of_somebody_else_is_refused_and_says_whose_it_is(saltmarsh):
    wren = make_person(saltmarsh)

    with pytest.raises(IdentifierTakenError) as refused:
        make_person(saltmarsh, replace(WREN, legal_given_name="Rowan"))

    assert refused.value.person_id == wren.pk
    assert Person.objects.count() == 1


def test_one_upn_on_two_new_people_of_a_list_refuses_the_second_alone(saltmarsh):
    recorded = record_people(
        organisation=saltmarsh,
        incoming=[(None, pupil(1)), (None, replace(pupil(2), upn=pupil(1).upn)), (None, pupil(3))],
        source="import:1",
        by=SETUP,
        at=MORNING,
    )

    assert [each.outcome for each in recorded] == [Outcome.CREATED, Outcome.REFUSED, Outcome.CREATED]
    assert [refusal.code for refusal in recorded[1].refusals] == ["identifier_taken"]
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (PersonFacts(upn="A801200001001"), "upn_wrong"),
        (PersonFacts(uln="1234567890"), "uln_wrong"),
        (PersonFacts(nccis_id="12345"), "nccis_id_wrong"),
        (PersonFacts(birth_date=date(2026, 2, 1)), "birth_date_in_future"),
        (PersonFacts(gender="X"), "value_not_in_force"),
        (PersonFacts(ethnicity="ZZZZ"), "value_not_in_force"),
        (PersonFacts(characteristics=("999",)), "value_not_in_force"),
        (PersonFacts(entry_date=date(2025, 9, 1), leaving_date=date(2025, 8, 31)), "leaving_before_entry"),
        (PersonFacts(), "nothing_given"),
    ],
)
def test_facts_that_cannot_be_so_are_refused_with_a_code(saltmarsh, facts, code):
    with pytest.raises(FactsRefusedError) as refused:
        record_person(organisation=saltmarsh, facts=facts, source="page", by=SETUP, at=MORNING)

    assert code in [each.code for each in refused.value.refusals]
    assert not Person.objects.exists()


def test_a_birth_date_of_today_is_not_in_the_future(saltmarsh):
    assert make_person(saltmarsh, PersonFacts(legal_given_name="New", birth_date=DAY))


def test_a_person_of_another_council_is_refused(saltmarsh, farbank):
    theirs = make_person(farbank)

    [recorded] = record_people(
        organisation=saltmarsh,
        incoming=[(theirs.pk, PersonFacts(legal_given_name="Stolen"))],
        source="import:1",
        by=SETUP,
        at=LATER,
    )

    assert [each.code for each in recorded.refusals] == ["person_unknown"]
    assert live(Name, theirs)[0].given_name == "Wren"


def test_a_move_ends_the_old_address_the_day_before(saltmarsh):
    wren = make_person(saltmarsh)

    moved = PersonFacts(address_line_1="9 Lockside", postcode="sm12cd", address_from_date=date(2026, 2, 10))
    tell(saltmarsh, wren, moved)

    spans = {each.address_line_1: (each.from_date, each.to_date, each.postcode) for each in live(Address, wren)}
    assert spans == {
        "4 Ropewalk": (None, date(2026, 2, 9), "SM1 2AB"),
        "9 Lockside": (date(2026, 2, 10), None, "SM1 2CD"),
    }


def test_a_thinner_address_that_agrees_changes_nothing(saltmarsh):
    wren = make_person(saltmarsh)

    assert tell(saltmarsh, wren, PersonFacts(postcode="SM1 2AB")).outcome is Outcome.UNCHANGED


def test_a_list_older_than_what_is_believed_changes_no_address(saltmarsh):
    wren = make_person(saltmarsh)
    tell(saltmarsh, wren, PersonFacts(address_line_1="9 Lockside"), on=date(2026, 2, 10))

    recorded = tell(saltmarsh, wren, PersonFacts(address_line_1="1 Old Quay"), on=date(2026, 2, 9))

    assert recorded.outcome is Outcome.UNCHANGED


def test_a_changed_level_of_need_counts_from_the_day_of_the_list(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, level_of_need="3"))

    tell(saltmarsh, wren, PersonFacts(level_of_need="1"), on=date(2026, 2, 20))

    needs = ReturnFact.objects.known_at(None).filter(person=wren, field="level_of_need")
    assert [each.value for each in needs.in_force(date(2026, 2, 19))] == ["3"]
    assert [each.value for each in needs.in_force(date(2026, 2, 20))] == ["1"]


def test_a_changed_ethnicity_was_always_so(saltmarsh):
    wren = make_person(saltmarsh, replace(WREN, ethnicity="NOBT"))

    tell(saltmarsh, wren, PersonFacts(ethnicity="MWAS"))

    [ethnicity] = [each for each in live(ReturnFact, wren) if each.field == "ethnicity"]
    assert (ethnicity.value, ethnicity.from_date) == ("MWAS", None)


def test_a_pupil_who_changes_school_leaves_the_first_the_day_before(saltmarsh):
    first, second = make_school(saltmarsh), make_school(saltmarsh, name="Weir Academy", urn="149002")
    wren = make_person(saltmarsh, replace(WREN, establishment_id=first.pk, entry_date=date(2021, 9, 1)))

    tell(saltmarsh, wren, PersonFacts(establishment_id=second.pk, entry_date=date(2026, 2, 16)))

    spans = {each.establishment_id: (each.from_date, each.to_date) for each in live(SchoolPlace, wren)}
    assert spans == {
        first.pk: (date(2021, 9, 1), date(2026, 2, 15)),
        second.pk: (date(2026, 2, 16), None),
    }


def test_alternative_provision_leaves_the_place_on_roll(saltmarsh):
    school, unit = make_school(saltmarsh), make_school(saltmarsh, name="The Basin", urn="149003")
    wren = make_person(saltmarsh, replace(WREN, establishment_id=school.pk))

    tell(saltmarsh, wren, PersonFacts(establishment_id=unit.pk, place_kind="alternative_provision"))

    assert {(each.kind, each.to_date) for each in live(SchoolPlace, wren)} == {
        ("on_roll", None),
        ("alternative_provision", None),
    }


def test_a_limit_on_sharing_lets_name_address_and_birth_date_through_and_names_the_rest(saltmarsh):
    facts = replace(WREN, sharing_limited=True, characteristics=("170",))

    recorded = record_person(organisation=saltmarsh, facts=facts, source="import:1", by=SETUP, at=MORNING)

    person = Person.objects.get(pk=recorded.person_id)
    assert set(recorded.withheld_fields) == {"upn", "phone", "gender", "ethnicity", "characteristics"}
    assert live(SharingLimit, person)
    assert live(Address, person)
    assert not live(Identifier, person)
    assert not live(ContactRoute, person)


def test_one_person_twice_in_a_list_is_one_person_and_the_later_row_speaks(saltmarsh):
    wren = make_person(saltmarsh)

    recorded = record_people(
        organisation=saltmarsh,
        incoming=[
            (wren.pk, PersonFacts(legal_family_name="Vance")),
            (wren.pk, PersonFacts(legal_family_name="Vance-Cole", uln=None)),
            (wren.pk, PersonFacts(legal_family_name="Vance-Cole")),
        ],
        source="import:2",
        by=SETUP,
        at=LATER,
    )

    assert [each.outcome for each in recorded] == [Outcome.UPDATED, Outcome.UPDATED, Outcome.UNCHANGED]
    assert [each.family_name for each in live(Name, wren)] == ["Vance-Cole"]
    assert Name.objects.filter(person=wren).count() == 2


def test_one_event_a_person_names_what_changed_and_holds_no_value(saltmarsh):
    wren = make_person(saltmarsh)

    tell(saltmarsh, wren, PersonFacts(legal_family_name="Vance", uln=None, postcode="SM9 9ZZ"))

    event = Event.objects.latest("sequence")
    assert (event.kind, event.person) == ("person.updated", wren.public_id)
    assert '"legal_name","address"' in event.facts
    assert not any(secret in event.facts for secret in ("Vance", "SM9", "Halloran"))


def test_five_hundred_people_take_as_many_queries_as_fifty(saltmarsh):
    counts = {}
    start = 0
    for size in (50, 500):
        facts = [pupil(number) for number in range(start, start + size)]
        start += size
        with CaptureQueriesContext(
            connection,
        ) as created:
            recorded = record_people(
                organisation=saltmarsh,
                incoming=[(None, each) for each in facts],
                source="import:1",
                by=SETUP,
                at=MORNING,
            )
        with CaptureQueriesContext(connection) as changed:
            record_people(
                organisation=saltmarsh,
                incoming=[
                    (each.person_id, replace(given, legal_family_name="Vance", level_of_need="2"))
                    for each, given in zip(recorded, facts, strict=True)
                ],
                source="import:2",
                by=SETUP,
                at=LATER,
            )
        counts[size] = (_statements(created), _statements(changed))

    assert counts[50] == counts[500]
    assert max(counts[500]) <= 40


def _statements(captured):
    """Count distinct statements: SQLite takes a bulk insert in several of one shape."""
    return len({query["sql"].split("VALUES")[0].split("IN (")[0][:90] for query in captured})
