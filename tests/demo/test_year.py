"""The year 2024-25, played at the size of a small borough: its figures come out of rows, and are those planted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Q
from pytest_django.plugin import DjangoDbBlocker

from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.audit.queries import verify
from towpath.caseload.models import Barrier, Case, Concern, NeedsAssessment, Plan, WorkAgreement
from towpath.charter.models import Placement, PledgeUse, Signing, StayCheck
from towpath.charter.queries import count_charter, count_signings
from towpath.contact.models import ContactEvent
from towpath.contact.queries import count_interventions
from towpath.demo.borough import generate
from towpath.demo.month import Month, open_month
from towpath.demo.year import OPENED, Year, can_be_played, count_year, play_today, play_year, year_lines
from towpath.demo.year.canaries import CANARIES
from towpath.demo.year.cast import GROUPS, TIMES, make_cast, overlap
from towpath.demo.year.stage import FIRST, LAST
from towpath.people.models import CareFact
from towpath.people.queries import list_in_care_between
from towpath.programmes.models import ConfidenceAnswer
from towpath.provision.models import Establishment, Opening
from towpath.tasks.models import Task

SIZE = 120
TODAY = date(2026, 1, 31)

# A month is played on both databases, and each room counts on both in its own tests.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]


@dataclass(frozen=True, slots=True)
class Played:
    """A year that was played, and the same figures of a second one with the same seed."""

    year: Year
    again: list[str]

    @property
    def month(self) -> Month:
        return self.year.month

    def viewer(self, role: str) -> Viewer:
        return viewer_for(self.month.holder(role), self.month.organisation, TODAY)


def told_of() -> list[str]:
    """Return what the log holds, kind and instant, without the ids that are drawn afresh."""
    return [f"{kind} {at.isoformat()}" for kind, at in Event.objects.order_by("pk").values_list("kind", "at")]


@pytest.fixture(scope="module")
def played(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """Play the year twice, the first time to be undone at once, and the second for every test here."""
    folder = tmp_path_factory.mktemp("year") / "borough"
    generate(folder, size=SIZE)
    with django_db_blocker.unblock():
        with transaction.atomic():
            play_year(open_month(folder, opens_on=OPENED))
            again = [*told_of(), *names_held()]
            transaction.set_rollback(True)
        with transaction.atomic():
            yield Played(play_year(open_month(folder, opens_on=OPENED)), again)
            transaction.set_rollback(True)


def names_held() -> list[str]:
    """Return who signed and who takes part, by name, in the order in which they were written down."""
    signed = Signing.objects.order_by("pk").values_list("establishment__name", "signed_date")
    people = apps.get_model("people", "Name").objects.order_by("pk").values_list("given_name", "family_name")
    return [f"{name} {day}" for name, day in [*signed, *people]]


def test_the_published_figures_come_out_of_the_rows(played: Played) -> None:
    found = count_year(played.month)

    assert (found.supported, found.interventions) == (97, 271)
    assert (found.registered, found.paid, found.permanent) == (42, 10, 5)
    assert (found.multiply, found.families) == (22, 6)
    assert (found.joined, found.completed, found.progressed, found.apprentices) == (8, 4, 3, 1)
    assert found.organisations == 65
    assert found.participations == 97 + 42 + 22 + 8
    assert found.people == 129
    assert dict(found.overlap) == {1: 65 + 17 + 13, 2: 18 + 7 + 2 + 1 + 1, 3: 4, 4: 1}


def test_the_drawn_table_of_overlaps_adds_up_to_what_it_says() -> None:
    rows = overlap()
    members = [sum(people for groups, people in rows if name in groups) for name in GROUPS]

    assert members == [97, 42, 22, 8]
    assert sum(people for _, people in rows) == 129
    assert sum(TIMES.values()) == 97
    assert sum(often * people for often, people in TIMES.items()) == 271


def test_the_same_seed_plays_the_same_year(played: Played) -> None:
    assert [*told_of(), *names_held()] == played.again


def test_the_log_is_whole_and_never_goes_back_in_time(played: Played) -> None:
    instants = list(Event.objects.order_by("sequence").values_list("at", flat=True))

    assert verify(played.month.organisation.code)["ok"]
    assert instants == sorted(instants)
    assert instants[0].date() == OPENED


def test_attempts_messages_and_other_years_lie_beside_the_interventions_and_do_not_count(played: Played) -> None:
    viewer = played.viewer("manager")
    people = list_in_care_between(viewer, FIRST, LAST)
    in_year = ContactEvent.objects.filter(happened_at__date__range=(FIRST, LAST))
    kinds = dict(in_year.values_list("kind").annotate(number=Count("pk")).order_by("kind"))
    ever, of_year = (
        sum(count_interventions(viewer, people, TODAY, **days).values())
        for days in ({}, {"first": FIRST, "last": LAST})
    )

    assert kinds["conversation"] + kinds["visit"] == of_year == 271
    assert kinds["attempt"] > 30
    assert kinds["message"] > 5
    assert kinds["note"] > 5
    assert ever - of_year == 3 + 3 + 12 * 4  # Before the year, on the day after it, and since.
    assert in_year.filter(happened_at__date=LAST, outcome__in=("seen", "spoke")).exists()


def test_as_at_matters_to_who_stands_by_the_charter(played: Played) -> None:
    viewer = played.viewer("manager")
    days = {day: sum(count_signings(viewer, day).values()) for day in (FIRST, LAST, TODAY)}

    assert days[LAST] == 17 + 16 + 14 + 8 + 10
    assert dict(count_signings(viewer, LAST))["project_management"] == 8
    assert days[TODAY] == 65 + 5 - 3  # Five signed since, and three of the 65 ended.
    assert Signing.objects.filter(ended_date__lte=LAST).count() == 4


def test_a_fact_of_care_is_in_force_for_everybody_of_the_year(played: Played) -> None:
    people = {played.year.people[each.key].pk for each in played.year.cast}

    assert people <= list_in_care_between(played.viewer("manager"), FIRST, LAST)
    assert not list_in_care_between(played.viewer("commissioner"), FIRST, LAST)
    assert not CareFact.objects.filter(from_date=None).exists()


def test_the_five_lasting_jobs_hold_the_one_apprentice_and_stays_were_asked_at_each_term(played: Played) -> None:
    paid = Placement.objects.filter(is_paid=True, started_date__range=(FIRST, LAST))
    lasting = paid.filter(permanent_date__range=(FIRST, LAST))
    figures = count_charter(played.viewer("manager"), FIRST, date(2025, 12, 31)).figures

    assert (paid.count(), lasting.count()) == (10, 5)
    assert lasting.filter(title__icontains="apprentice").count() == 1
    assert StayCheck.objects.filter(is_still_there=True).values("weeks").distinct().count() == 3
    # Of 13 placements three of work experience and one paid were over before four weeks were.
    assert figures["yes_4"].value == 13 - 3 - 1
    assert PledgeUse.objects.filter(used_date__range=(FIRST, LAST), withdrawn_at__isnull=True).count() > 20


def test_confidence_is_told_before_and_after_and_casework_is_there_to_see(played: Played) -> None:
    answers = ConfidenceAnswer.objects.values("moment").annotate(people=Count("participation", distinct=True))
    people = {row["moment"]: row["people"] for row in answers.order_by("moment")}

    assert people["before"] == 22
    assert 10 <= people["after"] < 22
    assert Plan.objects.filter(number=2).count() > 10
    assert NeedsAssessment.objects.values("person").annotate(many=Count("pk")).filter(many=2).count() > 10
    assert Barrier.objects.filter(closed_date__isnull=False).count() > 5
    assert WorkAgreement.objects.filter(answer="yes").count() > 80
    assert Concern.objects.count() == 2
    assert Case.objects.filter(closed_date__isnull=True).count() == 12


def test_nothing_of_the_year_is_overdue_today_but_what_a_case_is_for(played: Played) -> None:
    late = Task.objects.filter(state=Task.State.OPEN, due_date__lt=TODAY - timedelta(days=31))

    assert not late.exists()
    assert not Case.objects.filter(closed_date__isnull=True, next_date__lt=TODAY).exists()


def test_each_canary_stands_in_its_column_of_its_person_and_in_no_other_row(played: Played) -> None:
    for canary in CANARIES:
        table, column = canary.column.split(".")
        holding = [
            (model._meta.db_table, field.name)
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField)
            and model.objects.filter(**{f"{field.name}__icontains": canary.word}).exists()
        ]
        assert (table, column) in holding, canary.word
        assert len(holding) == 1, (canary.word, holding)


def test_the_demos_month_has_places_for_monday_and_a_start_that_may_not_be(played: Played) -> None:
    play_today(played.year)
    openings = Opening.objects.filter(organisation=played.month.organisation, withdrawn_at__isnull=True)
    blocked = Placement.objects.get(started_date__isnull=True)

    assert {row.start_rule for row in openings} == {"", "roll_on", "fixed_date", "september"}
    assert blocked.checks.filter(Q(kind="employers_liability"), expires_date__lt=TODAY).exists()
    assert Establishment.objects.filter(is_training_provider=True, easting__isnull=False).count() == 4


def test_the_impact_report_is_printed_and_each_room_counts_the_same(played: Played) -> None:
    lines = [line.strip() for line in year_lines(played.month)]

    said = [
        "97  Looked-after and care-experienced young people supported",
        "271  Interventions with them",
        "42  Young people registered with the Charter",
        "10  Paid placements started",
        "5  Permanent jobs begun",
        "22  Young people on the numeracy course",
        "8  Young people who joined the pre-employment programme",
        "37.5%  Progressed, of those who joined",
        "169  Participations",
        "129  Different people",
        "65  organisations stood by the Charter on 31 March 2025",
    ]
    assert [each for each in said if each not in lines] == []
    assert lines[-1] == "Counted again by each room's own queries: the same."


def test_a_month_that_lies_in_the_year_has_no_past_to_tell_of() -> None:
    assert can_be_played(TODAY)
    assert not can_be_played(date(2025, 12, 31))


def test_whoever_the_virtual_school_told_of_comes_before_anybody_is_made(tmp_path) -> None:  # type: ignore[no-untyped-def]
    generate(tmp_path, size=1200)
    cast = make_cast(tmp_path, 1)
    own = [each for each in cast if each.nccis_id]

    assert len(own) > 10
    assert all(each.groups == {"looked_after"} for each in own)
    assert all(each.age_on(LAST) < 19 for each in own)
