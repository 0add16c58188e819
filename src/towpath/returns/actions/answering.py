"""What DfE reported back, loaded line by line, and what was done about each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.files.actions import check_not_removed, keep
from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import BirthDate, Identifier, Name
from towpath.people.sameness import Sameness
from towpath.returns.kept import records_of
from towpath.returns.models import DfeLine, DfeNote, DfeReport, Run, RunProblem
from towpath.rules.names import folded, folded_given
from towpath.rules.returns.answered import AnsweredLine, what_is_missing

DUE_WITHIN = timedelta(days=14)
"""By when a line is dealt with, unless somebody says otherwise; ours, for DfE's own time is not published to us."""
BATCH = 500


class ReportRefusedError(ValueError):
    """A report cannot be loaded as asked; the words say what to do."""


class LineRefusedError(ValueError):
    """What is told of a line cannot be; the words say what to do."""


class LineChangedError(Exception):
    """Somebody else has dealt with the line since it was looked at; `line` is as it stands."""

    def __init__(self, line: DfeLine) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.line = line


def receive_report(
    *, organisation: Organisation, kind: str, run: Run | None, content: BinaryIO, name: str, by: Actor, at: datetime
) -> DfeReport:
    """
    Keep a report as it came; the same bytes as one that is here already return that one, and change nothing.

    :raises ReportRefusedError: there is no such kind, or the return it answers was never signed
    """
    if kind not in DfeReport.Kind.values:
        raise ReportRefusedError(f"The kind was given as {kind!r}. Choose errors or duplicates.")
    if run is not None and not hasattr(run, "sign_off"):
        raise ReportRefusedError("That return was never signed off, so DfE cannot have answered it. Choose another.")
    with transaction(by=by, at=at) as events:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        kept = keep(
            organisation=organisation,
            content=content,
            original_name=name,
            file_class=StoredFile.FileClass.INCOMING,
            by=by,
            at=at,
        )
        report, is_new = DfeReport.objects.get_or_create(
            organisation=organisation,
            kind=kind,
            sha256=kept.sha256,
            defaults={"run": run, "file": kept, "received_at": at, "received_by": by.user},
        )
        events.record("returns.dfe_report_received" if is_new else "returns.dfe_report_again", subject=_subject(report))
    return report


def load_report(
    *, report: DfeReport, columns: Mapping[str, int], lines: Sequence[AnsweredLine], by: Actor, at: datetime
) -> DfeReport:
    """
    Make a thing to do of each line of a report; one that was loaded before is left as it is.

    Every line is kept: one that names nobody whom we sent says so, and one that says again what an earlier one says
    points at it.

    :raises ReportRefusedError: it cannot be read by these columns, or has no lines
    """
    missing = what_is_missing(columns, report.kind)
    if missing or not lines:
        raise ReportRefusedError(missing or "There is nothing below the headings. Choose the report itself.")
    with transaction(by=by, at=at) as events:
        now = DfeReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        if now.loaded_at:
            events.record("returns.dfe_report_again", subject=_subject(now))
            return now
        made = list(_made(now, lines, at))
        # What another line of this report says first must have its number before one can point at it.
        within = [each for each in made if each.repeats is not None and each.repeats.pk is None]
        DfeLine.objects.bulk_create([each for each in made if each not in within], batch_size=BATCH)
        DfeLine.objects.bulk_create(within, batch_size=BATCH)
        counts = Counter("again" if each.repeats_id else each.standing for each in made)
        now.columns, now.loaded_at, now.counts = dict(columns), at, dict(sorted(counts.items()))
        now.save(update_fields=["columns", "loaded_at", "counts"])
        events.record("returns.dfe_report_loaded", subject=_subject(now), after={"lines": len(made), **now.counts})
    return now


def note_line(
    *, line: DfeLine, version: int, words: str, turn: str, due_date: date | None, by: Actor, at: datetime
) -> DfeLine:
    """
    Write down what was done about a line and whose turn it is; settled, it is done with, and may be opened again.

    :param version: of the line that was looked at
    :raises LineChangedError: somebody was quicker
    :raises LineRefusedError: nothing was said, there is no such turn, or no day by which
    """
    if not words.strip():
        raise LineRefusedError("Say what was done.")
    if turn not in DfeLine.Turn.values:
        raise LineRefusedError(f"The turn was given as {turn!r}. Choose whose turn it is.")
    if turn != DfeLine.Turn.SETTLED and (due_date is None or due_date < localdate(at)):
        raise LineRefusedError("Say by which day, today or later.")
    with transaction(by=by, at=at) as events:
        now = DfeLine.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=line.pk)
        if now.version != version:
            raise LineChangedError(now)
        due = None if turn == DfeLine.Turn.SETTLED else due_date
        DfeNote.objects.create(line=now, words=words.strip(), turn=turn, due_date=due, noted_at=at, noted_by=by.user)
        person = now.person.public_id if now.person else None
        events.change("returns.dfe_line_noted", now, {"turn": turn, "due_date": due}, person=person)
    return now


def _subject(report: DfeReport) -> str:
    return f"returns_dfe_report:{report.pk}"


def _made(report: DfeReport, lines: Sequence[AnsweredLine], at: datetime) -> Iterable[DfeLine]:
    organisation = report.organisation
    owners = _owners(organisation, lines)
    sent = _sent(report.run)
    found = _found_by_us(report.run)
    said = _said_before(organisation, report.kind)
    due = localdate(at) + DUE_WITHIN
    firsts: dict[tuple[object, ...], DfeLine] = {}
    for line in lines:
        person_id = owners.get(line.row)
        standing = DfeLine.Standing.NEW
        if person_id is None or (sent is not None and person_id not in sent and line.young_persons_id not in sent):
            standing = DfeLine.Standing.NOT_SENT
        elif (person_id, line.code) in found:
            standing = DfeLine.Standing.KNOWN
        earlier = said.get(line.same_as) or firsts.get(line.same_as)
        made = DfeLine(
            organisation=organisation,
            report=report,
            row=line.row,
            young_persons_id=line.young_persons_id[:64],
            given_name=line.given_name[:200],
            family_name=line.family_name[:200],
            birth_date=line.birth_date,
            code=line.code[:64],
            words=line.words,
            other_la=line.other_la[:200],
            other_number=line.other_number[:64],
            person_id=person_id,
            standing=standing,
            repeats=earlier,
            turn=DfeLine.Turn.OURS if earlier is None else DfeLine.Turn.SETTLED,
            due_date=due if earlier is None else None,
        )
        firsts.setdefault(line.same_as, made)
        yield made


def _owners(organisation: Organisation, lines: Sequence[AnsweredLine]) -> dict[int, int]:
    """Return who each line is about, by its row: by the identifier, else the one person of that name and birth date."""
    sameness = Sameness.of(organisation)
    numbers = {line.young_persons_id for line in lines if line.young_persons_id}
    kinds = (Identifier.Kind.NCCIS, Identifier.Kind.FORMER_NCCIS)
    held = Identifier.objects.filter(organisation=organisation, kind__in=kinds).order_by("recorded_at", "pk")
    by_number = {value: person_id for value, person_id in held.values_list("value", "person_id") if value in numbers}
    by_name = _by_name(organisation, {line.birth_date for line in lines if line.birth_date}, sameness)
    owners: dict[int, int] = {}
    for line in lines:
        person_id = by_number.get(line.young_persons_id)
        if person_id is None and line.birth_date and line.family_name:
            given = folded_given(line.given_name)
            alike = {
                leader
                for name, family, leader in by_name.get(line.birth_date, ())
                if family == folded(line.family_name) and (not given or name == given)
            }
            person_id = alike.pop() if len(alike) == 1 else None
        if person_id is not None:
            owners[line.row] = sameness.leading(person_id)
    return owners


def _by_name(
    organisation: Organisation, born: Collection[date], sameness: Sameness
) -> Mapping[date, Sequence[tuple[str, str, int]]]:
    """Return the names of whoever was born on these days, folded, with the record that each goes by."""
    births: dict[int, date] = {}
    rows = BirthDate.objects.known_at(None).filter(organisation=organisation)
    for person_id, birth_date in rows.values_list("person_id", "birth_date"):
        if birth_date in born:
            births[person_id] = birth_date
    named: dict[date, list[tuple[str, str, int]]] = {}
    names = Name.objects.known_at(None).filter(organisation=organisation)
    for person_id, given, family in names.values_list("person_id", "given_name", "family_name"):
        if person_id in births:
            told = (folded_given(given), folded(family), sameness.leading(person_id))
            named.setdefault(births[person_id], []).append(told)
    return named


def _sent(run: Run | None) -> set[object] | None:
    """Return the identifiers that a return sent and whose each is; None where its file is not here."""
    if run is None or run.file.removed_at:
        return None
    check_not_removed(run.file)
    numbers = records_of(run).keys()
    held = Identifier.objects.filter(organisation=run.organisation_id)
    sameness = Sameness.of(run.organisation)
    people = {
        sameness.leading(person_id) for value, person_id in held.values_list("value", "person_id") if value in numbers
    }
    return {*numbers, *people}


def _found_by_us(run: Run | None) -> set[tuple[int, str]]:
    if run is None:
        return set()
    sameness = Sameness.of(run.organisation)
    rows = RunProblem.objects.filter(run=run, person__isnull=False).values_list("person_id", "code")
    return {(sameness.leading(person_id), code) for person_id, code in rows}


def _said_before(organisation: Organisation, kind: str) -> Mapping[tuple[object, ...], DfeLine]:
    """Return the lines that are still to be dealt with, by what makes another line the same."""
    rows = DfeLine.objects.filter(organisation=organisation, report__kind=kind, repeats__isnull=True)
    said = {}
    for row in rows.exclude(turn=DfeLine.Turn.SETTLED).order_by("-pk"):
        line = AnsweredLine(
            row=row.row,
            young_persons_id=row.young_persons_id,
            given_name=row.given_name,
            family_name=row.family_name,
            birth_date=row.birth_date,
            code=row.code,
            words=row.words,
            other_la=row.other_la,
        )
        said[line.same_as] = row
    return said
