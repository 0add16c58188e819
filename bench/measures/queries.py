"""
Every list page at three sizes of council: database queries, which must not grow, and milliseconds of the processor.

Each page is asked for through the whole of the site, signing in and the log of who saw whom included, once warm.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from measures import Said, kept_words
from measures.apart import run_python
from measures.boroughs import played_borough, start_django

PEOPLE = 16_000
PARTS = (0.0125, 0.125, 1)
LIMIT_SECONDS = 0.7
"""What a person who waits may feel: the goal for a search or a list page at its busiest."""
TIMES = 3
ONCE = 1
"""How often a page may ask for a kind of thing that the smaller council's has none of; a row each would be 25."""
VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
SEVERAL = re.compile(r"\?(?:, \?)+")

# The page in words, who opens it, and its address; what stands in braces is found in each borough.
PAGES = (
    ("today", "adviser", "/today/"),
    ("today, of a manager", "manager", "/today/"),
    ("today, of a tracking officer", "tracking_officer", "/today/"),
    ("search by a name", "adviser", "/people/?q=smith"),
    ("search by a misspelt name", "adviser", "/people/?q=jonse"),
    ("search by a birth date", "adviser", "/people/?q={birth_date}"),
    ("search by a postcode", "adviser", "/people/?q={postcode}"),
    ("person", "adviser", "/people/{person}/"),
    ("person's timeline", "adviser", "/people/{person}/timeline/"),
    ("person's contacts", "adviser", "/people/{person}/contacts/"),
    ("own cases", "adviser", "/cases/"),
    ("team's cases", "manager", "/cases/team/"),
    ("status desk", "tracking_officer", "/desk/"),
    ("status desk, of a manager", "manager", "/desk/"),
    ("status desk, one list", "tracking_officer", "/desk/lists/not_known_16/"),
    ("status desk, visits", "tracking_officer", "/desk/visits/"),
    ("status desk, forecast", "manager", "/desk/forecast/"),
    ("status desk, one person", "tracking_officer", "/desk/people/{chased}/attempt/"),
    ("schools", "adviser", "/schools/"),
    ("one school", "adviser", "/schools/{school}/"),
    ("pupils without a school", "adviser", "/schools/none/"),
    ("lists", "data_lead", "/lists/"),
    ("one list", "data_lead", "/lists/{list}/"),
    ("one list, its updated rows", "data_lead", "/lists/{list}/?show=updated"),
    ("senders", "data_lead", "/lists/senders/"),
    ("who is this", "data_lead", "/who-is-this/"),
    ("who is this, one row", "data_lead", "/who-is-this/{row}/"),
    ("conflicts", "data_lead", "/conflicts/"),
    ("returns", "data_lead", "/returns/"),
    ("one return", "data_lead", "/returns/{run}/"),
    ("one return's problems", "data_lead", "/returns/{run}/problems/{code}/"),
    ("rates", "data_lead", "/rates/"),
    ("rates of other councils", "data_lead", "/rates/benchmark/"),
    ("users", "data_lead", "/users/"),
    ("set-up", "data_lead", "/set-up/"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page at each size: how often it asked each query, by its words without values, and its seconds."""

    what: str
    queries: Mapping[int, Mapping[str, int]]
    seconds: Mapping[int, float]

    @property
    def is_constant(self) -> bool:
        """
        Return whether the page asked no query more often of the largest size than of the middle one.

        The smallest may have nothing of what a page shows, and so asks less.
        """
        *_, middle, largest = self.queries.values()
        return all(number <= max(middle.get(query, 0), ONCE) for query, number in largest.items())

    @property
    def is_kept(self) -> bool:
        """Return whether its queries were constant and the largest size was quick enough."""
        return self.is_constant and list(self.seconds.values())[-1] <= LIMIT_SECONDS

    @property
    def line(self) -> str:
        """Return a row of the table."""
        seconds = list(self.seconds.values())
        grown = f"{seconds[-1] / seconds[0]:7.1f} x"
        queries = "".join(f"{sum(each.values()):7}" for each in self.queries.values())
        shown = "".join(f"{1000 * each:9.0f}" for each in seconds)
        why = "" if self.is_constant else "  queries grow"
        return f"  {self.what:<28}{queries}{shown}{grown}  {kept_words(self.is_kept)}{why}"


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line of the table."""

    line: str
    is_kept: bool = True


def measure(people: int | None) -> Iterator[Said]:
    """Yield a table of the pages: queries at each size, then milliseconds."""
    sizes = [round((people or PEOPLE) * part) for part in PARTS]
    found = {size: json.loads(run_python("-m", "measures.queries", played_borough(size)).printed) for size in sizes}
    shown = "".join(f"{size:7,}" for size in sizes) + "".join(f"{size:9,}" for size in sizes)
    yield Heading(f"  {'people':<28}{shown}")
    yield Heading(f"  {'':<28}{'queries':>21}{f'ms, limit {1000 * LIMIT_SECONDS:.0f}':>27}")
    for what, _, _ in PAGES:
        of_page = {size: found[size][what] for size in sizes}
        yield Page(
            what=what,
            queries={size: each["queries"] for size, each in of_page.items()},
            seconds={size: each["seconds"] for size, each in of_page.items()},
        )


def _ask(folder: Path) -> dict[str, dict[str, Any]]:
    """Ask for each page of a borough, and return its queries and its seconds."""
    start_django(folder)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    users = _users()
    ids = _ids(users)
    asked = {}
    for what, role, address in PAGES:
        client = Client(headers={"host": "localhost"})
        client.force_login(users[role], backend="allauth.account.auth_backends.AuthenticationBackend")
        path = address.format(**ids)
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} as a {role} was answered with {answer.status_code}.")
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        # Counted at once: the next request empties what was captured.
        queries = _counted(query["sql"] for query in captured.captured_queries)
        seconds = []
        for _ in range(TIMES):
            started = time.process_time()
            client.get(path)
            seconds.append(time.process_time() - started)
        asked[what] = {"queries": queries, "seconds": min(seconds)}
    return asked


def _counted(queries: Iterable[str]) -> Counter[str]:
    return Counter(SEVERAL.sub("?", VALUES.sub("?", query)) for query in queries)


def _users() -> dict[str, Any]:
    """Return who opens the pages of each role, by role; of the advisers, whoever has most cases."""
    from django.db.models import Count

    from towpath.access.models import User

    users = User.objects.annotate(number=Count("cases")).order_by("number", "-pk")
    return {role.role: user for user in users for role in user.roles.all()}


def _ids(users: Mapping[str, Any]) -> dict[str, object]:
    """Return what the addresses ask for, the fullest of each kind; the return is built where it was not yet."""
    from django.db.models import Count

    from towpath.access.queries import viewer_for
    from towpath.audit import Actor
    from towpath.caseload.queries import list_own_cases
    from towpath.clock import LONDON
    from towpath.imports.models import Batch, Row
    from towpath.imports.queries import list_held
    from towpath.organisation.models import Organisation
    from towpath.people.models import Address, BirthDate, Person
    from towpath.returns.actions import build_return
    from towpath.returns.models import Run, RunProblem
    from towpath.risk.models import Assessment
    from towpath.tracking.queries import get_desk

    [organisation] = Organisation.objects.all()
    at = datetime(2026, 1, 31, 18, 0, tzinfo=LONDON)
    by = Actor(organisation=organisation.code, user="bench", role="console")
    if not Run.objects.exists():
        build_return(organisation=organisation, period_end=at.date(), known_at=at, by=by, at=at)
    adviser, lead = (viewer_for(users[role], organisation, at.date()) for role in ("adviser", "data_lead"))

    standing = [line for line in get_desk(adviser, at.date()).lines.values() if line.lists]

    def fullest(rows: Any, field: str) -> Any:
        return rows.values_list(field).annotate(number=Count("pk")).order_by("-number", field)[0][0]

    return {
        "birth_date": fullest(BirthDate.objects, "birth_date"),
        "postcode": quote(fullest(Address.objects.exclude(postcode=""), "postcode")),
        "person": list_own_cases(adviser, at.date())[0].person.public_id,
        "chased": Person.objects.get(pk=standing[0].person_id).public_id,
        "school": fullest(Assessment.objects.exclude(establishment=None), "establishment_id"),
        "list": Batch.objects.get(pk=fullest(Row.objects, "batch_id")).number,
        "row": list_held(lead)[0].pk,
        "run": Run.objects.order_by("pk")[0].pk,
        "code": fullest(RunProblem.objects.exclude(severity=""), "code"),
    }


if __name__ == "__main__":
    print(json.dumps(_ask(Path(sys.argv[1]))))
