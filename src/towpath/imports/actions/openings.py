"""Applying a provider's list of courses to the directory: what can be joined, not people."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from towpath.audit import Actor
from towpath.imports.models import Batch, Row
from towpath.imports.storing import restored, stored_problem
from towpath.provision.actions import plan_openings, record_openings
from towpath.provision.establishments import Outcome
from towpath.provision.models import Establishment
from towpath.provision.openings import OpeningFacts, RecordedOpening
from towpath.rules.problems import Problem

LONGEST = {
    "title": 200,
    "reference": 255,
    "qualification": 20,
    "description": 10_000,
    "entry_words": 10_000,
    "cost_words": 10_000,
    "delivery": 40,
    "place": 200,
    "postcode": 8,
    "start_rule": 10,
    "duration": 40,
    "study_mode": 20,
    "attendance": 40,
    "url": 300,
}
AS_READ = (
    "level",
    "start_date",
    "end_date",
    "apply_by_date",
    "hours_a_week",
    "least_age",
    "most_age",
    "entry_level",
    "asks_english_and_maths",
    "teaches_english_and_maths",
    "has_send_support",
    "is_small_group",
    "is_reengagement",
    "places",
    "cost",
)


def apply_openings(batch: Batch, rows: Sequence[Row], *, by: Actor, at: datetime) -> None:
    """Record the openings that rows describe, in the transaction that is open, and set each row's outcome."""
    recorded = record_openings(
        organisation=batch.organisation,
        incoming=_given(batch, rows),
        checked_date=batch.as_at_date,
        source=batch.source,
        is_list=True,
        by=by,
        at=at,
    )
    for row, each in zip(rows, recorded, strict=True):
        row.outcome = _settled(row, each)


def show_openings(batch: Batch, rows: Sequence[Row], *, at: datetime) -> None:
    """Set on each row what would become of the opening it describes."""
    planned = plan_openings(
        organisation=batch.organisation,
        incoming=_given(batch, rows),
        checked_date=batch.as_at_date,
        source=batch.source,
        is_list=True,
        at=at,
    )
    for row, each in zip(rows, planned, strict=True):
        row.planned = _settled(row, each)


def _given(batch: Batch, rows: Sequence[Row]) -> list[OpeningFacts]:
    told = [restored(row.values) for row in rows]
    numbers = {str(values["ukprn"]) for values in told if "ukprn" in values}
    held = Establishment.objects.filter(organisation=batch.organisation, ukprn__in=numbers).order_by("-pk")
    by_ukprn = dict(held.values_list("ukprn", "pk"))
    own = batch.sender.establishment_id
    # A row that names a provider is that provider's, whoever sent the list.
    places = (by_ukprn.get(str(values["ukprn"])) if "ukprn" in values else own for values in told)
    return [_facts(values, place, batch.as_at_date) for values, place in zip(told, places, strict=True)]


def _facts(values: Mapping[str, object], establishment_id: int | None, on: date) -> OpeningFacts:
    words = {name: text[:most] for name, most in LONGEST.items() if (text := _text(values, name))}
    as_read = {name: values[name] for name in AS_READ if name in values}
    if "places" in as_read:
        as_read["places_as_at_date"] = on
    return OpeningFacts(
        establishment_id=establishment_id,
        title=words.pop("title", ""),
        **words,  # type: ignore[arg-type]
        **as_read,  # type: ignore[arg-type]
    )


def _settled(row: Row, recorded: RecordedOpening) -> Row.Outcome:
    """Return a row's outcome, and say on it why it was refused."""
    if recorded.outcome is not Outcome.REFUSED:
        return Row.Outcome(str(recorded.outcome))
    problem = Problem(code=recorded.problem_code, message=recorded.words, sheet=row.sheet or None, row=row.line)
    if stored_problem(problem) not in row.problems:
        row.problems = [*row.problems, stored_problem(problem)]
    return Row.Outcome.REJECTED


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)
