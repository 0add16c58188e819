"""Applying a register of schools and colleges: places, not people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from towpath.audit import Actor
from towpath.imports.models import Batch, Row
from towpath.imports.storing import restored, stored_problem
from towpath.provision.actions import plan_establishments, record_establishments
from towpath.provision.establishments import EstablishmentFacts, Outcome, Recorded
from towpath.provision.models import Establishment
from towpath.rules.problems import Problem

MANY_SPELLINGS = "apprenticeship_providers"
COLLEGE_WORDS = ("college", "further education", "sixth form centre", "special post 16")
TRAINING_WORDS = ("training", "independent learning provider", "private sector")


def apply_places(batch: Batch, rows: Sequence[Row], *, by: Actor, at: datetime) -> None:
    """Record the establishments that rows describe, in the transaction that is open, and set each row's outcome."""
    recorded = record_establishments(
        organisation=batch.organisation, incoming=_given(batch, rows), source=batch.source, by=by, at=at
    )
    for row, each in zip(rows, recorded, strict=True):
        row.outcome = _settled(row, each)


def plan_places(batch: Batch, rows: Sequence[Row], *, at: datetime) -> None:
    """Set on each row what would become of the establishment it describes."""
    given = _given(batch, rows)
    planned = plan_establishments(organisation=batch.organisation, incoming=given, source=batch.source, at=at)
    for row, each in zip(rows, planned, strict=True):
        row.planned = _settled(row, each)


def _given(batch: Batch, rows: Sequence[Row]) -> list[EstablishmentFacts]:
    told = [facts_of(restored(row.values)) for row in rows]
    return _named_once(batch, told) if batch.format == MANY_SPELLINGS else told


def _named_once(batch: Batch, told: Sequence[EstablishmentFacts]) -> list[EstablishmentFacts]:
    """Leave out the name of whoever has one already, for this list spells one provider in several ways."""
    numbers = {each.ukprn for each in told if each.ukprn}
    held = Establishment.objects.filter(organisation=batch.organisation, ukprn__in=numbers)
    named = set(held.values_list("ukprn", flat=True))
    facts = []
    for each in told:
        facts.append(replace(each, name=None) if each.ukprn in named else each)
        named.add(each.ukprn or "")
    return facts


def _settled(row: Row, recorded: Recorded) -> Row.Outcome:
    """Return a row's outcome, and say on it why it was refused."""
    if recorded.outcome is not Outcome.REFUSED:
        return Row.Outcome(str(recorded.outcome))
    problem = Problem(code=recorded.problem_code, message=recorded.words, sheet=row.sheet or None, row=row.line)
    if stored_problem(problem) not in row.problems:
        row.problems = [*row.problems, stored_problem(problem)]
    return Row.Outcome.REJECTED


def facts_of(values: Mapping[str, object]) -> EstablishmentFacts:
    """
    Return what a register's row says of an establishment; whatever is no college or training provider is a school.
    """
    kind = _text(values, "type_name")
    words = kind.casefold()
    is_college = any(word in words for word in COLLEGE_WORDS)
    is_training_provider = any(word in words for word in TRAINING_WORDS)
    return EstablishmentFacts(
        urn=_text(values, "urn"),
        name=_text(values, "name")[:200],
        establishment_number=_text(values, "establishment_number"),
        ukprn=_text(values, "ukprn"),
        la_code=_text(values, "la_code"),
        establishment_type=kind[:80],
        phase=_text(values, "phase_name")[:40],
        opened_date=_day(values, "open_date"),
        closed_date=_day(values, "close_date"),
        postcode=_text(values, "postcode")[:8],
        easting=_number(values, "easting"),
        northing=_number(values, "northing"),
        is_school=not is_college and not is_training_provider,
        is_college=is_college,
        is_training_provider=is_training_provider,
    )


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)


def _number(values: Mapping[str, object], name: str) -> int | None:
    value = values.get(name)
    is_point = isinstance(values.get("easting"), int) and isinstance(values.get("northing"), int)
    return value if is_point and isinstance(value, int) else None


def _day(values: Mapping[str, object], name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None
