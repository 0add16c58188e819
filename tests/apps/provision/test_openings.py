"""The directory: told, told again, checked, found and undone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.provision.actions import (
    OpeningChangedError,
    check_opening,
    close_opening,
    plan_openings,
    record_openings,
    withdraw_source,
)
from towpath.provision.establishments import Outcome
from towpath.provision.models import Establishment, Opening
from towpath.provision.openings import OpeningFacts, RecordedOpening
from towpath.provision.queries import (
    OpeningNotFoundError,
    find_point,
    get_opening,
    list_openings,
    match_openings,
)
from towpath.rules.distance import Point
from towpath.rules.openings import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = DAY + timedelta(days=30)
WANTED = Wanted(on=DAY, start_date=date(2026, 2, 2))


@pytest.fixture
def college(saltmarsh: Organisation) -> Establishment:
    return make_college(saltmarsh)


def tell(place: Establishment, *facts: OpeningFacts, on: date = DAY, source: str = "import:5") -> list[RecordedOpening]:
    return record_openings(
        organisation=place.organisation, incoming=facts, checked_date=on, source=source, by=SETUP, at=MORNING
    )


def test_a_course_told_twice_on_a_day_changes_nothing_the_second_time(college: Establishment) -> None:
    facts = OpeningFacts(establishment_id=college.pk, title="Plastering", cost=Decimal("0.00"))
    first = tell(college, facts)
    events = Event.objects.count()

    again = tell(college, facts)

    assert [each.outcome for each in (*first, *again)] == [Outcome.CREATED, Outcome.UNCHANGED]
    assert again[0].opening_id == first[0].opening_id
    assert Event.objects.count() == events


def test_two_starts_of_one_course_are_two_openings(college: Establishment) -> None:
    told = [
        OpeningFacts(establishment_id=college.pk, title="Plastering", start_rule="fixed_date", start_date=start)
        for start in (date(2026, 2, 2), date(2026, 9, 7))
    ]

    assert [each.outcome for each in tell(college, *told)] == [Outcome.CREATED, Outcome.CREATED]


def test_what_is_not_given_takes_the_place_of_nothing(college: Establishment) -> None:
    opening = make_opening(college, hours_a_week=16)

    make_opening(college, source="import:9", level=2)

    opening.refresh_from_db()
    assert (opening.hours_a_week, opening.level) == (16, 2)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"cost": Decimal("-1")}, "cost_below_0"),
        ({"start_rule": "fixed_date"}, "no_start"),
        ({"start_date": date(2026, 2, 2), "end_date": date(2026, 2, 1)}, "ends_before_it_starts"),
        ({"least_age": 19, "most_age": 16}, "ages_swapped"),
        ({"level": 9}, "level_too_high"),
        ({"entry_level": 9}, "level_too_high"),
        ({"most_age": 121}, "too_old"),
        ({"hours_a_week": 70_000}, "too_many_hours"),
        ({"places": 70_000}, "too_many_places"),
        ({"cost": Decimal(10_000_000)}, "too_dear"),
        ({"establishment_id": None}, "nobodys"),
        ({"establishment_id": 987654}, "nobodys"),
    ],
)
def test_what_cannot_be_is_refused_with_words(college: Establishment, wrong: dict[str, object], code: str) -> None:
    facts = OpeningFacts(**{"establishment_id": college.pk, "title": "Plastering", **wrong})  # type: ignore[arg-type]

    [recorded] = tell(college, facts)

    assert (recorded.outcome, recorded.problem_code) == (Outcome.REFUSED, code)
    assert recorded.words
    assert not Opening.objects.exists()


def test_another_councils_establishment_is_nobodys(college: Establishment, farbank: Organisation) -> None:
    theirs = make_college(farbank)

    [recorded] = tell(college, OpeningFacts(establishment_id=theirs.pk, title="Plastering"))

    assert recorded.problem_code == "nobodys"


def test_planning_writes_nothing_and_says_the_same(college: Establishment) -> None:
    facts = OpeningFacts(establishment_id=college.pk, title="Plastering")

    planned = plan_openings(
        organisation=college.organisation, incoming=[facts, facts], checked_date=DAY, source="import:5", at=MORNING
    )

    assert [each.outcome for each in planned] == [Outcome.CREATED, Outcome.UNCHANGED]
    assert not Opening.objects.exists()


def test_a_later_list_that_says_the_same_makes_an_entry_fresh(college: Establishment) -> None:
    opening = make_opening(college)

    make_opening(college, checked_date=LATER, source="import:9")

    opening.refresh_from_db()
    assert (opening.checked_date, opening.source) == (LATER, "import:9")


def test_undoing_a_list_takes_out_what_it_brought_and_puts_back_what_it_changed(college: Establishment) -> None:
    changed = make_opening(college, source="import:2")
    confirmed = make_opening(college, title="Plumbing", source="import:2")
    make_opening(college, source="import:9", level=2, cost=Decimal("10.50"), checked_date=LATER)
    make_opening(college, title="Plumbing", source="import:9", checked_date=LATER)
    brought = make_opening(college, title="Joinery", source="import:9")

    undone = withdraw_source(organisation=college.organisation, source="import:9", by=SETUP, at=MORNING)

    for row in (changed, confirmed, brought):
        row.refresh_from_db()
    assert (undone.removed, undone.restored, undone.left) == (1, 2, 0)
    assert (changed.level, changed.cost, changed.checked_date, changed.source) == (1, None, DAY, "import:2")
    assert (confirmed.checked_date, confirmed.source) == (DAY, "import:2")
    assert brought.withdrawn_at is not None


def test_undoing_leaves_what_a_later_list_confirmed(college: Establishment) -> None:
    opening = make_opening(college, source="import:2")
    make_opening(college, source="import:9", checked_date=LATER)

    undone = withdraw_source(organisation=college.organisation, source="import:2", by=SETUP, at=MORNING)

    opening.refresh_from_db()
    assert (undone.removed, undone.left, opening.withdrawn_at) == (0, 1, None)


def test_undoing_leaves_what_somebody_checked_since(college: Establishment, adviser: Viewer) -> None:
    opening = make_opening(college, source="import:2")
    check_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)

    undone = withdraw_source(organisation=college.organisation, source="import:2", by=SETUP, at=MORNING)

    opening.refresh_from_db()
    assert (undone.removed, undone.left, opening.withdrawn_at, opening.checked_by) == (0, 1, None, adviser.user)


def test_an_age_told_alone_is_held_against_the_one_that_stands(college: Establishment) -> None:
    tell(college, OpeningFacts(establishment_id=college.pk, title="Plumbing", least_age=19))

    [recorded] = tell(college, OpeningFacts(establishment_id=college.pk, title="Plumbing", most_age=18))

    assert (recorded.outcome, recorded.problem_code) == (Outcome.REFUSED, "ages_swapped")


def test_undoing_leaves_what_it_is_told_to_keep(college: Establishment) -> None:
    opening = make_opening(college)

    undone = withdraw_source(
        organisation=college.organisation, source="import:2", by=SETUP, at=MORNING, keep=[opening.pk]
    )

    assert (undone.removed, undone.left) == (0, 1)


def test_checking_makes_an_entry_fresh_and_a_second_tab_is_told(college: Establishment, adviser: Viewer) -> None:
    opening = make_opening(college, checked_date=date(2025, 1, 1))

    check_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)

    opening.refresh_from_db()
    assert (opening.checked_date, opening.checked_by) == (MORNING.date(), adviser.user)
    with pytest.raises(OpeningChangedError):
        check_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)


def test_a_closed_entry_leaves_the_directory_and_may_be_brought_again(college: Establishment, adviser: Viewer) -> None:
    opening = make_opening(college)

    close_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)

    assert not list_openings(adviser).exists()
    assert get_opening(adviser, opening.pk, withdrawn_too=True) == opening
    assert make_opening(college, source="import:9").pk != opening.pk


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "brick"}, True),
        ({"words": "LOCK brick"}, True),
        ({"words": "brick bakery"}, False),
        ({"level": 1}, True),
        ({"level": 2}, False),
        ({"start_rule": "roll_on"}, True),
        ({"start_rule": "september"}, False),
        ({"kind": "course"}, True),
        ({"kind": "vacancy"}, False),
        ({"place": "sm1"}, True),
        ({"place": "SM2"}, False),
        ({"checked_since": DAY}, True),
        ({"checked_since": DAY + timedelta(days=1)}, False),
        ({"words": "x" * 10_000}, False),
        ({"words": "ض"}, False),
    ],
)
def test_the_directory_is_narrowed(
    college: Establishment, adviser: Viewer, asked: dict[str, object], found: bool
) -> None:
    make_opening(college)

    assert list_openings(adviser, **asked).exists() is found  # type: ignore[arg-type]


def test_a_stranger_and_a_wrong_role_find_nothing(
    saltmarsh: Organisation, college: Establishment, stranger: Viewer
) -> None:
    opening = make_opening(college)
    for viewer in (stranger, make_viewer(saltmarsh, "commissioner")):
        assert not list_openings(viewer).exists()
        assert match_openings(viewer, list_openings(viewer), WANTED).looked_at == 0
        with pytest.raises(OpeningNotFoundError):
            get_opening(viewer, opening.pk, withdrawn_too=True)
    assert match_openings(stranger, Opening.objects.all(), WANTED).looked_at == 0
    assert find_point(stranger, "SM1 1AA") is None


def test_a_postcode_is_placed_by_its_own_point_or_by_the_middle_of_its_district(
    saltmarsh: Organisation, college: Establishment, adviser: Viewer
) -> None:
    make_college(saltmarsh, name="Weir School", ukprn="", postcode="SM1 9ZZ", easting=336000, northing=397000)

    assert find_point(adviser, "sm1 1aa") == Point(334000, 395000)
    assert find_point(adviser, "SM1 5BB") is None
    make_college(saltmarsh, name="Dock School", ukprn="", postcode="SM1 8ZZ", easting=338000, northing=396000)
    # (334 + 336 + 338) / 3 = 336 and (395 + 397 + 396) / 3 = 396.
    assert find_point(adviser, "SM1 5BB") == Point(336000, 396000, of_district=True)
    assert find_point(adviser, "SM10 5BB") is None
    assert find_point(adviser, "") is None


def test_the_database_refuses_a_fixed_start_without_a_date(college: Establishment) -> None:
    opening = make_opening(college)

    with pytest.raises(IntegrityError, match="opening_of_fixed_date_says_when"), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(start_rule="fixed_date")


def test_the_database_holds_one_live_entry_of_a_key(college: Establishment) -> None:
    opening = make_opening(college)
    opening.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        opening.save(force_insert=True)
