"""Who could take one young person: what the database finds missing is what the rule finds missing."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.provision.missing import missing_for
from towpath.provision.models import Establishment, Opening
from towpath.provision.offers import facts_of, offer_of
from towpath.provision.queries import list_openings, match_openings
from towpath.rules.distance import Point
from towpath.rules.openings import BEST_FIRST, CONDITIONS, Met, Search, StartRule, Verdict, Wanted, fit

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MONDAY = date(2026, 2, 2)
SEED = 22
HERE = Point(334000, 395000)
# What is wanted in every way at once, then on its own, so that one condition does not hide another.
SEARCHES = (
    Wanted(on=DAY, start_date=MONDAY),
    Wanted(on=DAY, start_date=date(2026, 9, 7), level=0),
    Wanted(on=DAY, start_date=MONDAY, level=1, birth_date=date(2009, 2, 2), most_hours=16),
    Wanted(on=DAY, start_date=MONDAY, held_level=1, holds_english_and_maths=False),
    Wanted(on=DAY, start_date=MONDAY, needs_support=True, wants_small_group=True),
    Wanted(on=DAY, start_date=MONDAY, most_km=5, point=HERE),
    Wanted(on=DAY, start_date=MONDAY, most_km=5, postcode="SM1 1AA"),
    Wanted(
        on=DAY, start_date=MONDAY, level=1, birth_date=date(2008, 2, 1), most_hours=16, held_level=0, most_km=5,
        holds_english_and_maths=False, needs_support=True, wants_small_group=True, point=HERE,
    ),
)  # fmt: skip


@pytest.fixture
def directory(saltmarsh: Organisation) -> list[Opening]:
    """Return openings of every kind of fact, thrown with dice of a stated seed."""
    dice = random.Random(SEED)
    places = [
        make_college(saltmarsh),
        # 3, 4 and 5 in a right angle: 5 kilometres from the first, and 5 kilometres and a metre.
        make_college(saltmarsh, name="Weir College", ukprn="", easting=337000, northing=399000),
        make_college(saltmarsh, name="Dock College", ukprn="", easting=334000, northing=400001),
        make_college(saltmarsh, name="Nowhere College", ukprn="", easting=None, northing=None),
    ]
    days = [None, *(DAY + timedelta(days=each) for each in (-43, -42, -1, 0, 2, 8, 9, 220))]
    made = [_thrown(dice, places, days, number) for number in range(400)]
    Opening.objects.bulk_create(made)
    return list(Opening.objects.select_related("establishment").order_by("pk"))


def _thrown(dice: random.Random, places: list[Establishment], days: list[date | None], number: int) -> Opening:
    rule, flags, small = dice.choice(list(StartRule)), (None, True, False), (None, 0, 1, 2)
    day = dice.choice(days[1:] if rule is StartRule.FIXED_DATE else days)
    place = dice.choice(places)
    least, most = dice.choice(((None, None), (16, None), (None, 16), (17, 17), (16, 18), (18, None)))
    return Opening(
        organisation=place.organisation, establishment=place, kind="course", key=str(number), title=f"Course {number}",
        start_rule=rule, start_date=day, apply_by_date=dice.choice(days), level=dice.choice(small),
        hours_a_week=dice.choice((None, 16, 17)), least_age=least, most_age=most, entry_level=dice.choice(small),
        asks_english_and_maths=dice.choice(flags), has_send_support=dice.choice(flags),
        is_small_group=dice.choice(flags), places=dice.choice((None, 0, 3)), places_as_at_date=DAY,
        postcode=dice.choice(("", place.postcode, "SM9 9ZZ")), checked_date=dice.choice(days[1:]), source="test",
        recorded_at=MORNING,
    )  # fmt: skip


@pytest.mark.parametrize("wanted", SEARCHES)
def test_a_search_finds_what_the_rule_alone_finds(directory: list[Opening], adviser: Viewer, wanted: Wanted) -> None:
    found = match_openings(adviser, list_openings(adviser), wanted)

    alone = [(each.pk, fit(offer_of(each), wanted).verdict) for each in directory]
    for verdict in BEST_FIRST:
        assert list(found.by_verdict[verdict]) == [pk for pk, said in alone if said is verdict]
    assert found.looked_at == 400
    assert found.count(Verdict.CANNOT) > 0


@pytest.mark.parametrize("wanted", SEARCHES)
def test_the_database_finds_missing_what_the_rule_finds_missing(
    directory: list[Opening], adviser: Viewer, wanted: Wanted
) -> None:
    own = list_openings(adviser)
    missing = {each.pk: 0 for each in directory}
    for lacking in missing_for(wanted):
        found = own.filter(lacking).values_list("pk", flat=True)
        # Each is missing from some of these, or this proves nothing of it.
        assert found
        for pk in found:
            missing[pk] += 1

    for opening in directory:
        answers = [condition.answer(offer_of(opening), wanted) for condition in CONDITIONS]
        assert missing[opening.pk] == sum(each is not None and each.met is Met.NO for each in answers)


def test_a_search_reads_of_many_what_an_opening_says_alone(directory: list[Opening], adviser: Viewer) -> None:
    search = Search(SEARCHES[-1])

    told = dict(facts_of(list_openings(adviser), search.reads))

    assert set(search.reads) == {name for condition in CONDITIONS for name in condition.reads}
    for opening in directory:
        assert told[opening.pk] == tuple(getattr(offer_of(opening), name) for name in search.reads)


def test_a_search_asks_the_database_thrice_however_many_there_are(directory: list[Opening], adviser: Viewer) -> None:
    with CaptureQueriesContext(connection) as queries:
        match_openings(adviser, list_openings(adviser), SEARCHES[-1])

    assert len(queries) == 3


def test_matches_come_best_first_and_say_how_many_were_looked_at(saltmarsh: Organisation, adviser: Viewer) -> None:
    college = make_college(saltmarsh)
    near = make_opening(college, title="September course", start_rule="september")
    can = make_opening(college, title="Roll on")
    make_opening(college, title="Far from it", start_rule="september", level=3)

    found = match_openings(adviser, list_openings(adviser), Wanted(on=DAY, start_date=MONDAY, level=1))

    assert found.found == [can.pk, near.pk]
    assert (found.looked_at, found.count(Verdict.NEAR_MISS), found.count(Verdict.CANNOT)) == (3, 1, 1)
