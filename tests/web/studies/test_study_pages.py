"""The pages of a study: what is asked, what every design says in words, and who may freeze and run."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.leavers import make_case, make_leavers, make_study
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.insight.actions import run_study
from towpath.insight.models import Study
from towpath.insight.sentences import headline
from towpath.jobs.models import Job
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.web.studies.presenters import cautions

Login = Callable[[User], Client]
OVER = {"window_to_date": date(2026, 1, 30)}


@pytest.fixture(autouse=True)
def own_var(settings: LazySettings, tmp_path) -> None:
    settings.VAR = tmp_path / "var"


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["manager"])


@pytest.fixture
def answered(saltmarsh: Organisation, staff: dict[str, User]) -> Study:
    """Return a study of 120 leavers that has been run."""
    make_leavers(saltmarsh, 120, adviser=staff["adviser"])
    study = make_study(saltmarsh, **OVER)
    run_study(study, known_on=DAY, by=SETUP, at=MORNING)
    return study


def dated(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def form(**days: date) -> dict[str, object]:
    given = {
        "facts_date": date(2024, 10, 1),
        "support_to_date": date(2025, 6, 30),
        "window_from_date": date(2025, 9, 1),
        "window_to_date": date(2026, 1, 30),
        "status_date": date(2025, 11, 1),
    } | days
    sent: dict[str, object] = {
        "question": "Did a case in Year 11 change days NEET?",
        "leavers_year": "2025",
        "not_known": "exclude",
        "factors": ["attendance"],
    }
    for name, day in given.items():
        sent |= dated(name, day)
    return sent


def test_a_manager_freezes_a_study_and_has_it_run(manager: Client, saltmarsh: Organisation) -> None:
    frozen = manager.post("/studies/freeze/", form(), follow=True)

    [study] = Study.objects.all()
    words = frozen.content.decode()
    assert "Nothing of it can be changed now" in words
    assert "It has not been run yet." in words
    assert study.frozen_by_name == "Marion Fairclough"

    queued = manager.post(f"/studies/{study.pk}/run/")
    assert queued.status_code == 302
    [job] = Job.objects.all()
    assert (job.arguments["study"], job.arguments["known_on"]) == (study.pk, "2026-01-31")


def test_days_out_of_order_are_told_at_their_field_and_nothing_is_kept(manager: Client) -> None:
    page = manager.post("/studies/freeze/", form(support_to_date=date(2024, 9, 1))).content.decode()

    assert "Support is counted up to a day after the one they are compared on." in page
    assert "Did a case in Year 11 change days NEET?" in page
    assert not Study.objects.exists()


def test_ten_thousand_letters_are_refused_and_right_to_left_ones_are_kept(manager: Client) -> None:
    long = manager.post("/studies/freeze/", form() | {"question": "q" * 10_000}).content.decode()
    assert "300" in long
    assert not Study.objects.exists()

    manager.post("/studies/freeze/", form() | {"question": "هل ساعد الدعم؟"})
    assert Study.objects.get().question == "هل ساعد الدعم؟"


def test_every_design_stands_beside_the_others_with_its_interval(manager: Client, answered: Study) -> None:
    page = manager.get(f"/studies/{answered.pk}/").content.decode()

    for words in (
        "As they are", "Matched, nearest", "Matched, near enough", "Weighted by the chance of support",
        "Weighted until alike (the one we advise)", "95% interval", "fewer days NEET",
        "This is a comparison, not proof", "Not for release", "in relative terms",
    ):  # fmt: skip
        assert words in page, words
    assert manager.get(f"/studies/{answered.pk}/chart.svg")["Content-Type"] == "image/svg+xml"


def test_a_commissioner_reads_it_and_may_not_run_it(staff: dict[str, User], signed_in: Login, answered: Study) -> None:
    commissioner = signed_in(staff["commissioner"])

    page = commissioner.get(f"/studies/{answered.pk}/").content.decode()

    assert "fewer days NEET" in page
    assert "Not for release" not in page
    assert "Run it again" not in page
    assert commissioner.post(f"/studies/{answered.pk}/run/").status_code == 403
    assert commissioner.get("/studies/freeze/").status_code == 403


def test_another_council_finds_no_such_study(stranger: User, signed_in: Login, answered: Study) -> None:
    client = signed_in(stranger)

    for address in (f"/studies/{answered.pk}/", f"/studies/{answered.pk}/chart.svg"):
        assert client.get(address).status_code == 404
    assert client.post(f"/studies/{answered.pk}/run/").status_code == 404
    assert answered.question not in client.get("/studies/").content.decode()


FOUND = {"supported": 40, "others": 80, "supported_mean": 50.0, "counts": {"supported": 40, "others": 80}}


@pytest.mark.parametrize(
    ("outcome", "estimate", "ci", "words"),
    [
        # 50 days where 50 + 20 would be expected: 20 / 70 less.
        (
            "days", -20.0, [-26.0, -14.0],
            ("Supported young people had 20.0 fewer days NEET than others made like them (95% interval 14.0 to 26.0"
            " fewer), which is 29% less in relative terms."),
        ),
        (
            "days", 3.0, [-2.0, 8.0],
            ("No difference that chance could not make: supported young people had 3.0 more days NEET than others made"
            " like them (95% interval 2.0 fewer to 8.0 more)."),
        ),
        (
            "status", 0.05, [0.01, 0.09],
            ("Supported young people had 5.0 percentage points more NEET than others made like them (95% interval"
            " 1.0 to 9.0 more), which is 10% more in relative terms."),
        ),
    ],
)  # fmt: skip
def test_the_headline_gives_the_interval_and_names_the_relative_change(outcome, estimate, ci, words) -> None:
    mean = 50.0 if outcome == "days" else 0.55
    compared = FOUND | {
        "supported_mean": mean,
        "designs": [{"design": "entropy", "estimate": estimate, "ci": ci, "warnings": []}],
    }

    assert headline(outcome, compared) == words


def test_cautions_name_things_as_the_page_does() -> None:
    warned = ["possible says nothing more.", "ever_excluded = counts still differs by 0.2.", "One control makes 12%."]

    assert cautions({"designs": [{"design": "entropy", "warnings": warned}]}) == [
        "Points still possible says nothing more.",
        "Ever excluded: counts still differs by 0.2.",
        "One control makes 12%.",
    ]


def test_the_headline_says_why_there_is_none() -> None:
    apart = FOUND | {"designs": [{"design": "entropy", "apart": ["points", "ever_excluded"]}]}

    assert headline("days", apart) == (
        "No weights make the groups alike: they have too little in common on Points or Ever excluded."
    )
    assert headline("days", {"too_few": True}).startswith("There are fewer than 10 young people on one side")
    assert headline("status", {"hidden": True}).startswith("So few were NEET")


def test_both_groups_stand_as_they_are_and_open_to_their_young_people(manager: Client, answered: Study) -> None:
    page = manager.get(f"/studies/{answered.pk}/").content.decode()
    for words in ("The two groups, before they are made alike", "Days NEET, on average", "NEET on 1 Nov 2025"):
        assert words in page, words
    assert "See who is in each group" in page

    opened = {
        side: manager.get(f"/studies/{answered.pk}/people/?side={side}") for side in ("supported", "others", "left_out")
    }

    assert b"Days not known" in opened["supported"].content
    assert b"Nobody whom you may see is in this group." in opened["left_out"].content
    kinds = Event.objects.filter(kind="study.people_viewed")
    assert kinds.count() == 3
    assert len(kinds.first().persons) > 0


def test_a_page_of_a_group_asks_the_same_number_of_questions_however_many_are_in_it(
    manager: Client, answered: Study, django_assert_max_num_queries
) -> None:
    manager.get(f"/studies/{answered.pk}/people/")
    with django_assert_max_num_queries(70):
        manager.get(f"/studies/{answered.pk}/people/?side=others")


def test_who_is_in_a_study_is_for_whoever_may_see_people(
    staff: dict[str, User], signed_in: Login, answered: Study
) -> None:
    for role in ("commissioner", "adviser"):
        assert signed_in(staff[role]).get(f"/studies/{answered.pk}/people/").status_code == 403
    page = signed_in(staff["commissioner"]).get(f"/studies/{answered.pk}/").content.decode()
    assert "See who is in each group" not in page


def test_a_list_that_no_longer_comes_to_the_runs_count_says_so(
    manager: Client, saltmarsh: Organisation, staff: dict[str, User], answered: Study
) -> None:
    address = f"/studies/{answered.pk}/people/?side=others"
    words = "This is not the number that the run counted."
    before = manager.get(address).content.decode()
    assert words not in before
    assert "Everybody here is counted in its figures." in before

    other = Person.objects.filter(cases__isnull=True).order_by("pk")[0]
    make_case(saltmarsh, other.pk, staff["adviser"], date(2025, 1, 6))

    after = manager.get(address).content.decode()
    assert words in after
    assert "Everybody here is counted" not in after


def test_a_study_not_run_yet_leads_back_to_itself(manager: Client, saltmarsh: Organisation) -> None:
    study = make_study(saltmarsh)

    assert manager.get(f"/studies/{study.pk}/people/")["Location"] == f"/studies/{study.pk}/"
    assert manager.get(f"/studies/{study.pk + 1}/people/").status_code == 404


def test_points_that_have_changed_since_are_said_and_not_guessed(manager: Client, answered: Study) -> None:
    Study.objects.filter(pk=answered.pk).update(scheme_digest="other")

    page = manager.get(f"/studies/{answered.pk}/people/", follow=True).content.decode()

    assert "has changed since this study was frozen" in page
