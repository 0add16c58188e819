"""Characteristics, care, family and ways to reach somebody: from a day, to a day, one at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person
from towpath.people import actions
from towpath.people.actions import circumstances
from towpath.people.actions.book import ChangedMeanwhileError, open_book, write_book
from towpath.people.facts import FactsRefusedError, PersonFacts
from towpath.people.kinds import Kind
from towpath.people.models import (
    BirthDate,
    CareFact,
    CharacteristicFact,
    ContactRoute,
    FamilyLink,
    Person,
    SharingLimit,
)
from towpath.people.queries import get_person, list_family, list_shared_parents

HOW = {"source": "page", "by": SETUP, "at": MORNING}
EVE = DAY - timedelta(days=1)
MORROW = DAY + timedelta(days=1)


@pytest.mark.parametrize(("on", "holds"), [(EVE, False), (DAY, True), (MORROW, False)])
def test_a_characteristic_holds_from_its_first_day_to_its_last(saltmarsh, manager, on, holds):
    wren = make_person(saltmarsh)
    actions.record_characteristic(
        person=wren, code="140", from_date=DAY, disclosed_by="Wren", reconfirm_date=date(2026, 7, 31), **HOW
    )
    told = CharacteristicFact.objects.get()
    actions.end_fact(person=wren, kind=Kind.CHARACTERISTICS, fact_id=told.pk, to_date=DAY, **HOW)

    codes = [each.code for each in get_person(manager, wren.public_id, on).characteristics]

    assert codes == (["140"] if holds else [])


def test_a_characteristic_said_again_is_one_fact(saltmarsh, manager):
    wren = make_person(saltmarsh)
    for disclosed_by in ("school", "Wren"):
        actions.record_characteristic(person=wren, code="140", from_date=DAY, disclosed_by=disclosed_by, **HOW)

    [told] = get_person(manager, wren.public_id, DAY).characteristics

    assert told.disclosed_by == "Wren"
    assert CharacteristicFact.objects.count() == 2


@pytest.mark.parametrize("code", ["999", "", "11"])
def test_a_characteristic_not_in_force_is_refused(saltmarsh, code):
    with pytest.raises(FactsRefusedError):
        actions.record_characteristic(person=make_person(saltmarsh), code=code, from_date=DAY, **HOW)


def test_a_change_of_social_worker_ends_the_fact_before_the_day_before(saltmarsh, manager):
    wren = make_person(saltmarsh)
    who = {"person": wren, "kind": "looked_after", "responsible_council": "343"}
    actions.record_care_fact(social_worker="Ines Prado", from_date=date(2020, 2, 29), **who, **HOW)
    actions.record_care_fact(social_worker="Kofi Mensah", from_date=DAY, **who, **HOW)

    def social_workers(on):
        return [each.social_worker for each in get_person(manager, wren.public_id, on).care]

    assert social_workers(date(2020, 2, 28)) == []
    assert social_workers(date(2020, 2, 29)) == social_workers(EVE) == ["Ines Prado"]
    assert social_workers(DAY) == ["Kofi Mensah"]


def test_somebody_may_be_two_things_in_the_law_on_care(saltmarsh, manager):
    wren = make_person(saltmarsh)
    for kind in ("looked_after", "eligible"):
        actions.record_care_fact(person=wren, kind=kind, from_date=DAY, placing_council="341", **HOW)

    assert {each.kind for each in get_person(manager, wren.public_id, DAY).care} == {"looked_after", "eligible"}


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "fostered"}, {"responsible_council": "999"}, {"to_date": EVE}],
    ids=["kind", "council", "dates"],
)
def test_a_care_fact_that_cannot_be_so_is_refused(saltmarsh, wrong):
    given = {"kind": "relevant", "from_date": DAY, **wrong}

    with pytest.raises(FactsRefusedError):
        actions.record_care_fact(person=make_person(saltmarsh), **given, **HOW)


def limits_of(person):
    """Return every limit on sharing that is believed, as who asked and its days."""
    believed = SharingLimit.objects.known_at(None).filter(person=person).order_by("pk")
    return list(believed.values_list("asked_by", "from_date", "to_date"))


@pytest.mark.parametrize(("on", "holds"), [(EVE, False), (DAY, True), (MORROW, False)])
def test_a_limit_on_sharing_holds_from_its_first_day_to_its_last(saltmarsh, manager, on, holds):
    wren = make_person(saltmarsh)
    actions.record_sharing_limit(person=wren, asked_by="young_person", from_date=DAY, **HOW)
    asked = SharingLimit.objects.get()
    actions.end_fact(person=wren, kind=Kind.SHARING, fact_id=asked.pk, to_date=DAY, **HOW)

    assert get_person(manager, wren.public_id, on).is_sharing_limited is holds


def test_a_limit_on_sharing_without_days_holds_on_any(saltmarsh, manager):
    wren = make_person(saltmarsh)
    actions.record_sharing_limit(person=wren, asked_by="unknown", **HOW)

    assert [get_person(manager, wren.public_id, on).is_sharing_limited for on in (date(2020, 2, 29), MORROW)] == [
        True
    ] * 2


def test_a_limit_that_a_list_brought_and_a_person_then_says_more_of_is_one(saltmarsh):
    wren = make_person(saltmarsh)
    actions.record_person(
        organisation=saltmarsh, person_id=wren.pk, facts=PersonFacts(sharing_limited=True),
        source="import:1", by=SETUP, at=MORNING,
    )  # fmt: skip

    actions.record_sharing_limit(person=wren, asked_by="parent", from_date=EVE, **HOW)

    assert limits_of(wren) == [("parent", EVE, None)]
    assert SharingLimit.objects.count() == 2


def test_a_limit_on_sharing_is_put_right_on_its_own_days(saltmarsh):
    wren = make_person(saltmarsh)
    actions.record_sharing_limit(person=wren, asked_by="parent", from_date=EVE, to_date=DAY, **HOW)
    wrong = SharingLimit.objects.get()

    actions.record_sharing_limit(person=wren, asked_by="young_person", replaces=wrong.pk, **HOW)

    assert limits_of(wren) == [("young_person", EVE, DAY)]
    wrong.refresh_from_db()
    assert wrong.withdrawn_at == MORNING
    with pytest.raises(ChangedMeanwhileError):
        actions.record_sharing_limit(person=wren, asked_by="young_person", replaces=wrong.pk, **HOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked_by": "school"},
        {"from_date": MORROW},
        {"from_date": DAY, "to_date": EVE},
        {"from_date": date(2009, 8, 30)},
    ],
    ids=["nobody who may ask", "to come", "ends before it begins", "the day before birth"],
)
def test_a_limit_on_sharing_that_cannot_be_so_is_refused(saltmarsh, wrong):
    wren = make_person(saltmarsh)  # Born 31 August 2009.

    with pytest.raises(FactsRefusedError):
        actions.record_sharing_limit(person=wren, **{"asked_by": "parent", **wrong}, **HOW)

    assert not SharingLimit.objects.exists()


@pytest.mark.parametrize("way", ["lifted", "a mistake"])
def test_once_a_limit_on_sharing_is_over_the_next_list_is_kept_whole(saltmarsh, adviser, way):
    wren = make_person(saltmarsh)
    given = PersonFacts(characteristics=("140",), parent_phone="07700 900555", sharing_limited=True)

    def reads(facts):
        return actions.record_person(
            organisation=saltmarsh, person_id=wren.pk, facts=facts, source="import:1", by=SETUP, at=MORNING
        )

    assert reads(given).withheld_fields == ("parent_phone", "characteristics")
    if way == "lifted":
        actions.end_fact(person=wren, kind=Kind.SHARING, fact_id=SharingLimit.objects.get().pk, to_date=EVE, **HOW)
    else:
        actions.withdraw_fact(person=wren, kind=Kind.SHARING, fact_id=SharingLimit.objects.get().pk, **HOW)
    told = reads(replace(given, sharing_limited=None))

    now = get_person(adviser, wren.public_id, DAY)
    assert told.withheld_fields == ()
    assert [each.code for each in now.characteristics] == ["140"]
    assert "07700900555" in [route.value for route in now.contact_routes]
    assert not now.is_sharing_limited


def test_a_list_that_still_says_so_after_a_limit_was_lifted_limits_again(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    actions.record_sharing_limit(person=wren, asked_by="young_person", from_date=EVE, to_date=EVE, **HOW)

    actions.record_person(
        organisation=saltmarsh, person_id=wren.pk, facts=PersonFacts(sharing_limited=True, characteristics=("140",)),
        source="import:1", by=SETUP, at=MORNING,
    )  # fmt: skip

    now = get_person(adviser, wren.public_id, DAY)
    assert now.is_sharing_limited
    assert now.characteristics == ()
    assert limits_of(wren) == [("young_person", EVE, EVE), ("unknown", DAY, None)]


def test_family_is_told_from_either_side(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    maeve = make_person(saltmarsh, PersonFacts(legal_given_name="Maeve", legal_family_name="Halloran"))
    actions.link_family(
        person=wren, relative=maeve, relation="mother", has_responsibility="yes", must_not_be_told=True, **HOW
    )

    [mother], [child] = list_family(adviser, wren.pk, DAY), list_family(adviser, maeve.pk, DAY)

    assert (mother.shown_name, mother.relation, mother.is_theirs) == ("Maeve Halloran", "mother", False)
    assert (child.shown_name, child.relation, child.is_theirs) == ("Wren Halloran", "mother", True)
    assert mother.must_not_be_told


def test_who_has_a_parent_in_common_and_no_link_of_their_own_is_told_once(saltmarsh, adviser, stranger):
    wren, rowan, fern, maeve, ada = (
        make_person(saltmarsh, PersonFacts(legal_given_name=name)) for name in ("Wren", "Rowan", "Fern", "Maeve", "Ada")
    )
    for child, relation in ((wren, "mother"), (rowan, "mum"), (fern, "step-mother")):
        actions.link_family(person=child, relative=maeve, relation=relation, **HOW)
    actions.link_family(person=ada, relative=maeve, relation="aunt", **HOW)
    actions.link_family(person=wren, relative=rowan, relation="brother", **HOW)
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Fernanda"))
    actions.merge_people(person=double, same_as=fern, by=SETUP, at=MORNING)
    actions.link_family(person=double, relative=maeve, relation="mother", **HOW)

    [found] = list_shared_parents(adviser, wren.pk, DAY)

    assert (found.person_id, found.shown_name, found.parent_name) == (fern.pk, "Fern", "Maeve")
    assert {each.person_id for each in list_shared_parents(adviser, fern.pk, DAY)} == {wren.pk, rowan.pk}
    assert list_shared_parents(adviser, maeve.pk, DAY) == []
    # A parent's own record may say whose parent they are.
    ivo = make_person(saltmarsh, PersonFacts(legal_given_name="Ivo"))
    actions.link_family(person=maeve, relative=ivo, relation="son", **HOW)
    assert {each.person_id for each in list_shared_parents(adviser, wren.pk, DAY)} == {fern.pk, ivo.pk}
    assert {each.person_id for each in list_shared_parents(adviser, ivo.pk, DAY)} == {wren.pk, rowan.pk, fern.pk}
    assert list_shared_parents(stranger, wren.pk, DAY) == []
    assert list_shared_parents(replace(adviser, role="school_lead"), wren.pk, DAY) == []


def test_family_is_told_to_nobody_from_the_next_borough(saltmarsh, stranger):
    wren, rowan = make_person(saltmarsh), make_person(saltmarsh, PersonFacts(legal_given_name="Rowan"))
    actions.link_family(person=wren, relative=rowan, relation="twin", **HOW)

    assert list_family(stranger, wren.pk, DAY) == []


def test_nobody_is_their_own_relative_even_under_two_records(saltmarsh):
    wren, double = make_person(saltmarsh), make_person(saltmarsh, PersonFacts(legal_given_name="Ren"))
    actions.merge_people(person=double, same_as=wren, by=SETUP, at=MORNING)

    with pytest.raises(FactsRefusedError):
        actions.link_family(person=wren, relative=double, relation="sister", **HOW)


def test_a_number_said_to_be_unsafe_is_the_same_number_marked(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    actions.add_contact_route(
        person=wren, kind="phone", value="+44 7700 900123", belongs_to="self", is_safe="no", **HOW
    )

    [route] = get_person(adviser, wren.public_id, DAY).contact_routes

    assert (route.value, route.is_safe) == ("07700900123", "no")


def test_one_number_may_be_a_young_person_s_and_a_parent_s(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    actions.add_contact_route(
        person=wren, kind="phone", value=WREN.phone, belongs_to="parent", owner_name="Maeve", **HOW
    )

    routes = get_person(adviser, wren.public_id, DAY).contact_routes

    assert {each.belongs_to for each in routes} == {"self", "parent"}


def test_a_number_ended_is_used_no_more(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    [route] = ContactRoute.objects.filter(person=wren)

    actions.end_fact(person=wren, kind=Kind.CONTACT_ROUTES, fact_id=route.pk, **HOW)

    assert get_person(adviser, wren.public_id, DAY).contact_routes == ()


def test_two_people_changing_one_fact_at_once_lose_neither_silently(saltmarsh):
    wren = make_person(saltmarsh)
    books = [
        open_book(saltmarsh, [wren.pk], source=source, on=DAY, by=SETUP, at=MORNING) for source in ("page:1", "page:2")
    ]
    for book, day in zip(books, (1, 2), strict=True):
        book.replace(BirthDate, wren.pk, told="birth_date", birth_date=date(2009, 5, day))

    write_book(books[0])
    with pytest.raises(ChangedMeanwhileError):
        write_book(books[1])

    believed = BirthDate.objects.known_at(None).get(person=wren)
    assert believed.birth_date == date(2009, 5, 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"from_date": MORROW}, "day_in_future"),
        ({"from_date": date(2009, 8, 30)}, "day_before_birth"),
        ({"from_date": DAY, "to_date": EVE}, "ends_before_it_starts"),
        ({"from_date": DAY, "reconfirm_date": EVE}, "reconfirm_too_early"),
    ],
)
def test_a_characteristic_on_days_that_cannot_be_is_refused(saltmarsh, given, code):
    with pytest.raises(FactsRefusedError) as refused:
        actions.record_characteristic(person=make_person(saltmarsh), code="140", **given, **HOW)

    assert [refusal.code for refusal in refused.value.refusals] == [code]


def test_a_characteristic_corrected_keeps_its_days_where_no_others_are_given(saltmarsh, manager):
    wren = make_person(saltmarsh)
    actions.record_characteristic(person=wren, code="140", from_date=date(2025, 9, 1), **HOW)
    wrong = CharacteristicFact.objects.get()

    actions.record_characteristic(person=wren, code="180", disclosed_by="Wren", replaces=wrong.pk, **HOW)

    [told] = get_person(manager, wren.public_id, DAY).characteristics
    assert (told.code, told.from_date, told.disclosed_by) == ("180", date(2025, 9, 1), "Wren")


def test_a_care_fact_corrected_was_always_so(saltmarsh, manager):
    wren = make_person(saltmarsh)
    actions.record_care_fact(person=wren, kind="relevant", from_date=date(2025, 9, 1), **HOW)
    wrong = CareFact.objects.get()

    actions.record_care_fact(person=wren, kind="eligible", personal_adviser="Ines Prado", replaces=wrong.pk, **HOW)

    [told] = get_person(manager, wren.public_id, date(2025, 9, 1)).care
    assert (told.kind, told.personal_adviser) == ("eligible", "Ines Prado")


def test_a_care_fact_told_twice_word_for_word_is_refused(saltmarsh):
    wren = make_person(saltmarsh)
    actions.record_care_fact(person=wren, kind="relevant", from_date=DAY, **HOW)

    with pytest.raises(FactsRefusedError):
        actions.record_care_fact(person=wren, kind="relevant", from_date=DAY, **HOW)


def test_a_relative_known_by_name_alone_is_held_from_now_and_linked(saltmarsh, adviser):
    wren = make_person(saltmarsh)

    actions.record_relative(
        person=wren, given_name="Maeve", family_name="Halloran", relation=" mother ", has_responsibility="yes", **HOW
    )

    [mother] = list_family(adviser, wren.pk, DAY)
    assert (mother.shown_name, mother.relation, mother.has_responsibility) == ("Maeve Halloran", "mother", "yes")


def test_what_a_relative_is_may_be_put_right_and_who_they_are_stays(saltmarsh, adviser):
    wren = make_person(saltmarsh)
    rowan = make_person(saltmarsh, PersonFacts(legal_given_name="Rowan"))
    actions.record_relative(person=wren, relative=rowan, relation="cousin", **HOW)

    actions.record_relative(
        person=wren, relation="brother", must_not_be_told=True, replaces=FamilyLink.objects.get().pk, **HOW
    )

    [link] = list_family(adviser, wren.pk, DAY)
    assert (link.public_id, link.relation, link.must_not_be_told) == (rowan.public_id, "brother", True)


def test_a_link_put_right_keeps_its_days(saltmarsh):
    wren = make_person(saltmarsh)
    rowan = make_person(saltmarsh, PersonFacts(legal_given_name="Rowan"))
    since = date(2020, 5, 1)
    actions.link_family(person=wren, relative=rowan, relation="carer", from_date=since, **HOW)
    link = FamilyLink.objects.get()
    actions.end_fact(person=wren, kind=Kind.FAMILY, fact_id=link.pk, to_date=EVE, **HOW)
    link = FamilyLink.objects.known_at(None).get()

    actions.record_relative(person=wren, relation="foster carer", replaces=link.pk, **HOW)

    [right] = FamilyLink.objects.known_at(None)
    assert (right.relation, right.from_date, right.to_date) == ("foster carer", since, EVE)


@pytest.mark.parametrize("replaces", [True, False], ids=["put right", "said anew"])
def test_a_link_to_somebody_since_joined_to_another_record_does_not_stay_beside_what_is_said_now(
    saltmarsh, adviser, replaces
):
    wren = make_person(saltmarsh)
    rowan, double = (make_person(saltmarsh, PersonFacts(legal_given_name=name)) for name in ("Rowan", "Ro"))
    actions.link_family(person=wren, relative=double, relation="cousin", **HOW)
    actions.merge_people(person=double, same_as=rowan, by=SETUP, at=HOW["at"])
    of_whom = {"replaces": FamilyLink.objects.get().pk} if replaces else {"relative": rowan}

    actions.record_relative(person=wren, relation="brother", **of_whom, **HOW)

    [link] = FamilyLink.objects.known_at(None)
    assert link.relation == "brother"
    assert [each.public_id for each in list_family(adviser, wren.pk, DAY)] == [rowan.public_id]


def test_somebody_who_is_family_again_leaves_what_they_were_before_as_it_was(saltmarsh):
    wren = make_person(saltmarsh)
    rowan = make_person(saltmarsh, PersonFacts(legal_given_name="Rowan"))
    actions.record_relative(person=wren, relative=rowan, relation="stepfather", **HOW)
    actions.end_fact(
        person=wren, kind=Kind.FAMILY, fact_id=FamilyLink.objects.get().pk, to_date=date(2025, 6, 30), **HOW
    )

    actions.record_relative(person=wren, relative=rowan, relation="carer", **HOW)

    links = FamilyLink.objects.known_at(None).order_by("pk").values_list("relation", "from_date", "to_date")
    # Since when is not said: not before the day on which it is.
    assert list(links) == [("stepfather", None, date(2025, 6, 30)), ("carer", DAY, None)]


@pytest.mark.parametrize("given", [{"relation": "mother"}, {"relation": " ", "given_name": "Maeve"}])
def test_a_relative_without_a_name_or_a_relation_is_refused_and_nobody_is_made(saltmarsh, given):
    wren = make_person(saltmarsh)

    with pytest.raises(FactsRefusedError):
        actions.record_relative(person=wren, **given, **HOW)

    assert list(Person.objects.all()) == [wren]


def test_a_link_refused_leaves_nobody_new_behind(saltmarsh, monkeypatch):
    wren = make_person(saltmarsh)

    def refuse(**told):
        raise FactsRefusedError(())

    monkeypatch.setattr(circumstances, "link_family", refuse)

    with pytest.raises(FactsRefusedError):
        actions.record_relative(person=wren, given_name="Maeve", relation="mother", **HOW)

    assert list(Person.objects.all()) == [wren]
