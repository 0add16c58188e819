"""Scoring a school year: who is scored and who is not, what is kept, and that nothing since reaches back."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_school, pupil
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.organisation.setting_keys import SettingRefusedError
from towpath.people.actions import merge_people, record_characteristic, record_people, record_person, set_return_fact
from towpath.people.actions.circumstances import record_care_fact
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.risk.actions import (
    EVIDENCE,
    NewEvidence,
    SchemeNotInForceError,
    decide_objection,
    open_lists,
    record_objection,
    run_scheme,
    sign_off_list,
)
from towpath.risk.models import Assessment, Run
from towpath.risk.queries import SchemeChangedError
from towpath.risk.recomputing import work_out_again
from towpath.tracking.models import Statement

TERM_END = date(2025, 12, 19)
AFTER = MORNING + timedelta(hours=1)
LATER = MORNING + timedelta(days=3)

WRITTEN = re.compile(r'^(?:INSERT|UPDATE|DELETE)\b[^"(]*?"?(\w+_\w+)"?', re.IGNORECASE)
AUDIT = {"audit_event", "audit_chain_head"}

YEAR_11, YEAR_9, YEAR_8 = date(2010, 2, 14), date(2012, 5, 1), date(2013, 5, 1)


@pytest.fixture
def school(saltmarsh: Organisation) -> Establishment:
    return make_school(saltmarsh)


def make_year_11(organisation: Organisation, number: int, school: Establishment | None, **facts: object) -> Person:
    given = {"birth_date": YEAR_11, "establishment_id": school and school.pk, "year_group": 11, **facts}
    plain = replace(pupil(number), send_flag=None, sen_support_flag=None)
    return make_person(organisation, replace(plain, **given))


def tell(person: Person, at=MORNING, as_at: date = TERM_END, **told: str) -> None:
    incoming = [
        NewEvidence(person_id=person.pk, name=name, value=value, as_at_date=as_at, source="import:7:3")
        for name, value in told.items()
    ]
    EVIDENCE.record(organisation=person.organisation, incoming=incoming, by=SETUP, at=at)


def run(organisation: Organisation, *, scheme: str | None = "oxfordshire-2022", at=AFTER, **how: object) -> Run:
    return run_scheme(organisation=organisation, scheme=scheme, as_at=DAY, by=SETUP, at=at, **how)


def assessed(made: Run, person: Person) -> Assessment:
    return Assessment.objects.get(run=made, person=person)


def test_the_published_pupil_scores_six_and_is_red(saltmarsh: Organisation, school: Establishment) -> None:
    person = make_year_11(saltmarsh, 1, school)
    tell(person, attendance_percent="84", fsm_eligible="yes", sen_provision="K", eal="yes")

    row = assessed(run(saltmarsh), person)

    assert (row.points, row.band) == (2 + 2 + 1 + 1, "red")
    assert (row.establishment_id, row.year_group) == (school.pk, 11)
    assert row.reasons[0] == {
        "criterion": "attendance_below_85",
        "factor": "attendance",
        "points": 2,
        "value": "84",
        "as_at_date": "2025-12-19",
        "source": "import:7:3",
    }


@pytest.mark.parametrize(
    ("scheme", "attendance", "points"),
    [
        ("oxfordshire-2022", "85", 1),
        ("oxfordshire-2022", "90", 0),
        ("oxfordshire-2023", "85", 2),
        ("oxfordshire-2023", "90", 1),
    ],
)
def test_the_edges_follow_the_coding_chosen(
    saltmarsh: Organisation, school: Establishment, scheme: str, attendance: str, points: int
) -> None:
    person = make_year_11(saltmarsh, 1, school)
    tell(person, attendance_percent=attendance)

    assert assessed(run(saltmarsh, scheme=scheme), person).points == points


def test_facts_about_a_person_speak_as_evidence_does(saltmarsh: Organisation, school: Establishment) -> None:
    person = make_year_11(saltmarsh, 1, school)
    about = {"person": person, "source": "page", "by": SETUP, "at": MORNING}
    record_care_fact(kind="looked_after", from_date=date(2020, 1, 1), **about)
    record_characteristic(code="140", from_date=date(2025, 1, 1), **about)
    record_characteristic(code="170", from_date=date(2025, 1, 1), to_date=date(2025, 6, 30), **about)
    set_return_fact(field="send_flag", value="Y", **about)
    tell(person, in_care="no", sen_provision="N")

    row = assessed(run(saltmarsh), person)

    # Looked after 2, young carer 2 and a plan 2; youth justice ended in June.
    assert row.points == 2 + 2 + 2
    assert [each["factor"] for each in row.reasons] == ["ehc_plan", "looked_after", "young_carer"]
    assert "youth_justice" in {each["factor"] for each in row.missing}


@pytest.mark.parametrize(
    ("end", "verified", "points"),
    [
        pytest.param(None, DAY, 2, id="speaks"),
        pytest.param(DAY, DAY, 2, id="ends that very day"),
        pytest.param(DAY - timedelta(days=1), DAY, 0, id="ended the day before"),
        pytest.param(None, date(2025, 11, 1), 0, id="later news speaks instead"),
    ],
)
def test_custody_in_the_ledger_speaks_while_it_is_the_latest_news(
    saltmarsh: Organisation, school: Establishment, end: date | None, verified: date, points: int
) -> None:
    person = make_year_11(saltmarsh, 1, school)
    about = {"organisation": saltmarsh, "person": person, "how": "list", "sender": "council", "source": "import:9"}
    about |= {"recorded_at": MORNING, "start_date": date(2025, 10, 1)}
    Statement.objects.create(**about, code="710", end_date=end, verified_date=verified)
    Statement.objects.create(**about, code="210", verified_date=date(2025, 12, 1))

    assert assessed(run(saltmarsh), person).points == points


def test_what_nobody_told_is_counted_as_missing_and_never_as_no(saltmarsh: Organisation, school: Establishment) -> None:
    silent, told = make_year_11(saltmarsh, 1, school), make_year_11(saltmarsh, 2, school)
    tell(told, attendance_percent="95", fsm_eligible="no")

    made = run(saltmarsh)

    row = assessed(made, silent)
    assert (row.points, row.band, row.possible, row.possible_band) == (0, "none", 22, "red")
    assert (made.missing["attendance"], made.missing["free_school_meals"], made.missing["custody"]) == (1, 1, 2)
    assert (made.people, made.bands) == (2, {"red": 0, "amber": 0, "green": 0, "none": 2})


def test_only_the_latest_evidence_by_the_day_speaks(saltmarsh: Organisation, school: Establishment) -> None:
    person = make_year_11(saltmarsh, 1, school)
    tell(person, attendance_percent="95", as_at=date(2025, 7, 20))
    tell(person, attendance_percent="80")
    tell(person, attendance_percent="99", as_at=DAY + timedelta(days=1))

    assert assessed(run(saltmarsh), person).points == 2


def test_whoever_limited_sharing_is_listed_and_not_scored(saltmarsh: Organisation, school: Establishment) -> None:
    person = make_year_11(saltmarsh, 1, school)
    tell(person, attendance_percent="70", fsm_eligible="yes")
    limit = PersonFacts(sharing_limited=True)
    record_person(organisation=saltmarsh, person_id=person.pk, facts=limit, source="import:2", by=SETUP, at=MORNING)

    made = run(saltmarsh)

    row = assessed(made, person)
    assert (row.points, row.band, row.not_scored, row.reasons, row.missing) == (None, "", "sharing_limited", [], [])
    assert (made.people, made.limited, sum(made.bands.values())) == (1, 1, 0)


def test_the_year_groups_asked_for_are_scored_and_no_others(saltmarsh: Organisation, school: Establishment) -> None:
    year_11 = make_year_11(saltmarsh, 1, school)
    year_9 = make_year_11(saltmarsh, 2, school, birth_date=YEAR_9, year_group=9)
    year_8 = make_year_11(saltmarsh, 3, school, birth_date=YEAR_8, year_group=8)
    undated = make_year_11(saltmarsh, 4, school, birth_date=None, year_group=10)
    unplaced = make_year_11(saltmarsh, 5, None, year_group=None)

    assert scored(run(saltmarsh)) == {year_11.pk, year_9.pk, undated.pk, unplaced.pk}
    assert scored(run(saltmarsh, year_groups=(8,))) == {year_8.pk}


def test_the_31_august_and_1_september_part_two_year_groups(saltmarsh: Organisation, school: Establishment) -> None:
    youngest = make_year_11(saltmarsh, 1, school, birth_date=date(2010, 8, 31))
    make_year_11(saltmarsh, 2, school, birth_date=date(2010, 9, 1))

    assert scored(run(saltmarsh, year_groups=(11,))) == {youngest.pk}


@pytest.mark.parametrize(
    ("status", "at_school", "is_scored"),
    [("T", False, False), ("T", True, True), ("D", True, False), ("M", True, False), ("P", False, True)],
)
def test_whoever_left_is_scored_only_while_a_school_here_has_them(
    saltmarsh: Organisation, school: Establishment, status: str, at_school: bool, is_scored: bool
) -> None:
    person = make_year_11(saltmarsh, 1, school if at_school else None)
    set_return_fact(
        person=person, field="cohort_status", value=status, from_date=DAY, source="page", by=SETUP, at=MORNING
    )

    assert (person.pk in scored(run(saltmarsh))) == is_scored


def test_merged_records_are_one_person_with_the_evidence_of_both(
    saltmarsh: Organisation, school: Establishment
) -> None:
    person, other = make_year_11(saltmarsh, 1, school), make_year_11(saltmarsh, 2, school)
    tell(person, attendance_percent="80")
    tell(other, fsm_eligible="yes")
    merge_people(person=other, same_as=person, reason="twice", by=SETUP, at=MORNING)

    made = run(saltmarsh)

    assert scored(made) == {person.pk}
    assert assessed(made, person).points == 2 + 2


def test_nobody_of_another_council_is_scored(saltmarsh: Organisation, farbank: Organisation) -> None:
    make_year_11(farbank, 1, None)

    assert run(saltmarsh).people == 0


def test_an_old_run_comes_out_bit_equal_after_everything_has_changed(
    saltmarsh: Organisation, school: Establishment, data_lead: Viewer
) -> None:
    people = [make_year_11(saltmarsh, number, school) for number in range(6)]
    for number, person in enumerate(people):
        tell(person, attendance_percent=str(80 + 3 * number), fsm_eligible="yes" if number % 2 else "no")
    made = run(saltmarsh)
    before = list(Assessment.objects.filter(run=made).order_by("pk").values())

    tell(people[0], at=LATER, attendance_percent="99")
    tell(people[1], at=LATER, as_at=DAY, attendance_percent="12")
    EVIDENCE.withdraw(organisation=saltmarsh, source="import:7:3", by=SETUP, at=LATER + timedelta(hours=1))
    about = {"source": "page", "by": SETUP, "at": LATER}
    record_care_fact(person=people[2], kind="looked_after", from_date=date(2020, 1, 1), **about)
    limit = PersonFacts(sharing_limited=True, birth_date=YEAR_8)
    record_person(organisation=saltmarsh, person_id=people[3].pk, facts=limit, **about)
    merge_people(person=people[5], same_as=people[4], reason="twice", by=SETUP, at=LATER)
    objection = record_objection(person=people[1], objected_by="parent", objected_date=DAY, by=SETUP, at=LATER)
    decide_objection(objection=objection, decision="upheld", because="They asked.", by=SETUP, at=LATER)
    [school_list] = open_lists(run=made, due_date=LATER.date(), by=SETUP, at=LATER)
    sign_off_list(school_list=school_list, version=1, by=SETUP, at=LATER)
    newcomer = replace(pupil(9), birth_date=YEAR_11, establishment_id=school.pk)
    record_person(organisation=saltmarsh, facts=newcomer, **about)

    came = work_out_again(made)
    assert (came.is_same, came.differing, came.people) == (True, (), 6)
    assert came.again_digest == came.kept_digest == made.result_digest
    assert list(Assessment.objects.filter(run=made).order_by("pk").values()) == before
    assert {row["points"] for row in before} != {None}
    again = run(saltmarsh, at=LATER + timedelta(days=1))
    assert [assessed(again, people[0]).points, assessed(again, people[2]).points] == [0, 2]


def test_a_run_that_was_tampered_with_is_found(
    saltmarsh: Organisation, school: Establishment, data_lead: Viewer, adviser: Viewer
) -> None:
    person = make_year_11(saltmarsh, 1, school)
    made = run(saltmarsh)
    Assessment.objects.filter(run=made).update(points=4, band="red")

    came = work_out_again(made)
    assert (came.is_same, came.differing, came.is_as_finished) == (False, (person.pk,), False)


def test_rows_that_were_taken_out_of_a_run_of_before_digests_are_found(
    saltmarsh: Organisation, school: Establishment, data_lead: Viewer
) -> None:
    person = make_year_11(saltmarsh, 1, school)
    made = run(saltmarsh)
    Run.objects.filter(pk=made.pk).update(result_digest="")
    made.refresh_from_db()

    assert work_out_again(made).is_same
    Assessment.objects.filter(run=made).delete()

    came = work_out_again(made)
    assert (came.is_same, came.is_as_finished, came.differing) == (False, None, (person.pk,))


def test_a_run_whose_scheme_has_changed_is_not_worked_out_again(
    saltmarsh: Organisation, school: Establishment, data_lead: Viewer
) -> None:
    made = run(saltmarsh)
    made.digest = "0" * 12

    with pytest.raises(SchemeChangedError, match="000000000000"):
        work_out_again(made)


def test_the_council_chooses_the_scheme_from_a_day(saltmarsh: Organisation, school: Establishment) -> None:
    assert run(saltmarsh, scheme=None).scheme_name == "oxfordshire-2023"
    about = {"by": SETUP, "at": MORNING}
    change_setting(saltmarsh, key="risk.scheme", value="oxfordshire-2022", from_date=DAY, **about)

    assert run(saltmarsh, scheme=None).scheme_name == "oxfordshire-2022"
    with pytest.raises(SettingRefusedError, match="oxfordshire-2022, oxfordshire-2023"):
        change_setting(saltmarsh, key="risk.scheme", value="rutland", from_date=DAY, **about)


def test_a_scheme_is_not_laid_over_a_day_before_it_stood(saltmarsh: Organisation) -> None:
    with pytest.raises(SchemeNotInForceError, match="2021-12-31"):
        run_scheme(organisation=saltmarsh, scheme="oxfordshire-2022", as_at=date(2021, 12, 31), by=SETUP, at=MORNING)
    assert not Run.objects.exists()


def test_a_run_names_whom_it_scored_in_the_log_and_nothing_else_about_them(
    saltmarsh: Organisation, school: Establishment
) -> None:
    person = make_year_11(saltmarsh, 1, school)
    made = run(saltmarsh)

    events = Event.objects.filter(subject=f"risk_run:{made.pk}").order_by("sequence")
    assert [event.kind for event in events] == ["risk.run_started", "risk.scored", "risk.run_finished"]
    assert person.public_id in events[1].persons
    assert events[1].facts == ""


def test_a_score_changes_nothing_about_anybody(saltmarsh: Organisation, school: Establishment) -> None:
    person = make_year_11(saltmarsh, 1, school)
    tell(person, attendance_percent="50")
    with CaptureQueriesContext(connection) as queries:
        run(saltmarsh)

    written = {table for query in queries for table in WRITTEN.findall(query["sql"])}
    assert {"risk_run", "risk_assessment"} <= written <= {"risk_run", "risk_assessment", *AUDIT}


def test_a_chunk_costs_the_same_however_many_are_in_it(saltmarsh: Organisation, school: Establishment) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            run(saltmarsh)
        return len(queries)

    make_year_11(saltmarsh, 1, school)
    run(saltmarsh)
    of_one = cost()
    incoming = [(None, replace(pupil(number), birth_date=YEAR_11)) for number in range(2, 40)]
    record_people(organisation=saltmarsh, incoming=incoming, source="import:1", by=SETUP, at=MORNING)

    assert cost() == of_one


def test_progress_is_told_to_the_end(saltmarsh: Organisation, school: Establishment, monkeypatch) -> None:
    monkeypatch.setattr("towpath.risk.working.CHUNK", 2)
    for number in range(3):
        make_year_11(saltmarsh, number, school)
    told: list[tuple[int, int]] = []

    run(saltmarsh, progress=lambda done, total: told.append((done, total)))

    assert told == [(2, 3), (3, 3)]


def test_an_interrupted_run_is_left_unfinished(saltmarsh: Organisation, school: Establishment) -> None:
    make_year_11(saltmarsh, 1, school)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(saltmarsh, progress=stop)
    assert Run.objects.get().finished_at is None


def test_evidence_that_cannot_be_read_is_unknown_and_counted(saltmarsh: Organisation, school: Establishment) -> None:
    person = make_year_11(saltmarsh, 1, school)
    tell(person, attendance_percent="good", fsm_eligible="yes")

    made = run(saltmarsh)

    assert made.unreadable == 1
    assert "attendance" in {each["factor"] for each in assessed(made, person).missing}


def scored(made: Run) -> set[int]:
    return set(Assessment.objects.filter(run=made).values_list("person_id", flat=True))
