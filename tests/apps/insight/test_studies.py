"""A study: frozen before it is run, the same answer twice, nothing of the few, and nobody else's to see."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cast import SETUP, make_stranger, make_user, make_viewer
from tests.factories.leavers import ADDED_DAYS, TERMS, days_neet, is_supported, make_case, make_leavers, make_study
from tests.factories.moments import MORNING
from tests.factories.people import pupil
from towpath.audit.models import Event
from towpath.caseload.models import Case
from towpath.insight.actions import StudyRefusedError, run_study
from towpath.insight.comparing import SchemeChangedError, leaving_group, still_counts
from towpath.insight.models import Study, StudyRun
from towpath.insight.queries import (
    StudyNotFoundError,
    found_for,
    get_study,
    list_followed,
    list_runs_of,
    list_studies,
)
from towpath.insight.queries.studies import SIDES
from towpath.people.actions import record_person
from towpath.people.facts import PersonFacts
from towpath.tracking.actions import withdraw_source

KNOWN_ON = date(2026, 3, 5)
LATER = MORNING.replace(month=3, day=6)
COUNT = 120


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def people(saltmarsh):
    return make_leavers(saltmarsh, COUNT)


def run(study, *, known_on=KNOWN_ON, at=LATER) -> StudyRun:
    return run_study(study, known_on=known_on, by=SETUP, at=at)


def designs(found, outcome="days"):
    return {each["design"]: each for each in found["outcomes"][outcome]["designs"]}


def test_the_year_group_is_the_one_they_were_in_on_the_day() -> None:
    assert leaving_group(2025, date(2025, 8, 31)) == 11
    assert leaving_group(2025, date(2024, 9, 1)) == 11
    assert leaving_group(2025, date(2024, 8, 31)) == 10
    assert leaving_group(2025, date(2023, 8, 31)) == 9


def test_what_support_did_lies_in_the_interval_of_the_design_we_advise(saltmarsh, people) -> None:
    made = run(make_study(saltmarsh))

    supported = [number for number in range(COUNT) if is_supported(number)]
    days = made.found["outcomes"]["days"]
    assert (made.found["supported"], made.found["others"]) == (len(supported), COUNT - len(supported))
    assert days["supported_mean"] == pytest.approx(sum(map(days_neet, supported)) / len(supported))
    assert list(designs(made.found)) == ["unadjusted", "nearest", "caliper", "ipw", "entropy"]
    entropy = designs(made.found)["entropy"]
    assert entropy["adjusted"]["ci"][0] < ADDED_DAYS < entropy["adjusted"]["ci"][1]
    assert abs(entropy["estimate"] - ADDED_DAYS) < abs(designs(made.found)["unadjusted"]["estimate"] - ADDED_DAYS)
    assert (made.known_on, bool(made.standards_version)) == (KNOWN_ON, True)


def test_status_on_the_day_is_compared_as_a_share(saltmarsh, people) -> None:
    made = run(make_study(saltmarsh))

    # NEET on 1 November is NEET for more than the 61 days of September and October.
    supported = [days_neet(number) > 61 for number in range(COUNT) if is_supported(number)]
    status = made.found["outcomes"]["status"]
    assert status["supported_mean"] == pytest.approx(sum(supported) / len(supported))
    assert -1 <= designs(made.found, "status")["entropy"]["estimate"] <= 1


def test_run_again_as_known_on_the_same_day_it_gives_the_same_answer(saltmarsh, people) -> None:
    study = make_study(saltmarsh)
    before = run(study)
    withdraw_source(organisation=saltmarsh, source="import:3", by=SETUP, at=LATER + timedelta(hours=1))

    again = run(study, at=LATER + timedelta(days=2))
    later = run(study, known_on=KNOWN_ON + timedelta(days=2), at=LATER + timedelta(days=3))

    assert again.found == before.found
    assert later.found["outcomes"]["days"]["too_few"]


def test_who_had_support_before_or_shares_nothing_is_left_out_and_counted(saltmarsh, people) -> None:
    others = [person for number, person in enumerate(people) if not is_supported(number)]
    adviser = make_user(saltmarsh, "adviser", name="Bo Lund", email="bo@saltmarsh.example")
    make_case(saltmarsh, others[0], adviser, TERMS.facts_date)
    make_case(saltmarsh, others[1], adviser, TERMS.facts_date + timedelta(days=1))
    make_case(saltmarsh, others[2], adviser, TERMS.support_to_date)
    make_case(saltmarsh, others[3], adviser, TERMS.support_to_date + timedelta(days=1))
    mistaken = make_case(saltmarsh, others[4], adviser, TERMS.support_to_date)
    Case.objects.filter(pk=mistaken.pk).update(closed_date=TERMS.support_to_date, closed_because="opened_in_error")
    record_person(
        organisation=saltmarsh,
        person_id=others[5],
        source="import:8",
        facts=PersonFacts(sharing_limited=True),
        by=SETUP,
        at=MORNING,
    )

    found = run(make_study(saltmarsh)).found

    supported = sum(map(is_supported, range(COUNT)))
    assert found["supported"] == supported + 2
    assert found["left_out"]["supported_before"] == 1
    assert found["supported"] + found["others"] + sum(found["left_out"].values()) == COUNT


def test_the_two_groups_stand_beside_each_other_as_they_are(saltmarsh, people) -> None:
    made = run(make_study(saltmarsh))

    sides = {
        "supported": [number for number in range(COUNT) if is_supported(number)],
        "others": [number for number in range(COUNT) if not is_supported(number)],
    }
    for side, numbers in sides.items():
        group = made.found["groups"][side]
        days = [days_neet(number) for number in numbers]
        # NEET on 1 November is NEET for more than the 61 days of September and October.
        neet = sum(each > 61 for each in days)
        assert group["people"] == group["days"]["in_mean"] == len(numbers)
        assert group["days"]["mean"] == pytest.approx(sum(days) / len(days))
        assert group["days"]["with_any"] == sum(each > 0 for each in days)
        assert group["standing"] == {"EET": len(days) - neet, "NEET": neet, "NOT_KNOWN": 0, "not_counted": 0}
        assert (group["days"]["never_known"], group["days"]["not_ours"]) == (0, 0)


def test_whoever_was_never_known_is_counted_apart(saltmarsh, people) -> None:
    told = {"organisation": saltmarsh, "source": "import:9", "by": SETUP, "at": MORNING}
    newcomer = replace(pupil(COUNT), birth_date=date(2009, 3, 3))
    record_person(person_id=None, facts=newcomer, **told)

    group = run(make_study(saltmarsh)).found["groups"]["others"]

    assert (group["days"]["never_known"], group["standing"]["NOT_KNOWN"]) == (1, 1)
    assert group["days"]["in_mean"] == group["people"] - 1


def test_each_count_opens_to_its_young_people_as_the_run_knew_them(saltmarsh, people) -> None:
    made = run(make_study(saltmarsh))
    manager = make_viewer(saltmarsh, "manager")
    withdraw_source(organisation=saltmarsh, source="import:3", by=SETUP, at=LATER + timedelta(hours=1))

    rows = {side: list_followed(manager, made, side) for side in SIDES}

    for side in ("supported", "others"):
        days = [row.window.neet for row in rows[side]]
        assert len(rows[side]) == made.found[side]
        assert days == sorted(days, reverse=True)
        assert sum(days) / len(days) == pytest.approx(made.found["groups"][side]["days"]["mean"])
        assert sum(row.standing == "NEET" for row in rows[side]) == made.found["groups"][side]["standing"]["NEET"]
    assert {row.person_id for row in rows["supported"]} == {
        person for number, person in enumerate(people) if is_supported(number)
    }
    assert rows["left_out"] == []


def test_a_case_brought_in_later_with_an_earlier_day_is_noticed(saltmarsh, people) -> None:
    made = run(make_study(saltmarsh))
    manager = make_viewer(saltmarsh, "manager")

    def still() -> dict[str, bool]:
        rows = {side: list_followed(manager, made, side) for side in SIDES}
        return {side: still_counts(made.found, side, [row.because for row in rows[side]]) for side in SIDES}

    assert still() == dict.fromkeys(SIDES, True)
    adviser = make_user(saltmarsh, "adviser", name="Bo Lund", email="bo@saltmarsh.example")
    others = [person for number, person in enumerate(people) if not is_supported(number)]
    make_case(saltmarsh, others[0], adviser, TERMS.facts_date)

    assert still() == {"supported": True, "others": False, "left_out": False}


def test_who_is_in_a_study_is_shown_to_nobody_who_may_not_see_people(saltmarsh, farbank, people) -> None:
    made = run(make_study(saltmarsh))

    commissioner = make_viewer(saltmarsh, "commissioner")
    assert [list_followed(commissioner, made, side) for side in SIDES] == [[], [], []]
    for viewer in (make_stranger(farbank), make_viewer(saltmarsh, "specialist")):
        with pytest.raises(StudyNotFoundError):
            list_followed(viewer, made, "supported")


def test_of_fewer_than_ten_nothing_is_worked_out(saltmarsh) -> None:
    make_leavers(saltmarsh, 12)

    found = run(make_study(saltmarsh)).found

    supported = sum(map(is_supported, range(12)))
    assert found["outcomes"]["days"] == {
        "too_few": True,
        "supported": supported,
        "others": 12 - supported,
        "designs": [],
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"question": "  "}, "question"),
        ({"facts_date": date(2025, 9, 1)}, "facts_date"),
        ({"facts_date": date(2022, 8, 31)}, "facts_date"),
        ({"support_to_date": date(2024, 10, 1)}, "support_to_date"),
        ({"window_from_date": date(2025, 6, 30)}, "window_from_date"),
        ({"window_to_date": date(2025, 8, 31)}, "window_to_date"),
        ({"status_date": date(2025, 6, 30)}, "status_date"),
        ({"factors": ("shoe size",)}, "factors"),
        ({"caliper": Decimal("-1")}, "caliper"),
    ],
)
def test_a_study_out_of_order_is_refused_by_its_field(saltmarsh, changed, field) -> None:
    with pytest.raises(StudyRefusedError) as refused:
        make_study(saltmarsh, **changed)

    assert refused.value.field == field
    assert not Study.objects.exists()


def test_the_database_keeps_support_after_facts_and_before_outcomes(saltmarsh) -> None:
    study = make_study(saltmarsh)

    with pytest.raises(IntegrityError), transaction.atomic():
        Study.objects.filter(pk=study.pk).update(facts_date=date(2025, 8, 1))


@pytest.mark.parametrize(
    "known_on",
    [date(2026, 2, 27), LATER.date() + timedelta(days=1)],
    ids=["before the window is over", "on a day to come"],
)
def test_a_study_is_not_run_too_early(saltmarsh, known_on) -> None:
    with pytest.raises(StudyRefusedError):
        run(make_study(saltmarsh), known_on=known_on)

    assert not StudyRun.objects.exists()


def test_points_that_changed_since_it_was_frozen_stop_it(saltmarsh) -> None:
    study = make_study(saltmarsh)
    Study.objects.filter(pk=study.pk).update(scheme_digest="another")

    with pytest.raises(SchemeChangedError):
        run(Study.objects.get(pk=study.pk))


def test_freezing_and_running_are_in_the_log_without_a_person(saltmarsh, people) -> None:
    study = make_study(saltmarsh)
    run(study)

    events = Event.objects.filter(kind__startswith="study.").order_by("pk")
    assert [(each.kind, each.subject, each.person) for each in events] == [
        ("study.frozen", f"insight_study:{study.pk}", ""),
        ("study.run", f"insight_study:{study.pk}", ""),
    ]


@pytest.mark.parametrize("role", ["manager", "data_lead", "commissioner"])
def test_those_who_answer_for_the_service_see_studies_and_runs(saltmarsh, people, role) -> None:
    study = make_study(saltmarsh)
    made = run(study)
    viewer = make_viewer(saltmarsh, role)

    assert list(list_studies(viewer)) == [get_study(viewer, study.pk)] == [study]
    assert list_runs_of(viewer, study) == [made]


@pytest.mark.parametrize("role", ["adviser", "specialist", "tracking_officer", "school_lead"])
def test_another_role_gets_nothing(saltmarsh, role) -> None:
    study = make_study(saltmarsh)
    viewer = make_viewer(saltmarsh, role, name="Bo Lund")

    assert not list_studies(viewer).exists()
    assert list_runs_of(viewer, study) == []
    with pytest.raises(StudyNotFoundError):
        get_study(viewer, study.pk)


def test_another_council_gets_nothing(saltmarsh, farbank) -> None:
    study = make_study(saltmarsh)

    for viewer in (make_stranger(farbank), make_viewer(farbank, "manager", name="Ottilie Pym")):
        assert not list_studies(viewer).exists()
        with pytest.raises(StudyNotFoundError):
            get_study(viewer, study.pk)


def test_whoever_sees_no_people_is_shown_no_few(saltmarsh, people) -> None:
    made = run(make_study(saltmarsh))
    made.found["left_out"] = {"supported_before": 3, "sharing_limited": 40}
    made.found["outcomes"]["status"]["counts"] = {"supported": 2, "others": 30}
    commissioner, manager = make_viewer(saltmarsh, "commissioner"), make_viewer(saltmarsh, "manager")

    released, whole = found_for(commissioner, made, LATER.date()), found_for(manager, made, LATER.date())

    assert whole == made.found
    assert released["left_out"] == {"supported_before": None, "sharing_limited": 40}
    assert released["outcomes"]["status"]["hidden"]
    assert released["outcomes"]["status"]["designs"] == []
    assert released["supported"] == made.found["supported"]
    assert released["groups"] == made.found["groups"]
    with pytest.raises(StudyNotFoundError):
        found_for(make_viewer(saltmarsh, "specialist"), made, LATER.date())


@pytest.mark.parametrize("side", ["supported", "others"])
def test_an_outcome_is_hidden_with_its_counts_where_a_few_of_a_side_are_not_in_it(saltmarsh, people, side) -> None:
    made = run(make_study(saltmarsh))
    # Two of that side were never known: who reads the side's number could subtract.
    made.found[side] = made.found["outcomes"]["days"][side] + 2
    made.found["outcomes"]["status"][side] -= 18

    released = found_for(make_viewer(saltmarsh, "commissioner"), made, LATER.date())

    assert released[side] == made.found[side]
    assert released["outcomes"]["days"] == {"hidden": True, "supported": None, "others": None, "designs": []}
    assert released["outcomes"]["status"] == made.found["outcomes"]["status"]


@pytest.mark.parametrize("few", [("standing", "NOT_KNOWN"), ("days", "never_known"), ("days", "partial")])
def test_a_group_with_a_few_of_anything_is_hidden_whole(saltmarsh, people, few) -> None:
    made = run(make_study(saltmarsh))
    part, name = few
    made.found["groups"]["others"][part][name] = 2

    released = found_for(make_viewer(saltmarsh, "commissioner"), made, LATER.date())

    assert released["groups"] == {"supported": made.found["groups"]["supported"], "others": None}


def test_how_many_were_supported_is_hidden_where_they_are_few(saltmarsh) -> None:
    make_leavers(saltmarsh, 12)
    made = run(make_study(saltmarsh))

    released = found_for(make_viewer(saltmarsh, "commissioner"), made, LATER.date())

    assert (released["supported"], released["others"]) == (None, None)
    assert made.found["supported"] + made.found["others"] == 12
