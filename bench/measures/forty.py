"""
Forty lists of 2,500 rows of a caseload of 30,000, shown as a council would see them: rows that need a person, and rows
given wrongly, beside what exact agreement alone would leave.

Half are school rolls and half college starters, and no row gives a UPN, so that names, dates, postcodes and two ULNs
in three must do. How often a row is spoilt is what the invented borough's senders do.
"""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from measures import Said, kept_words
from measures.boroughs import TODAY, migrate, start_django
from measures.lists import Lists, Troubles, many_lists
from towpath.clock import LONDON
from towpath.demo.borough.people import make_uln

LISTS, ROWS, PEOPLE = 40, 2_500, 30_000
MOST_ASKED = 0.02
ON = date.fromisoformat(TODAY)
AT = datetime(2026, 1, 31, 9, tzinfo=LONDON)
SEED = 31
CHUNK = 500
FORMATS = ("school_roll", "college_starters")
WHO = ("Surname", "Forename", "DOB", "Postcode", "ULN")
HEADINGS = {
    "school_roll": (*WHO, "Gender"),
    "college_starters": (
        *WHO, "Student Ref", "Course", "Level", "Mode", "Planned Hours", "Learning Type", "Provider Type", "Start Date",
    ),
}  # fmt: skip

# By the kinds of src/towpath/demo/borough/mess.toml and shape.toml; a year's moves count as moved.
TROUBLES = Troubles(
    given_typo=0.004,
    family_typo=0.004,
    nickname=0.01,
    birth_error=0.0055,
    moved=0.06,
    number_error=0.002,
    swapped=0.0015,
    part_dropped=0.1,
    marks_dropped=0.05,
    other_family_name=0.006,
    no_postcode=0.006,
    middle_given=0.2,
    no_uln=0.35,
    unknown=0.01,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of the rows, and the most that it may be."""

    what: str
    rows: int
    of: int
    limit: float | None = None

    @property
    def share(self) -> float:
        """Return the share."""
        return self.rows / max(self.of, 1)

    @property
    def is_kept(self) -> bool:
        """Return whether the limit was kept, or there is none."""
        return self.limit is None or self.share < self.limit

    @property
    def line(self) -> str:
        """Return the share, the rows, and the limit with whether it was kept."""
        limit = f"  limit {self.limit:.0%} {kept_words(self.is_kept)}" if self.limit else ""
        return f"  {self.share:9.3%}  {self.what}: {self.rows:,} of {self.of:,}{limit}"


def measure(people: int | None) -> Iterator[Said]:
    """Yield what came of all the rows; a list of fewer people has fewer rows."""
    held = people or PEOPLE
    rows = max(20, ROWS * held // PEOPLE)
    with tempfile.TemporaryDirectory(prefix="towpath-bench-") as folder:
        start_django(Path(folder))
        migrate()
        yield from _measure(rows, held)


def _measure(rows: int, people: int) -> Iterator[Said]:
    from towpath.demo.month import NIGHT
    from towpath.organisation.actions import open_organisation

    organisation = open_organisation(
        code=NIGHT.organisation, name="Bench", kind="council", la_code="343", database_id="343", by=NIGHT, at=AT
    )
    came: Counter[str] = Counter()
    known: Mapping[str, int] = {}
    for place, made in enumerate(many_lists(LISTS, rows, people, SEED, TROUBLES)):
        if not known:
            known = _hold(organisation, made.right, NIGHT)
        came += _came_of(organisation, made, known, FORMATS[place % len(FORMATS)], NIGHT)
    of = came.total()
    asked = sum(number for kind, number in came.items() if kind.startswith("asked"))
    yield Share(what=f"of {LISTS} lists of {rows:,} rows need a person", rows=asked, of=of, limit=MOST_ASKED)
    yield Share(what="would need one by exact agreement alone", rows=asked + came["by a score"], of=of)
    yield Share(what="are given to somebody they are not of", rows=came["given wrongly"], of=of)
    yield Share(what="make somebody once more who is held", rows=came["made twice"], of=of)
    yield Share(what="are rejected, with why", rows=came["rejected"], of=of)
    for kind, number in sorted(came.items()):
        if kind.startswith("asked "):
            yield Share(what=f"need a person because: {kind.removeprefix('asked ')}", rows=number, of=of)


def _hold(organisation: Any, caseload: pa.Table, by: Any) -> Mapping[str, int]:
    """Hold a caseload, and return the id under which each of it is held."""
    from towpath.people.actions.recording import record_people
    from towpath.people.facts import PersonFacts

    known: dict[str, int] = {}
    given = caseload.to_pylist()
    for start in range(0, len(given), CHUNK):
        chunk = given[start : start + CHUNK]
        incoming = [(None, _facts(each, PersonFacts)) for each in chunk]
        done = record_people(organisation=organisation, incoming=incoming, source="bench:1", by=by, at=AT)
        known |= {each["id"]: one.person_id for each, one in zip(chunk, done, strict=True)}
    return known


def _facts(each: Mapping[str, Any], facts: type) -> Any:
    given, _, middle = each["given_name"].partition(" ")
    return facts(
        legal_given_name=given,
        middle_names=middle or None,
        legal_family_name=each["family_name"],
        birth_date=each["birth_date"],
        postcode=each["postcode"],
        gender=each["gender"],
        uln=each["uln"] and make_uln(int(each["uln"]) % 1_000_000),
    )


def _came_of(organisation: Any, made: Lists, known: Mapping[str, int], name: str, by: Any) -> Counter[str]:
    """Return how many rows of one list came to what, once it was read and shown."""
    from towpath.imports.actions import add_sender, receive_list

    sender = add_sender(
        organisation=organisation, code=name, name=name, format_name=name, establishment=None, owner=None, by=by, at=AT
    )
    listed = made.left.to_pylist()
    content = _written(listed, name)
    batch = receive_list(sender=sender, content=content, name="list.csv", as_at_date=ON, by=by, at=AT)
    told = {left: known[right] for left, right in made.truth}
    came: Counter[str] = Counter()
    rows = batch.rows.exclude(outcome="skipped").order_by("number")
    for row, each in zip(rows, listed, strict=True):
        came[_became(row, told.get(each["id"]))] += 1
    return came


def _became(row: Any, truth: int | None) -> str:
    outcome = row.outcome or row.planned
    if outcome in ("held", "rejected"):
        return f"asked {row.because}" if outcome == "held" else "rejected"
    if outcome == "created":
        return "made twice" if truth else "somebody new"
    if row.person_id != truth:
        return "given wrongly"
    return "by a score" if row.because == "very_alike" else "exactly"


def _written(listed: Sequence[Mapping[str, Any]], name: str) -> bytes:
    """Return a list as its sender would send it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS[name])
    for place, each in enumerate(listed):
        born = each["birth_date"].strftime("%d/%m/%Y") if each["birth_date"] else ""
        uln = each["uln"] and make_uln(int(each["uln"]) % 1_000_000)
        who = [each["family_name"], each["given_name"], born, each["postcode"] or "", uln or ""]
        of_course = [f"C{place}", "A Levels", "3", "FT", "580", "Study programme", "FE college", "08/09/2025"]
        writer.writerow([*who, *(of_course if name == "college_starters" else [each["gender"] or ""])])
    return out.getvalue().encode()
