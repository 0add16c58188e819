"""
Marts: what measures are counted from, as Parquet files without names, one folder for each organisation.

A mart holds what was known on a day, merges resolved: `spells` and `statements` as the engine takes them, and
`residence`, the days on which each person was this council's to be measured. It is named by what it was made from, made
beside its place and put there by a rename, and made again when anything it rests on has changed.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from django.conf import settings
from django.db.models import Count, Max, Model, Q, QuerySet
from django.utils.timezone import make_aware

from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.spells import build_spells
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.people.births import birth_dates_of
from towpath.people.models import Alias, BirthDate, Person, ReturnFact
from towpath.people.return_fields import OWN_COUNCIL, return_field
from towpath.people.sameness import Sameness
from towpath.rules.residence import leads
from towpath.standards import Standards
from towpath.tracking.models import Statement

TABLES = ("statements", "residence", "spells")
KEPT = 6
"""Marts kept for each organisation: the present one and those of a few days looked back to."""
CHUNK = 10_000
"""People asked about in one query: SQLite takes no more than some 30,000 values in one."""
LAYOUT = 2
"""Raise this when the columns of a mart or the rules that fill it change, so that none of an older layout is read."""
ONE_DAY = timedelta(days=1)
PLACE_FIELDS = ("lead_la", "cohort_status")

STATEMENTS = pa.schema(
    [
        ("person_id", pa.string()),
        ("id", pa.int64()),
        ("code", pa.string()),
        ("start_date", pa.date32()),
        ("end_date", pa.date32()),
        ("verified_date", pa.date32()),
        ("review_date", pa.date32()),
        ("expected_end_date", pa.date32()),
        ("stated_lapses_date", pa.date32()),
        ("recorded_at", pa.timestamp("us")),
        ("withdrawn_at", pa.timestamp("us")),
    ]
)
RESIDENCE = pa.schema(
    [
        ("person_id", pa.string()),
        ("birth_date", pa.date32()),
        ("area", pa.string()),
        ("from_date", pa.date32()),
        ("to_date", pa.date32()),
    ]
)
_STATED = ("code", "start_date", "end_date", "verified_date", "review_date", "expected_end_date", "stated_lapses_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mart:
    """
    One mart. `version` names exactly what it was made from; `undated` is how many people have no birth date known.

    `standards` are the published lists as the council corrected them on that day.
    """

    folder: Path
    area: str
    known_on: date | None
    version: str
    undated: int
    standards: Standards

    def put_into(self, connection: Connection) -> None:
        """Put its tables into the engine under their names."""
        for name in TABLES:
            table = pyarrow.parquet.read_table(self.folder / f"{name}.parquet")
            connection.register(f"{name}_kept", table)
            connection.execute(f"create or replace temp table {name} as select * from {name}_kept")
            connection.unregister(f"{name}_kept")


def mart_of(organisation: Organisation, *, known_on: date | None = None) -> Mart:
    """
    Return the mart of an organisation as known at the end of a day, or now, making it where it is not there yet.

    Seven queries, and five more where it is made.
    """
    known_at = end_of(known_on) if known_on else None
    standards = standards_for(organisation, known_at=known_at)
    version = _version(organisation, known_at, standards)
    folder = folder_of(organisation) / version
    if not folder.is_dir():
        _make(folder, organisation, known_at, standards)
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    return Mart(
        folder=folder,
        area=area_of(organisation),
        known_on=known_on,
        version=version,
        undated=about["undated"],
        standards=standards,
    )


def remove_marts(organisation: Organisation) -> None:
    """Remove every mart of an organisation, as erasing somebody asks; the next question makes them again."""
    shutil.rmtree(folder_of(organisation), ignore_errors=True)


def folder_of(organisation: Organisation) -> Path:
    """Return where an organisation's marts lie."""
    return Path(settings.VAR) / "marts" / organisation.code


def area_of(organisation: Organisation) -> str:
    """Return the code that stands for the organisation's area in its marts."""
    return organisation.la_code or organisation.code


def end_of(day: date) -> datetime:
    """Return the last instant of a day in London."""
    return make_aware(datetime.combine(day + ONE_DAY, time.min)) - timedelta(microseconds=1)


def _version(organisation: Organisation, known_at: datetime | None, standards: Standards) -> str:
    """
    Return a name for exactly what a mart would be made from.

    What is known only grows or is withdrawn, so how many rows are known, the last of them and the last withdrawal tell.
    """
    parts: list[object] = [LAYOUT, standards.version, area_of(organisation)]
    for rows in _rests_on(organisation, known_at):
        parts += [sorted(rows.order_by().aggregate(Count("pk"), Max("pk")).items())]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _rests_on(organisation: Organisation, known_at: datetime | None) -> Iterator[QuerySet[Any]]:
    yield _known(Statement, organisation, known_at)
    yield BirthDate.objects.known_at(known_at).filter(organisation=organisation)
    yield _places(organisation, known_at)
    yield _people(organisation, known_at)
    yield _aliases(organisation, known_at)


def _known(model: type[Model], organisation: Organisation, known_at: datetime | None) -> QuerySet[Any]:
    rows = model._default_manager.filter(organisation=organisation)
    if known_at is None:
        return rows.filter(withdrawn_at__isnull=True)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), recorded_at__lte=known_at)


def _places(organisation: Organisation, known_at: datetime | None) -> QuerySet[ReturnFact]:
    return ReturnFact.objects.known_at(known_at).filter(organisation=organisation, field__in=PLACE_FIELDS)


def _people(organisation: Organisation, known_at: datetime | None) -> QuerySet[Person]:
    rows = Person.objects.filter(organisation=organisation)
    if known_at is None:
        return rows.filter(withdrawn_at__isnull=True)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), created_at__lte=known_at)


def _aliases(organisation: Organisation, known_at: datetime | None) -> QuerySet[Alias]:
    rows = Alias.objects.filter(organisation=organisation)
    if known_at is None:
        return rows.filter(undone_at__isnull=True)
    return rows.filter(Q(undone_at__isnull=True) | Q(undone_at__gt=known_at), made_at__lte=known_at)


def _make(folder: Path, organisation: Organisation, known_at: datetime | None, standards: Standards) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sameness = Sameness.of(organisation, known_at=known_at)
    statements = _statements(organisation, known_at, sameness)
    leaders = sorted({sameness.leading(each) for each in _people(organisation, known_at).values_list("pk", flat=True)})
    births = {
        person_id: birth_date
        for start in range(0, len(leaders), CHUNK)
        for person_id, birth_date in birth_dates_of(
            organisation, leaders[start : start + CHUNK], known_at=known_at
        ).items()
    }
    residence = _residence(organisation, known_at, sameness, births, standards)
    being_made = Path(tempfile.mkdtemp(prefix=".being-made-", dir=folder.parent))
    try:
        pyarrow.parquet.write_table(statements, being_made / "statements.parquet")
        pyarrow.parquet.write_table(residence, being_made / "residence.parquet")
        pyarrow.parquet.write_table(_spells(statements, standards), being_made / "spells.parquet")
        about = {"undated": len(leaders) - len(births), "standards": standards.version}
        (being_made / "about.json").write_text(json.dumps(about), encoding="utf-8")
        _put_in_place(being_made, folder)
    finally:
        shutil.rmtree(being_made, ignore_errors=True)
    _forget_oldest(folder)


def _put_in_place(being_made: Path, folder: Path) -> None:
    try:
        os.rename(being_made, folder)
    except OSError:
        # Somebody else asked the same at the same time and was first; theirs is the same.
        if not folder.is_dir():
            raise


def _forget_oldest(folder: Path) -> None:
    others = [each for each in folder.parent.iterdir() if each != folder and not each.name.startswith(".")]
    for old in sorted(others, key=lambda each: each.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _statements(organisation: Organisation, known_at: datetime | None, sameness: Sameness) -> pa.Table:
    rows = _known(Statement, organisation, known_at).order_by("pk")
    columns: dict[str, list[object]] = {name: [] for name in STATEMENTS.names}
    for person_id, pk, recorded_at, *stated in rows.values_list("person_id", "pk", "recorded_at", *_STATED).iterator():
        columns["person_id"].append(str(sameness.leading(person_id)))
        columns["id"].append(pk)
        # Ranked by the instant, whatever the clock on the wall said; what was not known is already left out.
        columns["recorded_at"].append(recorded_at.astimezone(UTC).replace(tzinfo=None))
        columns["withdrawn_at"].append(None)
        for name, value in zip(_STATED, stated, strict=True):
            columns[name].append(value)
    return pa.table(columns, schema=STATEMENTS)


def _spells(statements: pa.Table, standards: Standards) -> pa.Table:
    with open_engine(threads=1) as connection:
        connection.register("statements", statements)
        build_spells(connection, standards)
        return connection.sql("select * from spells order by person_id, from_date").to_arrow_table()


def _residence(
    organisation: Organisation,
    known_at: datetime | None,
    sameness: Sameness,
    births: Mapping[int, date],
    standards: Standards,
) -> pa.Table:
    told: dict[int, list[Told]] = defaultdict(list)
    rows = _places(organisation, known_at).order_by("recorded_at", "pk")
    for person_id, field, value, from_date, to_date in rows.values_list(
        "person_id", "field", "value", "from_date", "to_date"
    ).iterator():
        leader = sameness.leading(person_id)
        told[leader].append(Told(field, value, from_date or date.min, to_date or date.max, person_id == leader))
    area = area_of(organisation)
    found = [
        (str(person_id), birth_date, area, first, last)
        for person_id, birth_date in sorted(births.items())
        for first, last in measured_stretches(told[person_id], area, standards)
    ]
    return pa.Table.from_pylist([dict(zip(RESIDENCE.names, row, strict=True)) for row in found], schema=RESIDENCE)


@dataclass(frozen=True, slots=True)
class Told:
    """One value given of a person; of two that hold on a day the record's own speaks, and of those the later."""

    field: str
    value: str
    from_date: date
    to_date: date
    is_own: bool


def measured_stretches(told: Sequence[Told], area: str, standards: Standards) -> list[tuple[date, date]]:
    """
    Return the days on which somebody was this council's to be measured: it led, and their cohort status counts.

    :param told: what was given of the person, earliest recorded first
    """
    changes = {date.min, *(each.from_date for each in told)}
    changes |= {each.to_date + ONE_DAY for each in told if each.to_date < date.max}
    starts = sorted(changes)
    ends = [start - ONE_DAY for start in starts[1:]] + [date.max]
    stretches: list[tuple[date, date]] = []
    for start, end in zip(starts, ends, strict=True):
        if not _is_measured(_values_on(told, start), area, standards, start):
            continue
        if stretches and stretches[-1][1] + ONE_DAY == start:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _values_on(told: Iterable[Told], on: date) -> dict[str, str]:
    holding = [each for each in told if each.from_date <= on <= each.to_date]
    return {each.field: each.value for each in sorted(holding, key=lambda each: each.is_own)}


def _is_measured(values: Mapping[str, str], area: str, standards: Standards, on: date) -> bool:
    default = return_field("lead_la").default
    lead = values.get("lead_la", area if default == OWN_COUNCIL else default)
    status = values.get("cohort_status", return_field("cohort_status").default or "")
    published = standards.edition_on(on).cohort_statuses.get(status)
    # A status that was never published takes nobody out: whoever is counted wrongly is seen, whoever is lost is not.
    return leads(area, lead or "") and (published is None or published.in_measures)
