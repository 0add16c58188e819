"""Load other councils' published figures; freeze a study, and run it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.insight.comparing import leaving_group, work_out_study
from towpath.insight.figures import Level, Reading
from towpath.insight.models import BenchmarkFile, BenchmarkNeighbour, BenchmarkValue, Study, StudyRun
from towpath.insight.scorecards import UnknownFileError, read_published_file
from towpath.organisation.models import Organisation
from towpath.rules.problems import Problem
from towpath.standards.risk import load_scheme

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was loaded of all the files given: rows, values, places, years, and what was wrong."""

    read: int
    values: int
    areas: int
    years: tuple[int, ...]
    problems: tuple[Problem, ...]


def load_benchmark(
    files: Sequence[tuple[str, bytes]], *, organisation: Organisation, by: Actor, at: datetime
) -> Loaded:
    """
    Load DfE's files, each a name and its bytes: all that can be read, or nothing where one is something else.

    A file loaded before changes nothing, but speaks again for its years: of two files of one year the later loaded
    speaks.

    :raises UnknownFileError: a file is neither a scorecard nor a list of neighbours; nothing of any was loaded
    """
    readings = [read_published_file(content, name) for name, content in files]
    with transaction(by=by, at=at) as events:
        for reading in readings:
            file, is_new = BenchmarkFile.objects.update_or_create(
                organisation=organisation,
                sha256=reading.source.sha256,
                defaults={"name": reading.source.name[-255:], "loaded_at": at, "loaded_by": by.user},
            )
            if is_new:
                _keep(reading, file)
            events.record(
                "benchmark.loaded",
                subject=f"insight_benchmark_file:{file.pk}",
                after={
                    "sha256": file.sha256,
                    "rows": reading.read,
                    "values": len(reading.values),
                    "neighbours": len(reading.members),
                    "was_known": not is_new,
                },
            )
    places = {(value.level, value.area_code, value.name) for reading in readings for value in reading.values}
    places |= {(Level.COUNCIL, each.area_code, "") for reading in readings for each in reading.members}
    return Loaded(
        read=sum(reading.read for reading in readings),
        values=sum(len(reading.values) + len(reading.members) for reading in readings),
        areas=len({code or name for _, code, name in places}),
        years=tuple(sorted({year for reading in readings for year in reading.years})),
        problems=tuple(problem for reading in readings for problem in reading.problems),
    )


def _keep(reading: Reading, file: BenchmarkFile) -> None:
    BenchmarkValue.objects.bulk_create(
        [
            BenchmarkValue(
                organisation=file.organisation,
                file=file,
                year=value.year,
                level=value.level.value,
                area_code=value.area_code[:3],
                ons_code=value.ons_code[:9],
                area_name=value.name[:100],
                region=value.region[:100],
                measure=value.measure.value,
                value_text=value.text[:32],
                value=value.value,
                symbol=value.symbol,
                cohort=value.cohort,
                quintile=value.quintile,
            )
            for value in reading.values
        ],
        batch_size=CHUNK,
    )
    BenchmarkNeighbour.objects.bulk_create(
        [
            BenchmarkNeighbour(
                organisation=file.organisation,
                file=file,
                area_code=member.area_code,
                place=member.place or 0,
                neighbour_code=member.member_code,
                neighbour_name=member.name[:100],
                closeness=member.closeness[:32],
            )
            for member in reading.members
        ],
        batch_size=CHUNK,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a study asks, of whom and how, as `Study` describes each."""

    question: str
    leavers_year: int
    facts_date: date
    support_to_date: date
    window_from_date: date
    window_to_date: date
    status_date: date
    not_known: str
    scheme_name: str
    factors: tuple[str, ...]
    caliper: Decimal


class StudyRefusedError(ValueError):
    """The study cannot be frozen or run as asked; `field` is what to change."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def freeze_study(terms: Terms, *, organisation: Organisation, by: Actor, by_name: str, at: datetime) -> Study:
    """
    Keep a study for good, before it is run. Nothing of it can be changed afterwards.

    :raises StudyRefusedError: its days are not in order, or nobody of its year could be scored on that day
    """
    _check(terms)
    scheme = load_scheme(terms.scheme_name)
    if strangers := [factor for factor in terms.factors if factor not in scheme.factors]:
        raise StudyRefusedError(f"{scheme.title} does not ask about {strangers[0]}. Choose others.", "factors")
    with transaction(by=by, at=at) as events:
        study = Study.objects.create(
            organisation=organisation,
            question=terms.question.strip(),
            leavers_year=terms.leavers_year,
            facts_date=terms.facts_date,
            support_to_date=terms.support_to_date,
            window_from_date=terms.window_from_date,
            window_to_date=terms.window_to_date,
            status_date=terms.status_date,
            not_known=terms.not_known,
            scheme_name=scheme.name,
            scheme_digest=scheme.digest,
            factors=list(terms.factors),
            caliper=terms.caliper,
            frozen_at=at,
            frozen_by=by.user,
            frozen_by_name=by_name,
        )
        events.record("study.frozen", subject=f"insight_study:{study.pk}", after={"leavers_year": study.leavers_year})
    return study


def _check(terms: Terms) -> None:
    if not terms.question.strip():
        raise StudyRefusedError("Write the question that the study is to answer.", "question")
    if leaving_group(terms.leavers_year, terms.facts_date) not in (9, 10, 11):
        raise StudyRefusedError(
            "On that day they were not in Year 9, 10 or 11. Give a day on which they were.", "facts_date"
        )
    if terms.support_to_date <= terms.facts_date:
        raise StudyRefusedError("Support is counted up to a day after the one they are compared on.", "support_to_date")
    if terms.window_from_date <= terms.support_to_date:
        raise StudyRefusedError(
            "Days are counted from a day after the last on which support may begin.", "window_from_date"
        )
    if terms.window_to_date < terms.window_from_date:
        raise StudyRefusedError("The last day is before the first. Give a later one.", "window_to_date")
    if terms.status_date <= terms.support_to_date:
        raise StudyRefusedError("The day asked about must be after the last on which support may begin.", "status_date")
    if terms.caliper <= 0:
        raise StudyRefusedError("Give a number above 0, such as 0.2.", "caliper")


def run_study(study: Study, *, known_on: date, by: Actor, at: datetime) -> StudyRun:
    """
    Run a frozen study on what was known at the end of a day, and keep what it found beside every earlier run.

    Run on a day that is over it gives the same answer ever after, save where a case was brought in since with an
    earlier day, or closed as opened in error, because cases keep no earlier versions; run today, on what the rest of
    today brings too. What this run found is kept and stands, whatever comes later.

    :raises StudyRefusedError: the day is to come, or the days that the study counts are not over on it
    """
    if known_on > at.date():
        raise StudyRefusedError("Run it on what is known by now, not on a day to come.")
    if known_on < max(study.window_to_date, study.status_date):
        raise StudyRefusedError("The days that this study counts are not over. Run it when they are.")
    found, mart = work_out_study(study, known_on)
    with transaction(by=by, at=at) as events:
        run = StudyRun.objects.create(
            study=study,
            known_on=known_on,
            standards_version=mart.standards.version,
            found=found,
            run_at=at,
            run_by=by.user,
        )
        events.record(
            "study.run",
            subject=f"insight_study:{study.pk}",
            after={"run": run.pk, "known_on": known_on.isoformat(), "people": found["supported"] + found["others"]},
        )
    return run


__all__ = [
    "Loaded",
    "StudyRefusedError",
    "Terms",
    "UnknownFileError",
    "freeze_study",
    "load_benchmark",
    "run_study",
]
