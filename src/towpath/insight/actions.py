"""Load other councils' published figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.insight.figures import Level, Reading
from towpath.insight.models import BenchmarkFile, BenchmarkNeighbour, BenchmarkValue
from towpath.insight.scorecards import UnknownFileError, read_published_file
from towpath.organisation.models import Organisation
from towpath.rules.problems import Problem

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


__all__ = ["Loaded", "UnknownFileError", "load_benchmark"]
