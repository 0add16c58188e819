"""Names and numbers put right by hand: corrected, changed and kept as former, and never given to two people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, upn_of
from towpath.audit.models import Event
from towpath.people import actions
from towpath.people.actions.book import ChangedMeanwhileError, write_book
from towpath.people.facts import FactsRefusedError, IdentifierTakenError, PersonFacts
from towpath.people.kinds import Kind
from towpath.people.models import Identifier, Name
from towpath.people.queries import get_person, list_held, search_people
from towpath.rules.identifiers import is_temporary_upn

HOW = {"source": "page:person", "by": SETUP, "at": MORNING + timedelta(hours=1)}
ULN = "1000000043"
TEMPORARY_UPN = next(upn for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_temporary_upn(upn := f"{letter}80120012345A"))


def id_of(model, **which):
    return model.objects.known_at(None).get(**which).pk


def names_of(person):
    rows = Name.objects.known_at(None).filter(person=person).order_by("kind", "pk")
    return [(name.kind, name.given_name, name.family_name) for name in rows]


def numbers_of(person):
    rows = Identifier.objects.known_at(None).filter(person=person).order_by("kind", "pk")
    return [(number.kind, number.value) for number in rows]


def code_of(refused):
    [refusal] = refused.value.refusals
    return refusal.code


def test_a_preferred_name_is_the_one_she_is_called_by_and_found_under(saltmarsh, adviser):
    wren = make_person(saltmarsh)

    actions.record_name(person=wren, kind="preferred", given_name=" Robin ", **HOW)

    assert get_person(adviser, wren.public_id, DAY).shown_name == "Robin Halloran"
    assert [found.person_id for found in search_people(adviser, "robyn haloran", DAY)] == [wren.pk]


def test_a_misspelt_name_is_put_right_and_no_former_name_is_left(saltmarsh, adviser):
    wren = make_person(saltmarsh, replace(WREN, legal_family_name="Haloran"))

    actions.record_name(
        person=wren, given_name="Wren", middle_names="Iris", family_name="Halloran",
        replaces=id_of(Name, kind="legal"), **HOW,
    )  # fmt: skip

    assert names_of(wren) == [("legal", "Wren", "Halloran")]
    assert [each.says.family_name for each in list_held(adviser, wren.pk, Kind.NAMES, DAY)] == ["Halloran", "Haloran"]


def test_a_name_that_changed_leaves_the_old_one_as_a_former_name(saltmarsh):
    wren = make_person(saltmarsh)

    actions.record_name(
        person=wren, given_name="Wren", family_name="Adeyemi", replaces=id_of(Name, kind="legal"), keep_old=True, **HOW
    )

    assert names_of(wren) == [("former", "Wren", "Halloran"), ("legal", "Wren", "Adeyemi")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "legal", "given_name": "Robin"}, "kind_taken"),
        ({"kind": "preferred"}, "name_empty"),
        ({"kind": "stage", "given_name": "Robin"}, "choice_unknown"),
        ({"kind": "legal", "given_name": "Wren", "middle_names": "Iris", "family_name": "Halloran"}, "held_already"),
    ],
)
def test_a_name_that_cannot_be_is_refused(saltmarsh, given, code):
    wren = make_person(saltmarsh)

    with pytest.raises(FactsRefusedError) as refused:
        actions.record_name(person=wren, **given, **HOW)

    assert code_of(refused) == code
    assert names_of(wren) == [("legal", "Wren", "Halloran")]


def test_a_preferred_name_not_used_any_more_becomes_a_former_one(saltmarsh):
    wren = make_person(saltmarsh)
    actions.record_name(person=wren, kind="preferred", given_name="Robin", **HOW)

    actions.end_fact(person=wren, kind=Kind.NAMES, fact_id=id_of(Name, kind="preferred"), **HOW)

    assert names_of(wren) == [("former", "Robin", ""), ("legal", "Wren", "Halloran")]


def test_the_only_name_and_the_legal_one_cannot_be_done_away_with(saltmarsh):
    wren = make_person(saltmarsh)
    legal = {"person": wren, "kind": Kind.NAMES, "fact_id": id_of(Name, kind="legal"), **HOW}

    with pytest.raises(FactsRefusedError) as only:
        actions.withdraw_fact(**legal)
    with pytest.raises(FactsRefusedError) as ended:
        actions.end_fact(**legal)

    assert (code_of(only), code_of(ended)) == ("only_name", "cannot_be_former")


def test_a_name_of_a_joined_record_stays_so_that_the_two_can_be_told_apart_again(saltmarsh):
    wren = make_person(saltmarsh)
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren", legal_family_name="Halloran"))
    theirs = id_of(Name, person=double)
    actions.merge_people(person=double, same_as=wren, by=SETUP, at=MORNING)

    with pytest.raises(FactsRefusedError) as refused:
        actions.record_name(person=wren, given_name="Wren", replaces=theirs, **HOW)

    assert code_of(refused) == "joined"


def test_a_number_is_kept_in_its_one_form(saltmarsh):
    wren = make_person(saltmarsh)

    actions.record_number(person=wren, kind="uln", value=" 10000 00043 ", **HOW)

    assert numbers_of(wren) == [("uln", ULN), ("upn", "H801200001001")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "uln", "value": "1000000044"}, "uln_wrong"),
        ({"kind": "former_upn", "value": "H801200001002"}, "former_upn_wrong"),
        ({"kind": "nccis", "value": "12"}, "nccis_id_wrong"),
        ({"kind": "uln", "value": "9999999999"}, "value_missing"),
        ({"kind": "local", "value": "44"}, "issuer_missing"),
        ({"kind": "shoe", "value": "44"}, "choice_unknown"),
        ({"kind": "upn", "value": "H801200001001"}, "held_already"),
        ({"kind": "upn", "value": upn_of(7)}, "kind_taken"),
        ({"kind": "uln", "value": " "}, "value_missing"),
    ],
)
def test_a_number_that_cannot_be_is_refused(saltmarsh, given, code):
    wren = make_person(saltmarsh)

    with pytest.raises(FactsRefusedError) as refused:
        actions.record_number(person=wren, **given, **HOW)

    assert code_of(refused) == code
    assert numbers_of(wren) == [("upn", "H801200001001")]


def test_one_upn_on_two_people_is_refused_and_says_whose_it_is_to_the_caller(saltmarsh):
    wren = make_person(saltmarsh)
    robin = make_person(saltmarsh, PersonFacts(legal_given_name="Robin"))

    with pytest.raises(IdentifierTakenError) as refused:
        actions.record_number(person=robin, kind="upn", value="H801200001001", **HOW)

    assert refused.value.person_id == wren.pk
    assert numbers_of(robin) == []


def test_a_number_of_the_next_borough_is_nobodys_here(saltmarsh, farbank):
    make_person(farbank)
    robin = make_person(saltmarsh, PersonFacts(legal_given_name="Robin"))

    actions.record_number(person=robin, kind="upn", value="H801200001001", **HOW)

    assert numbers_of(robin) == [("upn", "H801200001001")]


@pytest.mark.parametrize(("keep_old", "left"), [(False, []), (True, [("former_upn", "H801200001001")])])
def test_a_upn_put_right_or_given_anew(saltmarsh, keep_old, left):
    wren = make_person(saltmarsh)

    actions.record_number(
        person=wren, value=upn_of(7), replaces=id_of(Identifier, kind="upn"), keep_old=keep_old, **HOW
    )

    assert numbers_of(wren) == [*left, ("upn", upn_of(7))]


def test_a_temporary_upn_gives_way_to_a_permanent_one_only_where_none_is_held(saltmarsh):
    wren = make_person(saltmarsh)
    actions.record_number(person=wren, kind="upn", value=TEMPORARY_UPN, issuer="3434001", **HOW)
    how = {"person": wren, "value": upn_of(7), "replaces": id_of(Identifier, kind="temporary_upn"), **HOW}

    with pytest.raises(FactsRefusedError) as refused:
        actions.record_number(**how)

    assert code_of(refused) == "kind_taken"
    assert numbers_of(wren) == [("temporary_upn", TEMPORARY_UPN), ("upn", "H801200001001")]
    actions.withdraw_fact(person=wren, kind=Kind.NUMBERS, fact_id=id_of(Identifier, kind="upn"), **HOW)
    actions.record_number(**how)
    assert numbers_of(wren) == [("upn", upn_of(7))]


def test_a_number_that_was_never_theirs_is_free_for_whose_it_is(saltmarsh):
    wren = make_person(saltmarsh)
    robin = make_person(saltmarsh, PersonFacts(legal_given_name="Robin"))

    actions.withdraw_fact(person=wren, kind=Kind.NUMBERS, fact_id=id_of(Identifier, kind="upn"), **HOW)
    actions.record_number(person=robin, kind="upn", value="H801200001001", **HOW)

    assert (numbers_of(wren), numbers_of(robin)) == ([], [("upn", "H801200001001")])


def test_a_upn_not_used_any_more_becomes_a_former_one(saltmarsh):
    wren = make_person(saltmarsh)

    actions.end_fact(person=wren, kind=Kind.NUMBERS, fact_id=id_of(Identifier, kind="upn"), **HOW)

    assert numbers_of(wren) == [("former_upn", "H801200001001")]


def _name(person):
    actions.record_name(person=person, kind="preferred", given_name="Robin", **HOW)


def _number(person):
    actions.record_number(person=person, kind="uln", value=ULN, **HOW)


@pytest.mark.parametrize(
    ("record", "same_person", "held"),
    [(_name, True, names_of), (_number, True, numbers_of), (_number, False, numbers_of)],
    ids=["one name", "one number", "one number of two people"],
)
def test_of_two_colleagues_at_once_the_second_is_told_to_look_again(saltmarsh, monkeypatch, record, same_person, held):
    first = make_person(saltmarsh)
    second = first if same_person else make_person(saltmarsh, PersonFacts(legal_given_name="Robin"))

    def write_after_another(book):
        monkeypatch.undo()
        record(first)
        write_book(book)

    monkeypatch.setattr("towpath.people.actions.identity.write_book", write_after_another)
    with pytest.raises(ChangedMeanwhileError):
        record(second)

    assert len(held(first)) == 2
    # Nothing of the second is kept, its event included.
    assert Event.objects.filter(kind="person.updated").count() == 1
