"""What stands beside the counts of an impact report: how the council compares, what studies found, what was said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.insight.queries import (
    AreaNotFoundError,
    Benchmark,
    NoFiguresError,
    found_for,
    list_runs_of,
    list_studies,
    show_benchmark,
)
from towpath.insight.sentences import headline
from towpath.organisation.models import Organisation
from towpath.rules.access import COMMISSIONER
from towpath.rules.ranks import MEASURE_TERMS, Measure
from towpath.voice.queries import voice_counts

COMPARED = (Measure.NEET, Measure.NOT_KNOWN, Measure.COMBINED)
OUTCOMES = {"days": "Days NEET", "status": "NEET on the day"}


def beside_of(viewer: Viewer, from_date: date, to_date: date, on: date) -> dict[str, Any]:
    """
    Return what other rooms found for the period, as plain words and numbers that can be kept.

    A room that joins the report later adds its part here, and its section in `showing`.

    :param on: the day whose setting says which counts are small
    """
    return {
        "benchmark": _benchmark(viewer, to_date.year),
        "studies": list(_studies(viewer, from_date, to_date, on)),
        "voice": asdict(voice_counts(viewer, from_date, to_date)),
    }


def _benchmark(viewer: Viewer, year: int) -> dict[str, Any]:
    """Return the council's published figures of the winter that the period ends with, each with its rank."""
    area = Organisation.objects.get(pk=viewer.organisation_id).la_code
    rows: list[dict[str, str]] = []
    # Each is said once, in the order in which it first came.
    sources: dict[str, None] = {}
    notes: dict[str, None] = {}
    missing: list[str] = []
    for measure in COMPARED:
        try:
            shown = show_benchmark(viewer, area, measure, year)
        except (AreaNotFoundError, NoFiguresError):
            missing.append(MEASURE_TERMS[measure].words)
            continue
        rows.append(_compared(shown))
        sources[shown.source.words] = None
        notes.update(dict.fromkeys(shown.notes))
    return {"year": year, "rows": rows, "sources": [*sources], "notes": [*notes], "missing": missing}


def _compared(shown: Benchmark) -> dict[str, str]:
    own = shown.own
    nobody = "no neighbour had a better figure" if shown.neighbours and shown.neighbours.is_best else ""
    return {
        "measure": MEASURE_TERMS[own.measure].words,
        "value": _percent(own.value),
        "rank": shown.rank.words if shown.rank else "no rank",
        "england": _percent(shown.england.value if shown.england else None),
        "region": _percent(shown.region.value if shown.region else None),
        "neighbours": nobody,
        "name": own.name,
    }


def _percent(value: object) -> str:
    return "" if value is None else f"{value}%"


def _studies(viewer: Viewer, from_date: date, to_date: date, on: date) -> Iterator[dict[str, Any]]:
    """
    Yield every frozen study whose days NEET end in the period, with what its latest run found.

    All of them, whatever they found, so that nobody chooses the one that pleases.
    """
    outside = replace(viewer, role=COMMISSIONER)
    frozen = list_studies(viewer).filter(window_to_date__range=(from_date, to_date))
    for study in frozen.select_related("organisation").order_by("frozen_at", "pk"):
        run = next(iter(list_runs_of(viewer, study)), None)
        yield {
            "question": study.question,
            "frozen": localdate(study.frozen_at).isoformat(),
            "known_on": run.known_on.isoformat() if run else "",
            "inside": _sentences(found_for(viewer, run, on)) if run else [],
            "released": _sentences(found_for(outside, run, on)) if run else [],
        }


def _sentences(found: Mapping[str, Any]) -> Sequence[str]:
    return [f"{words}: {headline(name, found['outcomes'][name])}" for name, words in OUTCOMES.items()]
