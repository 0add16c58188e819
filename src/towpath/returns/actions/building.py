"""Building a month's return: gathered, written, read back, checked, and kept with what is wrong with it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.queries import has_come_late, last_sequence
from towpath.files.actions import keep
from towpath.files.models import StoredFile
from towpath.jobs.collecting import seldom_collecting
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on, standards_for
from towpath.organisation.setting_keys import Value
from towpath.returns.actions.gathering import Gathered, Gathering, in_chunks
from towpath.returns.actions.numbers import Numbers, NumberTakenError
from towpath.returns.actions.places import Places
from towpath.returns.models import Run, RunProblem, SentPlace
from towpath.rules.dates import month_end
from towpath.rules.returns.build import Built, build_record
from towpath.rules.returns.check import CheckResult, check_items
from towpath.rules.returns.facts import ReturnTerms
from towpath.rules.returns.layout import ELEMENTS, Spelling
from towpath.rules.returns.members import NotSent
from towpath.rules.returns.model import Fault, Header, Record, given_date
from towpath.rules.returns.omissions import Omission
from towpath.rules.returns.rates import Counting
from towpath.rules.returns.read import read_return
from towpath.rules.returns.write import write_return

SUPPLIER, SUPPLIER_XML_VERSION, XML_SCHEMA_VERSION = "Towpath", "1", "1"
SPELLINGS = {"published": Spelling.XSD, "example": Spelling.VARIANT}
BATCH = 500
READINGS = 5
"""How often a return is read, where what was begun by its instant is committed after it was read."""

Progress = Callable[[int, int], None]
Watch = Callable[[Gathered, Built], None]


class BuildRefusedError(ValueError):
    """The return cannot be built as asked; the words say what to do."""


class _OvertakenError(Exception):
    """Something begun by the instant as known at was committed while the return was being built."""


class ReadBackError(Exception):
    """What was written does not read back as what was built, so nothing was kept."""


@seldom_collecting()
def build_return(
    *,
    organisation: Organisation,
    period_end: date,
    known_at: datetime,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> Run:
    """
    Build the return of a month as known at an instant, check it, and keep it with its problems.

    The same month as known at the same instant gives the same bytes, whatever has been recorded since. Nothing is
    submitted, and nothing is written in the ledger; NCCIS identifiers are given to those who have none. The number of
    queries grows with each 2,000 people.

    :param progress: told how many of how many people are done
    :raises BuildRefusedError: the month, the instant or the council will not do
    :raises ReadBackError: a fault of ours; nothing was kept
    """
    refuse_unbuildable(organisation, period_end, known_at, at)
    for _ in range(READINGS):
        try:
            return _build(organisation, period_end, known_at=known_at, by=by, at=at, progress=progress)
        except _OvertakenError:
            # All that comes late was begun by the instant as known at, so there is soon no more of it.
            continue
        except NumberTakenError:
            raise BuildRefusedError(
                "Young people were given NCCIS identifiers while this return was being built. Build it again."
            ) from None
    raise BuildRefusedError("Records went on changing while this return was being built. Build it again.")


def _build(
    organisation: Organisation,
    period_end: date,
    *,
    known_at: datetime,
    by: Actor,
    at: datetime,
    progress: Progress | None,
) -> Run:
    read_to = last_sequence(organisation.code)
    chosen = settings_on(organisation, period_end, known_at=known_at)
    terms = terms_of(organisation, period_end, known_at, chosen)
    places = Places(organisation=organisation, known_at=known_at, at=at)
    gathering = Gathering(organisation=organisation, terms=terms, known_at=known_at, places=places)
    building = Building(
        gathering=gathering, numbers=Numbers(organisation=organisation), progress=progress, read_to=read_to
    )
    with TemporaryFile() as file:
        spelling = SPELLINGS[str(chosen["return.element_spelling"])]
        write_return(file, header_of(organisation, period_end, known_at), building.records(), spelling=spelling)
        result = check_items(building.read_back(file), terms.standards)
        building.prove_read_back()
        file.seek(0)
        return _keep(building, file, result, known_at=known_at, by=by, at=at)


def refuse_unbuildable(organisation: Organisation, period_end: date, known_at: datetime, at: datetime) -> None:
    """
    Do nothing where a month's return can be built.

    :raises BuildRefusedError: the month, the instant or the council will not do
    """
    if period_end != month_end(period_end):
        raise BuildRefusedError(f"{period_end} is not the last day of a month. A return is of a whole month.")
    if period_end > month_end(localdate(at)):
        raise BuildRefusedError(
            f"The month of {period_end} has not begun. Build this month's return, or an earlier one."
        )
    if known_at > at:
        raise BuildRefusedError(f"Nobody knows yet what will be known on {localdate(known_at)}. Give an earlier day.")
    if not organisation.la_code or not organisation.database_id:
        raise BuildRefusedError(
            f"{organisation.code} lacks its council code or the three digits of its NCCIS database. Enter both first."
        )


def terms_of(
    organisation: Organisation, period_end: date, known_at: datetime, chosen: Mapping[str, Value]
) -> ReturnTerms:
    """Return what holds for a month's return, as known at an instant and chosen then."""
    return ReturnTerms(
        period_end=period_end,
        council=organisation.la_code,
        standards=standards_for(organisation, known_at=known_at),
        fills_gaps=chosen["return.gap"] == "fill",
        not_known_breaks_run=bool(chosen["neet.not_known_breaks_run"]),
    )


def header_of(organisation: Organisation, period_end: date, known_at: datetime) -> Header:
    """Return the header. The day of sending is the day as known on, or the same return could not be built again."""
    return Header(
        database_ids=(organisation.database_id,),
        source_las=(organisation.la_code,),
        send_date=given_date(localdate(known_at)),
        period_end=given_date(period_end),
        supplier_name=SUPPLIER,
        supplier_xml_version=SUPPLIER_XML_VERSION,
        xml_schema_version=XML_SCHEMA_VERSION,
    )


@dataclass(slots=True, kw_only=True)
class Building:
    """
    One return on its way: what has been counted, and what is to be written down with it.

    `read_to` is the last event of the council's log before anything was read. `watch` is shown everybody as they pass.
    """

    gathering: Gathering
    numbers: Numbers
    progress: Progress | None
    read_to: int
    watch: Watch | None = None
    written: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    sent_as: dict[str, int] = field(default_factory=dict)
    omissions: list[tuple[int, str, Omission]] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    activities: Counter[str] = field(default_factory=Counter)
    not_sent: Counter[str] = field(default_factory=Counter)
    defaulted: Counter[str] = field(default_factory=Counter)
    rates: Counting = field(init=False)

    def __post_init__(self) -> None:
        """Begin counting the rates of the month."""
        self.rates = Counting(self.gathering.terms.period_end, self.gathering.terms.edition)

    def records(self) -> Iterator[Record]:
        """Yield the records in the order in which people were first held, and count as they go."""
        person_ids = self.gathering.person_ids()
        done = 0
        for chunk in in_chunks(person_ids):
            for gathered, built in self._built(chunk):
                self._count(gathered, built)
                if self.watch:
                    self.watch(gathered, built)
                for record in built.records:
                    self.written.append(hash(record))
                    self.statuses[record.cohort_status] += 1
                    self.activities[record.activity_code] += 1
                    self.rates.take(record)
                    yield record
            done += len(chunk)
            if self.progress:
                self.progress(done, len(person_ids))
        for person_id in self.gathering.without_birth_date():
            self.not_sent[NotSent.NO_BIRTH_DATE] += 1
            self.omissions.append((person_id, "", Omission("no_birth_date", "birth_date")))

    def _built(self, chunk: Sequence[int]) -> Iterator[tuple[Gathered, Built]]:
        everyone = list(self.gathering.gather(chunk))
        proposed = self.numbers.propose(each.person_id for each in everyone if each.needs_number)
        for gathered in everyone:
            if gathered.needs_number:
                gathered = gathered.numbered(proposed[gathered.person_id])
            yield gathered, build_record(gathered.facts, self.gathering.terms)

    def _count(self, gathered: Gathered, built: Built) -> None:
        number = gathered.facts.young_persons_id if built.records else ""
        if built.records:
            self.sent_as |= gathered.sent_as
            self.defaulted.update(built.defaulted)
            if gathered.needs_number:
                self.numbers.given[gathered.person_id] = number
        elif built.not_sent:
            self.not_sent[built.not_sent] += 1
        self.omissions += [(gathered.person_id, number, each) for each in built.omissions]

    def read_back(self, file: BinaryIO) -> Iterator[Header | Record | Fault]:
        """Yield what is read of what was written, and note each record as it passes."""
        file.seek(0)
        for item in read_return(file):
            if isinstance(item, Record):
                self.found.append(hash(item))
            yield item

    def prove_read_back(self) -> None:
        """
        Hold every record read back against the one that was built.

        :raises ReadBackError: one differs, or there are more or fewer
        """
        found, written = self.found, self.written
        if found != written:
            places = [number for number, pair in enumerate(zip(found, written, strict=False), 1) if pair[0] != pair[1]]
            raise ReadBackError(
                f"{len(written)} records were written and {len(found)} read back; the first that differs is "
                f"{places[0] if places else min(len(found), len(written)) + 1}. Nothing was kept: report this."
            )

    def counts(self, result: CheckResult) -> dict[str, dict[str, int]]:
        """Return how many of everything there are, and nobody's name."""
        filled = Counter(omission.code for _, _, omission in self.omissions)
        counted: tuple[tuple[str, Mapping[str, int]], ...] = (
            ("statuses", self.statuses),
            ("activities", self.activities),
            ("not_sent", self.not_sent),
            ("omissions", filled),
            ("defaulted", self.defaulted),
            ("problems", result.counts),
            ("rates", self.rates.rates.counts()),
        )
        return {name: {str(key): number for key, number in sorted(of_one.items())} for name, of_one in counted}


def _keep(
    building: Building, file: BinaryIO, result: CheckResult, *, known_at: datetime, by: Actor, at: datetime
) -> Run:
    """
    Keep the file, the numbers given and the run with its problems, all or nothing.

    :raises _OvertakenError: what was read is no longer all that was known, so it would not be the same built again
    """
    organisation, terms = building.gathering.organisation, building.gathering.terms
    with transaction(by=by, at=at) as events:
        if has_come_late(organisation.code, building.read_to, known_at):
            raise _OvertakenError
        building.numbers.write(events, by=by, at=at)
        SentPlace.objects.bulk_create(building.gathering.places.new, batch_size=BATCH)
        kept = keep(
            organisation=organisation,
            content=file,
            original_name=f"nccis-{organisation.la_code}-{terms.period_end:%Y-%m}.xml",
            file_class=StoredFile.FileClass.RETURN,
            by=by,
            at=at,
        )
        run = _keep_run(building, kept, result, known_at=known_at, by=by, at=at)
        RunProblem.objects.bulk_create(_problems(run, building, result), batch_size=BATCH)
        events.record(
            "returns.built",
            subject=f"returns_run:{run.pk}",
            after={"period_end": run.period_end, "records": run.records, "sha256": run.sha256, "counts": run.counts},
        )
    return run


def _keep_run(
    building: Building, kept: StoredFile, result: CheckResult, *, known_at: datetime, by: Actor, at: datetime
) -> Run:
    terms = building.gathering.terms
    earlier = Run.objects.filter(
        organisation=kept.organisation,
        period_end=terms.period_end,
        known_at__lte=known_at,
        state__in=(Run.State.BUILT, Run.State.CHECKED),
    )
    earlier.update(state=Run.State.SUPERSEDED)
    return Run.objects.create(
        organisation=kept.organisation,
        period_end=terms.period_end,
        known_at=known_at,
        edition=terms.edition.name,
        standards_version=terms.standards.version,
        records=result.records,
        counts=building.counts(result),
        file=kept,
        sha256=kept.sha256,
        state=Run.State.BUILT if result.fails_whole else Run.State.CHECKED,
        built_at=at,
        built_by=by.user,
    )


def _problems(run: Run, building: Building, result: CheckResult) -> Iterator[RunProblem]:
    """Yield what the checks found, then what was filled, left out or not sent."""
    for problem in result.problems:
        yield RunProblem(
            run=run,
            code=problem.code,
            severity=problem.severity,
            person_id=building.sent_as.get(problem.young_persons_id),
            young_persons_id=problem.young_persons_id,
            element=problem.element,
            value=problem.value,
            other=problem.other,
            line=problem.line,
        )
    for person_id, number, omission in building.omissions:
        yield RunProblem(
            run=run,
            code=omission.code,
            severity=omission.severity,
            person_id=person_id,
            young_persons_id=number,
            element=ELEMENTS[omission.field].shown,
            value=omission.value,
        )
