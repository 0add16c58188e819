"""A directory of 20,000 openings: a page of a search, and who could take one young person, beside a bare read."""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from measures import Reading, best_of
from measures.apart import run_python
from measures.boroughs import migrate, start_django

OPENINGS = 20_000
LIMIT_SECONDS = 0.2
TIMES = 5
SEED = 7
TODAY = date(2026, 1, 31)


def measure(people: int | None) -> Iterator[Reading]:
    """Yield how long each search takes; the number of people changes nothing here."""
    with tempfile.TemporaryDirectory(prefix="towpath-bench-") as folder:
        told = json.loads(run_python("-m", "measures.directory", folder).printed.splitlines()[-1])
    for what, seconds in told["searches"].items():
        yield Reading(what=what, seconds=seconds, floor_seconds=told["floor"], limit_seconds=LIMIT_SECONDS)


def _measure(folder: Path) -> dict[str, object]:
    start_django(folder)
    migrate()
    from towpath.access import Viewer
    from towpath.organisation.actions import open_organisation
    from towpath.provision.models import Opening
    from towpath.provision.queries import list_openings, match_openings
    from towpath.rules.distance import Point
    from towpath.rules.openings import Wanted

    by, at = _setup(), datetime(2026, 1, 31, 9, tzinfo=UTC)
    council = open_organisation(
        code="bench", name="Bench", kind="council", la_code="343", database_id="343", by=by, at=at
    )
    _fill(council, at)
    viewer = Viewer(
        user_id=1, user="bench", name="Bench", organisation_id=council.pk, organisation="bench", role="adviser"
    )
    monday = Wanted(on=TODAY, start_date=date(2026, 2, 2), birth_date=date(2009, 2, 1))
    near = replace(monday, level=1, most_hours=20, most_km=10, point=Point(9000, 9000))
    searches = {
        "a page of the whole directory": lambda: list(list_openings(viewer)[:25]),
        "a page of a search by two words": lambda: list(list_openings(viewer, words="brick lock")[:25]),
        "how many a search finds": lambda: list_openings(viewer, words="brick lock").count(),
        "a page of a search by level, start and district": lambda: list(
            list_openings(viewer, level=1, start_rule="roll_on", place="L2")[:25]
        ),
        f"who of {OPENINGS:,} openings could take them on Monday": lambda: match_openings(
            viewer, list_openings(viewer), monday
        ),
        "who could, of a level and for so many hours, within 10 km": lambda: match_openings(
            viewer, list_openings(viewer), near
        ),
    }
    floor = best_of(TIMES, lambda: list(Opening.objects.order_by("pk").values_list("pk", "title")))
    return {
        "floor": floor,
        "searches": {what: best_of(TIMES, act) for what, act in searches.items()},
    }


def _setup() -> object:
    from towpath.audit import Actor

    return Actor(organisation="bench", user="setup", role="system")


def _fill(council: object, at: datetime) -> None:
    from towpath.provision.models import Establishment, Opening

    places = [
        Establishment(
            organisation=council,
            name=f"Lock College {number}",
            is_college=True,
            recorded_at=at,
            source="bench",
            postcode=f"L{number % 40} 1AA",
            easting=number * 100,
            northing=number * 90,
        )
        for number in range(200)
    ]
    Establishment.objects.bulk_create(places)
    made, dice = [], random.Random(SEED)
    for number in range(OPENINGS):
        rule = dice.choice(("roll_on", "fixed_date", "september", ""))
        made.append(
            Opening(
                organisation=council,
                establishment=places[number % len(places)],
                kind="course",
                key=str(number),
                title=f"{dice.choice(('Bricklaying', 'Catering', 'Law', 'Care', 'Computing'))} {number}",
                level=dice.choice((None, 0, 1, 2, 3)),
                start_rule=rule,
                start_date=TODAY + timedelta(days=dice.randrange(-100, 200)) if rule == "fixed_date" else None,
                hours_a_week=dice.choice((None, 8, 16, 24)),
                least_age=dice.choice((None, 16)),
                checked_date=TODAY - timedelta(days=dice.randrange(0, 100)),
                source="bench",
                recorded_at=at,
            )
        )
    Opening.objects.bulk_create(made, batch_size=1000)


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]))))
