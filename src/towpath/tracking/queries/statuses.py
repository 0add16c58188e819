"""What young people are doing on a day, and how we know."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from towpath.access.viewer import Viewer
from towpath.contact.queries import LastContact
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.among import among
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.silence import silent_since
from towpath.rules.spells import Spell, Standing, neet_start_date, spells_of, status_on
from towpath.rules.statements import Statement as Fact
from towpath.standards import Group, Standards
from towpath.tracking.models import Spell as SpellRow
from towpath.tracking.models import Statement
from towpath.tracking.values import told_from


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRecord:
    """
    How one young person counts on a day and the statement that says so. With no statement `standing` says it and the
    rest is empty.

    `neet_since` is the first day of the run of NEET that reaches the day.
    """

    person_id: int
    group: Group
    standing: Standing
    statement_id: int | None = None
    code: str = ""
    label: str = ""
    provider_name: str = ""
    start_date: date | None = None
    verified_date: date | None = None
    review_date: date | None = None
    expected_end_date: date | None = None
    lapses_date: date | None = None
    how: str = ""
    neet_since: date | None = None

    def silent_since(self, contact: LastContact | None, on: date, quiet_days: int) -> date | None:
        """Return since when nobody has reached or heard of them, as `towpath.rules.silence` says."""
        reached_date = localdate(contact.reached_at) if contact and contact.reached_at else None
        return silent_since(
            self.group, reached_date=reached_date, verified_date=self.verified_date, on=on, quiet_days=quiet_days
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """
    One statement of somebody's history. `speaks` says whether any day is known from it; a withdrawn one never does.
    """

    statement_id: int
    code: str
    label: str
    group: Group
    provider_name: str
    start_date: date
    end_date: date | None
    verified_date: date | None
    lapses_date: date | None
    from_date: date | None
    to_date: date | None
    how: str
    recorded_at: datetime
    withdrawn_at: datetime | None

    @property
    def speaks(self) -> bool:
        """Return whether there is a day on which this is what we know."""
        return self.from_date is not None


def list_statuses(
    viewer: Viewer, person_ids: Collection[int], on: date, *, known_at: datetime | None = None
) -> Mapping[int, StatusRecord]:
    """
    Return how each of these people counts on a day, by the record they go by; those whom the viewer may not see are
    left out.

    Whoever is known today not to be NEET is read from the projection: nearly everybody, and there is nothing to work
    out. Six queries and one for standards, however many people.
    """
    if not viewer.may("status.view"):
        return {}
    organisation = organisation_of(viewer)
    standards = standards_for(organisation, known_at=known_at)
    breaks = bool(settings_on(organisation, on, known_at=known_at)["neet.not_known_breaks_run"])
    sameness = Sameness.around(organisation, person_ids, known_at=known_at)
    seen = _seen(viewer, sameness, on, known_at)
    known = _known_now(seen, on, standards) if known_at is None else {}
    rows = _rows_by_person(sameness, [leader for leader in seen if leader not in known], known_at)
    return {leader: known.get(leader) or _status(leader, rows[leader], on, standards, breaks=breaks) for leader in seen}


def list_spells(viewer: Viewer, person_ids: Collection[int], on: date, *, until: date) -> list[SpellRow]:
    """
    Return the days on which each of these people is known to do something, of those begun by a day, the earliest first.

    Those worked out with other published lists are worked out again here, as until they are rebuilt they say nothing.
    Statements and places come with them. Five queries and one for standards, however many people.
    """
    if not viewer.may("status.view"):
        return []
    organisation = organisation_of(viewer)
    standards = standards_for(organisation)
    sameness = Sameness.around(organisation, person_ids)
    seen = _seen(viewer, sameness, on, None)
    kept = SpellRow.objects.filter(person_id__in=among(seen), standards_version=standards.version)
    found = list(kept.select_related("statement__establishment"))
    told = {row.person_id for row in found}
    for leader, rows in _rows_by_person(sameness, [each for each in seen if each not in told], None).items():
        found += _worked_out(leader, rows, standards)
    begun = [row for row in found if row.from_date <= until]
    return sorted(begun, key=lambda row: (row.from_date, row.statement_id))


def _worked_out(leader: int, rows: Collection[Statement], standards: Standards) -> Iterator[SpellRow]:
    by_id = {row.pk: row for row in rows}
    for spell in spells_of([_fact(row) for row in rows], standards):
        yield SpellRow(
            person_id=leader,
            statement=by_id[spell.statement.id],
            from_date=spell.from_date,
            to_date=spell.to_date,
            group=spell.group.value,
            code=spell.statement.code,
            lapses_date=spell.lapses_date,
            standards_version=standards.version,
        )


def list_timeline(viewer: Viewer, person_id: int, on: date) -> list[TimelineEntry]:
    """
    Return every statement of one person, latest day first, withdrawn ones too; none where the viewer may not see them.
    """
    if not viewer.may("status.view"):
        return []
    standards = standards_for(organisation_of(viewer))
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    rows = _rows_by_person(sameness, _seen(viewer, sameness, on, None), None, withdrawn_too=True)
    [told] = rows.values() or [[]]
    live = [_fact(row) for row in told if row.withdrawn_at is None]
    spells = {spell.statement.id: spell for spell in spells_of(live, standards)}
    entries = [_entry(row, spells.get(row.pk), standards) for row in told]
    return sorted(entries, key=lambda entry: (entry.start_date, entry.recorded_at, entry.statement_id), reverse=True)


def _seen(viewer: Viewer, sameness: Sameness, on: date, known_at: datetime | None) -> list[int]:
    leaders = {sameness.leading(person_id) for person_id in sameness.everyone}
    return list(visible_to(viewer, on, known_at=known_at).filter(pk__in=among(leaders)).values_list("pk", flat=True))


def _known_now(leaders: Collection[int], on: date, standards: Standards) -> dict[int, StatusRecord]:
    """
    Return the status of those of whom a spell speaks on a day, NEET apart: how long that lasts is asked of the ledger.

    A spell worked out with other published lists says nothing.
    """
    spells = SpellRow.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        person_id__in=among(leaders),
        from_date__lte=on,
        standards_version=standards.version,
    ).exclude(group=Group.NEET.value)
    names = ("code", "provider_name", "start_date", "verified_date", "review_date", "expected_end_date", "how")
    columns = ("person_id", "group", "lapses_date", "statement_id", "statement__establishment__name")
    known = {}
    for leader, group, lapses_date, statement_id, place, *told in spells.values_list(
        *columns, *(f"statement__{name}" for name in names)
    ):
        said = dict(zip(names, told, strict=True))
        code = standards.edition_on(said["start_date"]).activity_codes.get(said["code"])
        known[leader] = StatusRecord(
            **{**said, "provider_name": place or said["provider_name"]},
            person_id=leader,
            group=Group(group),
            standing=Standing.CURRENT,
            statement_id=statement_id,
            label=code.label if code else "",
            lapses_date=lapses_date,
        )
    return known


def _rows_by_person(
    sameness: Sameness, leaders: Collection[int], known_at: datetime | None, *, withdrawn_too: bool = False
) -> dict[int, list[Statement]]:
    rows: dict[int, list[Statement]] = {leader: [] for leader in leaders}
    members = [person_id for person_id in sameness.everyone if sameness.leading(person_id) in rows]
    told = Statement.objects.filter(person_id__in=among(members)).select_related("establishment")
    if known_at is not None:
        told = told.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), recorded_at__lte=known_at)
    elif not withdrawn_too:
        told = told.filter(withdrawn_at__isnull=True)
    for row in told.order_by("pk"):
        rows[sameness.leading(row.person_id)].append(row)
    return rows


def _status(
    person_id: int, rows: Collection[Statement], on: date, standards: Standards, *, breaks: bool
) -> StatusRecord:
    facts = [_fact(row) for row in rows]
    status = status_on(facts, on, standards)
    if status.statement is None:
        return StatusRecord(person_id=person_id, group=status.group, standing=status.standing)
    row = next(row for row in rows if row.pk == status.statement.id)
    neet_since = None
    if status.group is Group.NEET:
        neet_since = neet_start_date(spells_of(facts, standards), on, not_known_breaks_run=breaks)
    return StatusRecord(
        person_id=person_id,
        group=status.group,
        standing=status.standing,
        statement_id=row.pk,
        code=row.code,
        label=_label(row, standards),
        provider_name=_provider(row),
        start_date=row.start_date,
        verified_date=row.verified_date,
        review_date=row.review_date,
        expected_end_date=row.expected_end_date,
        lapses_date=status.lapses_date,
        how=row.how,
        neet_since=neet_since,
    )


def _entry(row: Statement, spell: Spell | None, standards: Standards) -> TimelineEntry:
    code = standards.edition_on(row.start_date).activity_codes.get(row.code)
    return TimelineEntry(
        statement_id=row.pk,
        code=row.code,
        label=_label(row, standards),
        group=code.group if code else Group.NOT_KNOWN,
        provider_name=_provider(row),
        start_date=row.start_date,
        end_date=row.end_date,
        verified_date=row.verified_date,
        lapses_date=spell.lapses_date if spell else None,
        from_date=spell.from_date if spell else None,
        to_date=spell.to_date if spell else None,
        how=row.how,
        recorded_at=row.recorded_at,
        withdrawn_at=row.withdrawn_at,
    )


def _fact(row: Statement) -> Fact:
    return told_from(row, number=row.pk, recorded_at=row.recorded_at).statement


def _label(row: Statement, standards: Standards) -> str:
    code = standards.edition_on(row.start_date).activity_codes.get(row.code)
    return code.label if code else ""


def _provider(row: Statement) -> str:
    return row.establishment.name if row.establishment else row.provider_name
