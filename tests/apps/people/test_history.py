"""What was known at an instant stays what was known, whatever is learnt, merged, undone or corrected later."""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, make_pupils, make_school, mark_address, pupil
from towpath.access import Viewer
from towpath.audit.queries import verify
from towpath.people import actions
from towpath.people.actions import correct_birth_date, merge_people, unmerge_people, withdraw_source
from towpath.people.births import birth_dates_of
from towpath.people.facts import FactsRefusedError, PersonFacts
from towpath.people.kinds import TABLES, Kind
from towpath.people.models import FACTS, Address, Alias, FactQuerySet, Identifier, Name, Person
from towpath.people.queries import get_person, list_records, reasons_held_for, return_facts_of, visible_to

LATER = MORNING + timedelta(days=20)
SEED = 20260131


def snapshot(viewer: Viewer, known_at):
    """Return everything that any query tells of anybody, as known at an instant."""
    ids = list(visible_to(viewer, DAY, known_at=known_at).values_list("pk", flat=True))
    rows = {
        model.__name__: sorted(
            str(row) for row in model.objects.known_at(known_at).values_list("id", "person_id", "source", "recorded_at")
        )
        for model in FACTS
    }
    return (
        ids,
        rows,
        list_records(viewer, ids, DAY, known_at=known_at),
        return_facts_of(viewer, ids, DAY, known_at=known_at),
        reasons_held_for(viewer, ids, DAY, known_at=known_at),
    )


def test_two_hundred_later_changes_leave_what_was_known(saltmarsh, manager):
    school = make_school(saltmarsh)
    person_ids = make_pupils(saltmarsh, 20)
    people = list(Person.objects.filter(pk__in=person_ids).order_by("pk"))
    how = {"source": "page", "by": SETUP, "at": MORNING}
    merged = merge_people(person=people[0], same_as=people[1], by=SETUP, at=MORNING)
    actions.record_characteristic(person=people[2], code="170", from_date=DAY, **how)
    actions.record_care_fact(person=people[3], kind="looked_after", from_date=DAY, **how)
    before = snapshot(manager, MORNING)
    pick = random.Random(SEED)

    done = 0
    for number in range(240):
        how = {"source": f"import:{number}", "by": SETUP, "at": LATER + timedelta(minutes=number)}
        # A few cannot be: a merge of one person with themself, an undoing of what is undone.
        with suppress(FactsRefusedError, actions.MergeRefusedError):
            _change(pick, number, saltmarsh, school, pick.choice(people), people, merged, how)
            done += 1

    assert done >= 200
    assert snapshot(manager, MORNING) == before, f"seed {SEED}"
    assert snapshot(manager, LATER + timedelta(hours=9)) != before
    assert verify("saltmarsh")["ok"]


def _change(pick, number, organisation, school, person, people, merged, how):
    who = {"by": how["by"], "at": how["at"]}
    email = f"{number}@saltmarsh.example"
    place = PersonFacts(establishment_id=school.pk, year_group=pick.choice((11, 12)))
    alias = Alias.objects.filter(undone_at__isnull=True).order_by("pk").first() or merged
    kinds = (
        lambda: actions.record_person(organisation=organisation, person_id=person.pk, facts=pupil(500 + number), **how),
        lambda: correct_birth_date(person=person, birth_date=date(2008, 1, 1 + number % 28), because="passport", **how),
        lambda: merge_people(person=person, same_as=pick.choice(people), **who),
        lambda: unmerge_people(alias=alias, **who),
        lambda: mark_address(person=person, care_of="Towpath, Lock House", **how),
        lambda: actions.add_contact_route(person=person, kind="email", value=email, belongs_to="self", **how),
        lambda: actions.record_characteristic(
            person=person, code=pick.choice(("110", "140", "170")), from_date=DAY, **how
        ),
        lambda: actions.record_care_fact(person=person, kind="relevant", from_date=DAY - timedelta(days=number), **how),
        lambda: actions.link_family(person=person, relative=pick.choice(people), relation="sister", **how),
        lambda: actions.set_return_fact(person=person, field="send_flag", value=pick.choice("YN"), **how),
        lambda: actions.set_return_fact(person=person, field="level_of_need", value="1", from_date=DAY, **how),
        lambda: actions.record_person(organisation=organisation, person_id=person.pk, facts=place, **how),
        lambda: actions.record_person(organisation=organisation, facts=pupil(1_000 + number), **how),
        lambda: actions.record_address(person=person, address_line_1=f"{number} Lock Lane", **how),
        lambda: actions.record_name(person=person, kind="former", given_name=f"Name {number}", **how),
        lambda: actions.record_relative(person=person, given_name=f"Name {number}", relation="mother", **how),
        lambda: actions.record_number(person=person, kind="local", value=str(number), issuer="3434009", **how),
        lambda: actions.record_sharing_limit(person=person, asked_by="parent", from_date=DAY, **how),
        lambda: _put_right(pick, person, how),
        lambda: withdraw_source(organisation=organisation, source=f"import:{number - 19}", **who),
    )
    kinds[number % len(kinds)]()


def _put_right(pick, person, how):
    """End one fact of somebody, or take it out."""
    kinds = [kind for kind in Kind if TABLES[kind].objects.known_at(None).filter(person=person).exists()]
    kind = pick.choice(kinds)
    one = TABLES[kind].objects.known_at(None).filter(person=person).order_by("pk").first()
    pick.choice((actions.end_fact, actions.withdraw_fact))(person=person, kind=kind, fact_id=one.pk, **how)


def test_a_fact_is_known_from_the_instant_it_is_recorded_to_the_instant_before_it_is_withdrawn(saltmarsh):
    wren = make_person(saltmarsh)
    facts = PersonFacts(legal_family_name="Vance")
    actions.record_person(organisation=saltmarsh, person_id=wren.pk, facts=facts, source="page", by=SETUP, at=LATER)
    tick = timedelta(microseconds=1)

    def family_names(instant):
        return [each.family_name for each in Name.objects.known_at(instant).filter(person=wren)]

    assert family_names(MORNING - tick) == []
    assert family_names(MORNING) == ["Halloran"]
    assert family_names(LATER - tick) == ["Halloran"]
    assert family_names(LATER) == ["Vance"]


def test_every_kind_of_fact_is_listed_for_replay_and_undo():
    stored = {model for model in _subclasses(FACTS[0].__mro__[1]) if not model._meta.abstract}

    assert stored == set(FACTS)
    assert all(isinstance(model.objects.all(), FactQuerySet) for model in FACTS)


def _subclasses(model):
    return {each for child in model.__subclasses__() for each in (child, *_subclasses(child))}


def test_correcting_a_birth_date_over_the_first_of_september_lists_everything_that_moves(saltmarsh):
    wren = make_person(saltmarsh)  # Born 31 August 2009: academic age 16 in 2025/26, which is Year 12.

    correction = correct_birth_date(
        person=wren, birth_date=date(2009, 9, 1), because="birth certificate", source="page", by=SETUP, at=LATER
    )

    # Born 1 September 2009: academic age 15 in 2025/26, which is Year 11; guarantee year 2009 + 17 = 2026.
    moved = {each.what: (each.before, each.after) for each in correction.moved}
    assert moved["Year group"] == ("Year 12", "Year 11")
    assert moved["Counted in the return as"] == ("Year 12", "Year 11")
    assert moved["In the 16 to 17 measures"] == ("yes", "no")
    assert moved["September Guarantee, autumn of"] == ("2025", "2026")
    # 16 on 31 August 2025 is in the school year 2024/25, so the duty starts after 27 June 2025; 16 on 1 September 2025
    # is in 2025/26, whose last Friday in June is 26 June 2026.
    assert moved["Duty starts"] == ("28 June 2025", "27 June 2026")
    assert moved["Duty ends before"] == ("31 August 2027", "1 September 2027")
    assert correction.moved[0].words == "Year group: Year 12, now Year 11"
    assert birth_dates_of(saltmarsh, [wren.pk]) == {wren.pk: date(2009, 9, 1)}
    assert birth_dates_of(saltmarsh, [wren.pk], known_at=MORNING) == {wren.pk: date(2009, 8, 31)}


def test_correcting_a_birth_date_within_a_school_year_moves_no_year_group(saltmarsh):
    wren = make_person(saltmarsh)

    correction = correct_birth_date(
        person=wren, birth_date=date(2009, 8, 30), because="passport", source="page", by=SETUP, at=LATER
    )

    assert [each.what for each in correction.moved] == ["Duty ends before"]


def test_a_merged_record_is_opened_under_either_id_and_the_one_merged_into_speaks(saltmarsh, manager):
    wren = make_person(saltmarsh)
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren", uln="1000000043", postcode="SM7 7ZZ"))

    merge_people(person=double, same_as=wren, by=SETUP, at=LATER)

    record = get_person(manager, double.public_id, DAY)
    assert record.id == wren.pk
    assert record.merged_ids == (double.pk,)
    assert record.shown_name == "Wren Halloran"
    assert record.identifier("uln") == "1000000043"
    assert record.address.postcode == "SM1 2AB"
    assert list(visible_to(manager, DAY)) == [wren]


def test_undoing_a_merge_restores_both_records_whole(saltmarsh, manager):
    wren = make_person(saltmarsh)
    twin = make_person(saltmarsh, replace(WREN, upn=None, legal_given_name="Rowan"))
    before = list_records(manager, [wren.pk, twin.pk], DAY)
    alias = merge_people(person=twin, same_as=wren, by=SETUP, at=LATER)

    unmerge_people(alias=alias, by=SETUP, at=LATER + timedelta(hours=1))

    assert list_records(manager, [wren.pk, twin.pk], DAY) == before
    with pytest.raises(actions.MergeRefusedError):
        unmerge_people(alias=alias, by=SETUP, at=LATER + timedelta(hours=2))


def test_a_chain_of_merges_is_one_person_and_a_ring_is_refused(saltmarsh, manager):
    first, second, third = (
        make_person(saltmarsh, PersonFacts(legal_given_name=name)) for name in ("Ada", "Bea", "Cil")
    )
    merge_people(person=first, same_as=second, by=SETUP, at=LATER)
    merge_people(person=second, same_as=third, by=SETUP, at=LATER)

    with pytest.raises(actions.MergeRefusedError):
        merge_people(person=third, same_as=first, by=SETUP, at=LATER)

    assert get_person(manager, first.public_id, DAY).id == third.pk


def test_a_list_about_a_merged_record_is_compared_with_the_whole_person(saltmarsh):
    wren = make_person(saltmarsh)
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren", uln="1000000043"))
    merge_people(person=double, same_as=wren, by=SETUP, at=LATER)

    recorded = actions.record_person(
        organisation=saltmarsh,
        person_id=double.pk,
        facts=PersonFacts(legal_given_name="Wren", uln="1000000043"),
        source="import:2",
        by=SETUP,
        at=LATER,
    )

    assert (recorded.person_id, recorded.outcome) == (wren.pk, "unchanged")


def test_people_of_two_councils_cannot_be_merged(saltmarsh, farbank):
    ours, theirs = make_person(saltmarsh), make_person(farbank)

    with pytest.raises(actions.MergeRefusedError):
        merge_people(person=ours, same_as=theirs, by=SETUP, at=LATER)


def test_undoing_a_list_removes_whom_it_brought_and_puts_back_what_it_replaced(saltmarsh, manager):
    wren = make_person(saltmarsh)
    before = get_person(manager, wren.public_id, DAY)
    changes = PersonFacts(legal_family_name="Wrong", address_line_1="1 Wrong Road", gender="M", uln="1000000043")
    actions.record_people(
        organisation=saltmarsh, incoming=[(wren.pk, changes), (None, pupil(7))], source="import:2", by=SETUP, at=LATER
    )

    undone = withdraw_source(organisation=saltmarsh, source="import:2", by=SETUP, at=LATER + timedelta(days=1))

    assert get_person(manager, wren.public_id, DAY) == before
    assert list(visible_to(manager, DAY)) == [wren]
    assert (len(undone.removed), undone.built_on) == (1, ())


def test_undoing_a_list_leaves_what_was_recorded_since_and_says_so(saltmarsh, manager):
    wren = make_person(saltmarsh)
    changes = PersonFacts(legal_family_name="Wrong", postcode="SM9 9ZZ")
    [_, brought] = actions.record_people(
        organisation=saltmarsh, incoming=[(wren.pk, changes), (None, pupil(7))], source="import:2", by=SETUP, at=LATER
    )
    since = PersonFacts(legal_family_name="Right")
    for person_id in (wren.pk, brought.person_id):
        actions.record_person(
            organisation=saltmarsh, person_id=person_id, facts=since, source="page", by=SETUP, at=LATER
        )

    undone = withdraw_source(organisation=saltmarsh, source="import:2", by=SETUP, at=LATER + timedelta(days=1))

    assert undone.built_on == (brought.person_id,)
    record = get_person(manager, wren.public_id, DAY)
    assert (record.name("legal").family_name, record.address.postcode) == ("Right", "SM1 2AB")
    assert Identifier.objects.known_at(None).filter(person_id=brought.person_id).exists()


def test_undoing_a_list_twice_does_nothing_the_second_time(saltmarsh):
    wren = make_person(saltmarsh)
    moved = PersonFacts(postcode="SM9 9ZZ")
    actions.record_person(organisation=saltmarsh, person_id=wren.pk, facts=moved, source="import:2", by=SETUP, at=LATER)
    withdraw_source(organisation=saltmarsh, source="import:2", by=SETUP, at=LATER + timedelta(days=1))
    rows = Address.objects.count()

    again = withdraw_source(organisation=saltmarsh, source="import:2", by=SETUP, at=LATER + timedelta(days=2))

    assert (again.withdrawn, again.restored, Address.objects.count()) == (0, 0, rows)


def test_undoing_batch_one_leaves_batch_twelve(saltmarsh):
    make_person(saltmarsh, pupil(1), source="import:12")

    undone = withdraw_source(organisation=saltmarsh, source="import:1", by=SETUP, at=LATER)

    assert (undone.withdrawn, undone.removed) == (0, ())
