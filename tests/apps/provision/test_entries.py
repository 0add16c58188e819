"""One entry of the directory by hand: added, changed, closed, put back, and left alone by the lists of others."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.provision.actions import (
    OpeningChangedError,
    OpeningRefusedError,
    add_opening,
    change_opening,
    close_opening,
    record_openings,
    reopen_opening,
    withdraw_source,
)
from towpath.provision.establishments import Outcome
from towpath.provision.models import Establishment, Opening
from towpath.provision.openings import OpeningFacts, facts_held
from towpath.provision.queries import list_openings

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def college(saltmarsh: Organisation) -> Establishment:
    return make_college(saltmarsh)


def told(place: Establishment, **changed: object) -> OpeningFacts:
    given: dict[str, object] = {"establishment_id": place.pk, "title": "Forge taster", "start_rule": "roll_on"}
    return OpeningFacts(**{**given, **changed})  # type: ignore[arg-type]


def add(place: Establishment, by: Viewer, *, on: date = DAY, **changed: object) -> Opening:
    return add_opening(
        organisation=place.organisation, facts=told(place, **changed), checked_date=on, by=by.actor, at=MORNING
    )


def test_an_entry_says_who_told_it_when_and_is_in_the_log(college: Establishment, adviser: Viewer) -> None:
    opening = add(college, adviser, description="x" * 200, on=DAY - timedelta(days=2))

    assert (opening.checked_date, opening.checked_by, opening.source) == (
        date(2026, 1, 29),
        adviser.user,
        "page:directory",
    )
    assert list(list_openings(adviser)) == [opening]
    # Long words are in the row; the log says how long they are.
    assert "200 characters" in Event.objects.get(kind="opening.added").facts


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "no name"),
        ({"title": "x" * 201}, "longer than the 200"),
        ({"description": "x" * 10_001}, "longer than the 10,000"),
        ({"start_rule": "fixed_date"}, "none is given"),
        ({"start_date": date(2026, 2, 2), "end_date": date(2026, 2, 1)}, "before it starts"),
        ({"least_age": 19, "most_age": 16}, "Swap the two"),
        ({"level": 9}, "from 0 to 8"),
        ({"hours_a_week": 169}, "from 0 to 168"),
        ({"places": -1, "places_as_at_date": DAY}, "from 0 to 9,999"),
        ({"places": 3}, "on which day"),
        ({"cost": Decimal("-0.01")}, "0 where it is free"),
        ({"cost": Decimal(1_000_000)}, "from 0 to 999,999"),
        ({"establishment_id": 987654}, "Choose who offers it"),
    ],
)
def test_what_cannot_be_is_refused_with_words_and_nothing_is_kept(
    college: Establishment, adviser: Viewer, wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(OpeningRefusedError, match=words):
        add(college, adviser, **wrong)
    assert not Opening.objects.exists()


def test_a_day_to_come_is_refused(college: Establishment, adviser: Viewer) -> None:
    with pytest.raises(OpeningRefusedError, match="has not come yet"):
        add(college, adviser, on=MORNING.date() + timedelta(days=1))


def test_another_councils_establishment_is_nobodys(
    saltmarsh: Organisation, farbank: Organisation, adviser: Viewer
) -> None:
    theirs = make_college(farbank)

    with pytest.raises(OpeningRefusedError, match="whose this is"):
        add_opening(organisation=saltmarsh, facts=told(theirs), checked_date=DAY, by=adviser.actor, at=MORNING)


def test_what_is_there_already_is_not_added_again(college: Establishment, adviser: Viewer) -> None:
    add(college, adviser)

    with pytest.raises(OpeningRefusedError, match="has this already"):
        add(college, adviser, level=2)
    assert Opening.objects.count() == 1


def test_a_change_says_all_that_is_known_and_what_is_left_out_is_not_known(
    college: Establishment, adviser: Viewer
) -> None:
    opening = make_opening(college, hours_a_week=16, checked_date=date(2025, 1, 1), description="In the workshop")
    now = replace(facts_held(opening), hours_a_week=None, description=None, level=2)

    changed = change_opening(opening=opening, version=1, facts=now, checked_date=DAY, by=adviser.actor, at=MORNING)

    opening.refresh_from_db()
    assert set(changed) == {"hours_a_week", "description", "level"}
    assert (opening.hours_a_week, opening.description, opening.level) == (None, "", 2)
    assert (opening.checked_date, opening.checked_by, opening.version) == (DAY, adviser.user, 2)
    assert "hours_a_week" in Event.objects.get(kind="opening.changed").facts


def test_a_second_tab_is_told_and_changes_nothing(college: Establishment, adviser: Viewer) -> None:
    opening = add(college, adviser)
    how = {"opening": opening, "version": 1, "checked_date": DAY, "by": adviser.actor, "at": MORNING}
    change_opening(facts=told(college, level=1), **how)  # type: ignore[arg-type]

    with pytest.raises(OpeningChangedError):
        change_opening(facts=told(college, level=3), **how)  # type: ignore[arg-type]
    assert Opening.objects.get().level == 1


def test_an_entry_is_not_changed_into_another(college: Establishment, adviser: Viewer) -> None:
    add(college, adviser)
    other = add(college, adviser, title="Joinery")

    with pytest.raises(OpeningRefusedError, match="has this already"):
        change_opening(opening=other, version=1, facts=told(college), checked_date=DAY, by=adviser.actor, at=MORNING)
    assert Opening.objects.get(pk=other.pk).title == "Joinery"


def test_undoing_a_list_leaves_what_somebody_changed_by_hand(college: Establishment, adviser: Viewer) -> None:
    opening = make_opening(college, source="import:2")
    now = replace(facts_held(opening), level=2)
    change_opening(opening=opening, version=1, facts=now, checked_date=DAY, by=adviser.actor, at=MORNING)

    undone = withdraw_source(organisation=college.organisation, source="import:2", by=SETUP, at=MORNING)

    opening.refresh_from_db()
    assert (undone.left, opening.level, opening.withdrawn_at) == (1, 2, None)


def test_a_list_that_says_what_the_entry_says_now_confirms_it(college: Establishment, adviser: Viewer) -> None:
    opening = make_opening(college, start_rule="fixed_date", start_date=date(2026, 2, 2))
    now = replace(facts_held(opening), start_date=date(2026, 2, 9))
    change_opening(opening=opening, version=1, facts=now, checked_date=DAY, by=adviser.actor, at=MORNING)

    [again] = record_openings(
        organisation=college.organisation, incoming=[now], checked_date=DAY, source="import:9", by=SETUP, at=MORNING
    )

    assert (again.outcome, again.opening_id) == (Outcome.UNCHANGED, opening.pk)


def test_a_closed_entry_is_put_back_once(college: Establishment, adviser: Viewer) -> None:
    opening = add(college, adviser)
    close_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)

    reopen_opening(opening=opening, version=2, by=adviser.actor, at=MORNING)

    assert list(list_openings(adviser)) == [opening]
    with pytest.raises(OpeningChangedError):
        reopen_opening(opening=opening, version=3, by=adviser.actor, at=MORNING)


def test_a_closed_entry_is_not_put_back_beside_one_that_says_the_same(college: Establishment, adviser: Viewer) -> None:
    opening = add(college, adviser)
    close_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)
    add(college, adviser)

    with pytest.raises(OpeningRefusedError, match="has this already"):
        reopen_opening(opening=opening, version=2, by=adviser.actor, at=MORNING)


def test_a_closed_entry_is_not_changed(college: Establishment, adviser: Viewer) -> None:
    opening = add(college, adviser)
    close_opening(opening=opening, version=1, by=adviser.actor, at=MORNING)

    with pytest.raises(OpeningChangedError):
        change_opening(opening=opening, version=2, facts=told(college), checked_date=DAY, by=adviser.actor, at=MORNING)
