"""An impact report of 5,000 young people with a care fact and 25,000 contacts, with its PDF, beside a bare read."""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from measures import Reading, best_of
from measures.apart import run_python
from measures.boroughs import migrate, start_django

PEOPLE, CONTACTS_EACH = 5_000, 5
LIMIT_SECONDS = 60.0
FROM, TO = date(2024, 4, 1), date(2025, 3, 31)
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)


def measure(people: int | None) -> Iterator[Reading]:
    """Yield how long it takes to count a report, and to make every file of it."""
    with tempfile.TemporaryDirectory(prefix="towpath-bench-") as folder:
        printed = run_python("-m", "measures.impact", folder, str(people or PEOPLE)).printed
    told = json.loads(printed.splitlines()[-1])
    for what, seconds in told["seconds"].items():
        yield Reading(what=what, seconds=seconds, floor_seconds=told["floor"], limit_seconds=LIMIT_SECONDS)


def _measure(folder: Path, people: int) -> dict[str, object]:
    start_django(folder)
    migrate()
    from towpath.access import Viewer
    from towpath.audit import Actor
    from towpath.contact.models import ContactEvent
    from towpath.insight.reports.impact.paper import papers_of
    from towpath.insight.reports.impact.queries import find_impact_of
    from towpath.organisation.actions import open_organisation

    by = Actor(organisation="bench", user="setup", role="system")
    council = open_organisation(
        code="bench", name="Bench", kind="council", la_code="343", database_id="343", by=by, at=AT
    )
    _fill(council, people)
    viewer = Viewer(
        user_id=1, user="bench", name="Bench", organisation_id=council.pk, organisation="bench", role="manager"
    )
    floor = best_of(3, lambda: list(ContactEvent.objects.order_by("pk").values_list("pk", "person_id")))
    count = best_of(3, lambda: find_impact_of(viewer, FROM, TO, AT))
    whole = best_of(1, lambda: papers_of(find_impact_of(viewer, FROM, TO, AT)))
    told = f"{people:,} people, {people * CONTACTS_EACH:,} contacts"
    return {
        "floor": floor,
        "seconds": {f"a report counted ({told})": count, "the same with its page, PDF and figures": whole},
    }


def _fill(council: object, people: int) -> None:
    from towpath.contact.models import ContactEvent
    from towpath.people.models import CareFact, Person

    whose = {"organisation": council, "recorded_at": AT, "recorded_by": "setup"}
    made = Person.objects.bulk_create(
        [Person(organisation=council, created_at=AT, source="bench") for _ in range(people)], batch_size=1000
    )
    facts = [CareFact(person=each, kind="looked_after", source="bench", from_date=FROM, **whose) for each in made]
    CareFact.objects.bulk_create(facts, batch_size=1000)
    first = datetime(2024, 4, 2, 9, tzinfo=UTC)
    contacts = [
        ContactEvent(
            person=each,
            happened_at=first + timedelta(days=(place * 7 + number * 60) % 360),
            kind="conversation",
            channel="phone",
            outcome="spoke",
            **whose,
        )
        for place, each in enumerate(made)
        for number in range(CONTACTS_EACH)
    ]
    ContactEvent.objects.bulk_create(contacts, batch_size=1000)


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), int(sys.argv[2]))))
