"""A return is built from what is kept: who is in it, what is said of each, and what is counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.returns.conftest import LATER, PERIOD_END, SOON, statement
from tests.factories.cast import SETUP
from tests.factories.people import pupil
from towpath.audit.models import Event
from towpath.files.actions import open_kept
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people import actions as people
from towpath.people.facts import PersonFacts
from towpath.people.models import Identifier
from towpath.returns.actions import BuildRefusedError, ReadBackError, build_return
from towpath.returns.actions import building as building_module
from towpath.returns.models import Run, RunProblem
from towpath.rules.returns.model import Header, Record
from towpath.rules.returns.read import read_return
from towpath.tracking.actions import record_statements
from towpath.tracking.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FEBRUARY = date(2026, 2, 28)
MARCH_3 = SOON + timedelta(days=27)


def built(borough, **given):
    """Return the run of a return and its records by whom they are of."""
    asked = {"period_end": PERIOD_END, "known_at": SOON, "at": SOON, **given}
    run = build_return(organisation=borough.organisation, by=SETUP, **asked)
    numbers = dict(Identifier.objects.filter(kind="nccis").values_list("value", "person_id"))
    names = {person_id: name for name, person_id in borough.ids.items()}
    with open_kept(run.file) as file:
        records = [item for item in read_return(file) if isinstance(item, Record)]
    return run, {names.get(numbers[record.young_persons_id]): record for record in records}


def omitted(run, borough):
    names = {person_id: name for name, person_id in borough.ids.items()}
    return {(names[each.person_id], each.code, each.value) for each in run.problems.exclude(code__regex=r"^[0-9]")}


def test_everyone_of_the_cohort_who_lives_here_is_sent(borough):
    run, records = built(borough)

    # Five pupils born in 2009 up to August and Wren: Year 12. Idris: Year 11. Ottoline: 20 with a plan.
    assert set(records) == set(borough.ids) - {"next_door"}
    assert run.records == 5 + 1 + 1 + 1
    assert run.counts["statuses"] == {"P": 8}
    assert run.counts["not_sent"] == {"another council leads": 1}
    assert run.state == Run.State.CHECKED


def test_what_stands_in_is_listed_by_whose_it_is(borough):
    run, records = built(borough)

    assert omitted(run, borough) == {
        ("silent", "no_statement", "810"),
        ("wren", "no_statement", "810"),
        ("ended", "activity_ended", "810"),
        ("year_11", "on_school_roll", "110"),
        ("protected", "address_protected", ""),
        ("with_plan", "no_postcode", "ZZ99 9ZZ"),
    }
    # Ended on 19 December, so not known from the 20th; known of since 31 January, which is after 1 September.
    assert records["ended"].start_date.text == "2025-12-20"
    assert records["silent"].start_date.text == "2026-01-31"
    assert not Statement.objects.filter(code="810").exists()


def test_where_gaps_are_left_nobody_is_sent_of_whom_nothing_is_known(borough):
    change_setting(borough.organisation, key="return.gap", value="leave", from_date=date(2025, 9, 1), by=SETUP, at=SOON)

    run, records = built(borough)

    assert set(records) == set(borough.ids) - {"next_door", "silent", "wren"}
    assert run.counts["not_sent"] == {"another council leads": 1, "nothing is known of what they do": 2}
    assert {("silent", "nothing_known", ""), ("wren", "nothing_known", "")} <= omitted(run, borough)
    ended = records["ended"]
    assert (ended.activity_code, ended.currency_lapsed, ended.due_to_lapse_date.text) == ("330", "Y", "2025-12-19")


def test_everything_known_of_a_sixth_former_is_in_the_record(borough):
    _, records = built(borough)

    record = records["sixth_former"]
    assert (record.given_name, record.family_name) == ("Amina", "Adeyemi-Ash")
    assert (record.activity_code, record.start_date.text, record.verified_date.text) == (
        "210",
        "2025-09-08",
        "2025-11-03",
    )
    # Written down on 31 January, after the verification, so it was ascertained no later than that.
    assert record.ascertained_date.text == "2025-11-03"
    assert (record.due_to_lapse_date.text, record.predicted_end_date.text) == ("2026-08-31", "2027-07-31")
    assert (record.establishment_number, record.ukprn) == ("3434001", "10000001")
    # In January the Year 11 part is of those who are in Year 12 by now.
    assert (record.guarantee_indicator, record.guarantee_11_status, record.guarantee_12_status) == ("Y", "110", "")


def test_neet_and_characteristics_are_sent(borough):
    _, records = built(borough)

    record = records["seeking"]
    assert (record.activity_code, record.neet_start_date.text) == ("619", "2025-11-10")
    assert record.characteristics == ("170",)
    assert record.due_to_lapse_date.text == ""


def test_a_protected_address_never_leaves(borough):
    run, records = built(borough)

    record = records["protected"]
    assert (record.address_line_1, record.address_line_2, record.postcode) == ("Towpath", "Lock House", "SM1 1AA")
    assert record.establishment_name == ""
    with open_kept(run.file) as file:
        content = file.read()
    # The pupil's own, as `pupil(4)` gives it.
    assert b"4 Quay Street" not in content
    assert not RunProblem.objects.filter(value__contains="Quay Street").exists()


def test_a_number_is_given_once_and_never_again(borough):
    _, first = built(borough)
    _, second = built(borough, at=LATER, known_at=LATER)

    assert {name: record.young_persons_id for name, record in second.items()} == {
        name: record.young_persons_id for name, record in first.items()
    }
    assert first["year_11"].young_persons_id == "3430000009999"
    assert Identifier.objects.filter(kind="nccis", source="return:number").count() == 8 - 1


def test_a_number_that_somebody_had_is_not_given_to_another(borough):
    theirs = f"343{borough.ids['wren']:010d}"
    facts = PersonFacts(nccis_id=theirs)
    people.record_person(
        organisation=borough.organisation,
        person_id=borough.ids["seeking"],
        facts=facts,
        source="page",
        by=SETUP,
        at=SOON,
    )

    _, records = built(borough)

    assert records["seeking"].young_persons_id == theirs
    assert records["wren"].young_persons_id == f"343{borough.ids['wren'] + 1_000_000_000:010d}"


def test_a_number_that_takes_the_place_of_ours_names_it(borough):
    _, first = built(borough)
    facts = PersonFacts(nccis_id="3430000005555")
    people.record_person(
        organisation=borough.organisation, person_id=borough.ids["wren"], facts=facts, source="page", by=SETUP, at=LATER
    )

    _, second = built(borough, at=LATER, known_at=LATER)

    assert second["wren"].young_persons_id == "3430000005555"
    assert second["wren"].previous_young_persons_id == first["wren"].young_persons_id


@pytest.mark.parametrize(
    ("field", "value", "status", "moved_to"),
    [
        ("lead_la", "341", "T", "341"),
        ("lead_la", "001", "E", "001"),
        ("cohort_status", "D", "D", ""),
        ("cohort_status", "T", "T", "341"),
    ],
)
def test_whoever_leaves_is_sent_once_by_the_status_that_says_why(borough, field, value, status, moved_to):
    built(borough)
    person, told = borough.person("sixth_former"), {"source": "page", "by": SETUP, "at": LATER}
    people.set_return_fact(person=person, field=field, value=value, from_date=date(2026, 2, 10), **told)
    if field == "cohort_status" and moved_to:
        people.set_return_fact(
            person=person, field="transferred_to_la", value=moved_to, from_date=date(2026, 2, 10), **told
        )

    _, in_february = built(borough, period_end=FEBRUARY, known_at=MARCH_3, at=MARCH_3)
    _, in_march = built(
        borough,
        period_end=date(2026, 3, 31),
        known_at=MARCH_3 + timedelta(days=31),
        at=MARCH_3 + timedelta(days=31),
    )

    left = in_february["sixth_former"]
    assert (left.cohort_status, left.lead_la, left.transferred_to_la) == (status, "343", moved_to)
    assert "sixth_former" not in in_march


def test_a_record_found_to_be_a_duplicate_is_sent_as_one_in_that_month(borough):
    _, before = built(borough)
    people.merge_people(person=borough.person("silent"), same_as=borough.person("seeking"), by=SETUP, at=LATER)

    _, in_february = built(borough, period_end=FEBRUARY, known_at=MARCH_3, at=MARCH_3)
    _, in_march = built(
        borough,
        period_end=date(2026, 3, 31),
        known_at=MARCH_3 + timedelta(days=31),
        at=MARCH_3 + timedelta(days=31),
    )

    assert in_february["silent"].cohort_status == "M"
    assert in_february["silent"].young_persons_id == before["silent"].young_persons_id
    assert in_february["seeking"].cohort_status == "P"
    assert "silent" not in in_march


def test_an_unlawful_character_is_sent_and_told_and_one_no_file_may_hold_is_left_out(borough):
    for name, family in (("wren", "Hallor4n"), ("silent", "Ha\x0bll")):
        people.record_person(
            organisation=borough.organisation,
            person_id=borough.ids[name],
            facts=PersonFacts(legal_family_name=family),
            source="page",
            by=SETUP,
            at=SOON,
        )

    # The check of characters in names came with the edition that starts in April 2026.
    may = SOON + timedelta(days=90)
    run, records = built(borough, period_end=date(2026, 4, 30), known_at=may, at=may)

    assert records["wren"].family_name == "Hallor4n"
    assert run.problems.get(code="45").person_id == borough.ids["wren"]
    assert records["silent"].family_name == ""
    assert run.problems.get(code="unwritable").value == "Ha\ufffdll"


def test_a_young_person_without_a_birth_date_is_listed_and_a_parent_is_not(borough):
    facts = PersonFacts(legal_given_name="Ash", legal_family_name="Vance", upn=pupil(77).upn)
    parent = PersonFacts(legal_given_name="Rowan", legal_family_name="Vance")
    [young, _] = people.record_people(
        organisation=borough.organisation, incoming=[(None, facts), (None, parent)], source="page", by=SETUP, at=SOON
    )

    run, _ = built(borough)

    assert [each.person_id for each in run.problems.filter(code="no_birth_date")] == [young.person_id]
    assert run.counts["not_sent"]["no birth date"] == 1


def test_the_day_of_sending_is_the_day_as_known_on(borough):
    run, _ = built(borough, at=LATER)

    with open_kept(run.file) as file:
        header = next(item for item in read_return(file) if isinstance(item, Header))
    assert header.send_date.text == "2026-02-04"
    assert (header.database_ids, header.source_las) == (("343",), ("343",))


def test_building_is_in_the_log_without_anybody_s_name(borough):
    run, _ = built(borough)

    event = Event.objects.get(kind="returns.built")
    assert event.subject == f"returns_run:{run.pk}"
    assert run.sha256 in event.facts
    assert "Halloran" not in event.facts


def test_a_later_building_of_the_month_takes_the_place_of_one_not_signed(borough):
    first, _ = built(borough)
    second, _ = built(borough, at=LATER, known_at=LATER)
    of_old, _ = built(borough, at=LATER)

    assert [Run.objects.get(pk=run.pk).state for run in (first, second, of_old)] == [
        Run.State.SUPERSEDED,
        Run.State.CHECKED,
        Run.State.CHECKED,
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"period_end": date(2026, 1, 30)}, "is not the last day of a month"),
        ({"period_end": date(2026, 3, 31)}, "has not begun"),
        ({"known_at": SOON + timedelta(seconds=1)}, "Nobody knows yet"),
    ],
)
def test_a_return_that_cannot_be_is_refused(borough, given, words):
    with pytest.raises(BuildRefusedError, match=words):
        built(borough, **given)

    assert not Run.objects.exists()


def test_a_council_without_a_database_number_is_told_so(borough):
    Organisation.objects.filter(pk=borough.organisation.pk).update(database_id="")
    borough.organisation.refresh_from_db()

    with pytest.raises(BuildRefusedError, match="NCCIS database"):
        built(borough)


def test_what_does_not_read_back_is_not_kept(borough, monkeypatch):
    whole = building_module.write_return

    def careless(file, header, records, **given):
        return whole(file, header, (replace(record, postcode="") for record in records), **given)

    monkeypatch.setattr(building_module, "write_return", careless)

    with pytest.raises(ReadBackError, match="first that differs is 1"):
        built(borough)

    assert not Run.objects.exists()
    assert not Identifier.objects.filter(source="return:number").exists()


@pytest.mark.parametrize("whose", ["wren", "seeking"])
def test_a_number_given_while_a_return_is_built_sends_it_back(borough, whose):
    ours = f"343{borough.ids['wren']:010d}"
    meanwhile = PersonFacts(nccis_id=ours if whose == "seeking" else "3430000005555")

    def interrupt(done, total):
        people.record_person(
            organisation=borough.organisation,
            person_id=borough.ids[whose],
            facts=meanwhile,
            source="page",
            by=SETUP,
            at=SOON + timedelta(seconds=1),
        )

    with pytest.raises(BuildRefusedError, match="Build it again"):
        built(borough, progress=interrupt)

    assert not Run.objects.exists()
    assert not Identifier.objects.filter(source="return:number").exists()


def test_the_number_of_queries_does_not_grow_with_the_number_of_people(borough):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            built(borough, at=LATER, known_at=LATER)
        return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]

    built(borough)
    few = queries()
    ids = _more_pupils(borough, 200)
    record_statements(
        organisation=borough.organisation, incoming=[statement(each, "230") for each in ids], by=SETUP, at=SOON
    )
    built(borough, at=LATER, known_at=LATER)

    assert len(queries()) == len(few)


def _more_pupils(borough, count):
    incoming = [(None, pupil(2_000 + number)) for number in range(count)]
    recorded = people.record_people(
        organisation=borough.organisation, incoming=incoming, source="import:9", by=SETUP, at=SOON
    )
    assert not [each.refusals for each in recorded if each.refusals]
    return [each.person_id for each in recorded]


def test_what_was_begun_before_and_committed_while_a_return_is_built_is_in_it(borough):
    late = statement(borough.ids["silent"], "330", start_date=date(2026, 1, 5), verified_date=date(2026, 1, 20))
    read = []

    def commit_what_was_begun(done: int, total: int) -> None:
        # Begun before the instant as known at, and committed once these people were read.
        if not read:
            begun = SOON - timedelta(seconds=1)
            record_statements(organisation=borough.organisation, incoming=[late], by=SETUP, at=begun)
        read.append(done)

    given = {"organisation": borough.organisation, "period_end": PERIOD_END, "known_at": SOON, "by": SETUP}
    first = build_return(**given, at=SOON, progress=commit_what_was_begun)
    again = build_return(**given, at=LATER)

    assert again.sha256 == first.sha256
    assert len(read) == 2


def test_what_was_begun_since_does_not_make_a_return_be_read_again(borough):
    later = statement(borough.ids["silent"], "330", start_date=date(2026, 1, 5), verified_date=date(2026, 1, 20))
    read = []

    def commit_something_later(done: int, total: int) -> None:
        at = SOON + timedelta(seconds=1)
        record_statements(organisation=borough.organisation, incoming=[later], by=SETUP, at=at)
        read.append(done)

    given = {"organisation": borough.organisation, "period_end": PERIOD_END, "known_at": SOON, "by": SETUP}
    first = build_return(**given, at=SOON, progress=commit_something_later)

    assert len(read) == 1
    assert build_return(**given, at=LATER).sha256 == first.sha256


def test_a_return_that_is_overtaken_again_and_again_is_refused(borough):
    def commit_what_was_begun(done: int, total: int) -> None:
        change_setting(
            borough.organisation, key="return.gap", value="fill", from_date=date(2025, 9, 1), by=SETUP, at=SOON
        )

    with pytest.raises(BuildRefusedError, match="Build it again"):
        built(borough, progress=commit_what_was_begun)

    assert not Run.objects.exists()
