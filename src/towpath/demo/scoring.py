"""
How the database compares with the truth that it was never shown: who people are, and what they were doing on a day.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.demo.month import Month
from towpath.imports.models import Batch, Row
from towpath.people.births import birth_dates_of
from towpath.people.models import Identifier, Person
from towpath.people.sameness import Sameness
from towpath.rules.cohort import is_measured
from towpath.standards import Group
from towpath.tracking.models import Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityScore:
    """
    Rows of lists against the true people they were about.

    A row is right when it was given to the record that most rows of its true person were given to, and that record is
    mostly theirs. `split` true people lie in more than one record; `joined` records hold rows of more than one true
    person.
    """

    rows: int
    given: int
    right: int
    wrong: int
    true_people: int
    records: int
    split: int
    joined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusScore:
    """Statuses of residents aged academic 16 and 17 on a day: how many, and how many by (true, held) group."""

    people: int
    right: int
    by_pair: Mapping[tuple[str, str], int]


def score_identity(month: Month) -> IdentityScore:
    """Return how the rows of every applied list were given to people, against the truth."""
    told, pairs = _given(month)
    main_record = _most_of(pairs, key=0)
    main_person = _most_of(pairs, key=1)
    right = sum(
        rows
        for (true_person, record), rows in pairs.items()
        if main_record[true_person] == record and main_person[record] == true_person
    )
    given = sum(pairs.values())
    records_of = Counter(true_person for true_person, _ in pairs)
    people_of = Counter(record for _, record in pairs)
    return IdentityScore(
        rows=told,
        given=given,
        right=right,
        wrong=given - right,
        true_people=len(records_of),
        records=len(people_of),
        split=sum(count > 1 for count in records_of.values()),
        joined=sum(count > 1 for count in people_of.values()),
    )


def true_people(month: Month) -> Mapping[object, object]:
    """Return of each record that rows of an applied list were given to, by its id, whose most of them truly are."""
    return _most_of(_given(month)[1], key=1)


def _given(month: Month) -> tuple[int, Counter[tuple[str, int]]]:
    """Return how many rows are of somebody, and how many of each true person were given to each record."""
    truth = {(row["file"], row["sheet"], int(row["row"])): row["person_id"] for row in _rows(month, "rows.csv")}
    sameness = Sameness.of(month.organisation)
    told = 0
    pairs: Counter[tuple[str, int]] = Counter()
    for path, batch in month.batches.items():
        for sheet, line, person_id in _given_rows(batch):
            true_person = truth.get((path, sheet, line)) or truth.get((path, "", line))
            if true_person is None:
                continue
            told += 1
            if person_id is not None:
                pairs[true_person, sameness.leading(person_id)] += 1
    return told, pairs


def _given_rows(batch: Batch) -> Iterator[tuple[str, int, int | None]]:
    rows = Row.objects.filter(batch=batch).exclude(outcome=Row.Outcome.SKIPPED).order_by("number")
    yield from rows.values_list("sheet", "line", "person_id")


def _most_of(pairs: Mapping[tuple[str, int], int], *, key: int) -> dict[object, object]:
    """Return, for each true person or each record, the other side that most of its rows went to."""
    best: dict[object, tuple[int, object]] = {}
    for pair, rows in sorted(pairs.items()):
        mine, other = pair[key], pair[1 - key]
        if mine not in best or rows > best[mine][0]:
            best[mine] = (rows, other)
    return {mine: other for mine, (_, other) in best.items()}


def score_status(month: Month, on: date) -> StatusScore:
    """
    Return how true residents of academic age 16 and 17 are held on a day, against what they were truly doing.

    Somebody whom no record was made for counts as not known, and so does somebody with nothing current.
    """
    people = {row["person_id"]: row for row in _rows(month, "people.csv") if row["is_resident"] == "Y"}
    true_group = {
        row["person_id"]: row["status"] for row in _rows(month, "status.csv") if row["month_end"] == on.isoformat()
    }
    record_of = _records_by_nccis(month)
    spells = dict(
        Spell.objects.filter(organisation=month.organisation, from_date__lte=on)
        .exclude(to_date__lt=on)
        .values_list("person_id", "group")
    )
    by_pair: Counter[tuple[str, str]] = Counter()
    for true_person, row in people.items():
        if true_person not in true_group or not is_measured(date.fromisoformat(row["birth_date"]), on):
            continue
        record = record_of.get(row["nccis_id"]) or record_of.get(row["upn"]) or record_of.get(row["uln"])
        held = spells.get(record, Group.NOT_KNOWN.value) if record else Group.NOT_KNOWN.value
        by_pair[true_group[true_person], held] += 1
    return StatusScore(
        people=sum(by_pair.values()),
        right=sum(count for (true, held), count in by_pair.items() if true == held),
        by_pair=dict(by_pair),
    )


def _records_by_nccis(month: Month) -> dict[str, int]:
    sameness = Sameness.of(month.organisation)
    rows = Identifier.objects.filter(
        organisation=month.organisation, kind__in=("nccis", "upn", "uln"), withdrawn_at__isnull=True
    )
    return {value: sameness.leading(person_id) for value, person_id in rows.values_list("value", "person_id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueEffect:
    """What support truly did to days NEET in the first six months: the mean over the supported leavers of a year."""

    supported: int
    days: float


def true_effect(month: Month, leavers_year: int) -> TrueEffect | None:
    """Return what support truly did to those who left in the summer of a year, or None where nobody was supported."""
    changed = [
        int(row["neet_days_with"]) - int(row["neet_days_without"])
        for row in _rows(month, "support.csv")
        if row["left_school"] == str(leavers_year) and row["supported"] == "Y"
    ]
    return TrueEffect(supported=len(changed), days=sum(changed) / len(changed)) if changed else None


def held_and_due(month: Month) -> Mapping[str, int]:
    """Return how many records there are, and how many of them are of academic age 16 and 17 on the day."""
    ids = list(Person.objects.filter(organisation=month.organisation).values_list("pk", flat=True))
    sameness = Sameness.of(month.organisation)
    leaders = {sameness.leading(person_id) for person_id in ids}
    born = birth_dates_of(month.organisation, sorted(leaders))
    counted: dict[str, int] = defaultdict(int)
    counted["records"] = len(leaders)
    counted["aged 16 and 17"] = sum(is_measured(day, month.on) for day in born.values())
    return counted


def _rows(month: Month, name: str) -> Iterator[dict[str, str]]:
    with (month.folder / "truth" / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
