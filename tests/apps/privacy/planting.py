"""One row of every table that a road leads to, made from the models alone, with a word in each that nobody else has."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import connection, models

from tests.factories.moments import DAY, MORNING
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.privacy.collecting import TECHNICAL
from towpath.privacy.tables import roads_told
from towpath.privacy.walk import TELLING, privacy_of, roads

SHORTEST = 24
"""A word that nobody else has needs room."""


@contextmanager
def without_checks() -> Iterator[None]:
    """Let rows into SQLite that no action would write: only that they are found again is asked here."""
    with connection.cursor() as cursor:
        cursor.execute("pragma ignore_check_constraints = on")
    try:
        yield
    finally:
        # Whatever happens here, every later test meets the database's own refusals again.
        with connection.cursor() as cursor:
            cursor.execute("pragma ignore_check_constraints = off")


@dataclass
class Planted:
    """The rows planted for one person, by table, and the words in them."""

    person: Person
    somebody: Person
    rows: dict[str, models.Model] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)


class Planter:
    """Plants for several people of one council; what is about nobody is made once and shared."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._shared: dict[type[models.Model], models.Model] = {}
        self._number = count(1)

    def plant(self, person: Person, somebody: Person) -> Planted:
        """Return one row of each table about a person; where a row names two people, `somebody` is the other."""
        planted = Planted(person, somebody, {"people.Person": person})
        for label in (*roads(), *roads_told()):
            self._row(label, planted)
        return planted

    def _row(self, label: str, planted: Planted) -> models.Model:
        if label not in planted.rows:
            model = roads_told()[label].model if label in roads_told() else roads()[label].model
            planted.rows[label] = self._made(model, planted)
        return planted.rows[label]

    def _made(self, model: type[models.Model], planted: Planted | None) -> models.Model:
        values: dict[str, Any] = {}
        label = model._meta.label
        for column in model._meta.concrete_fields:
            if not column.primary_key or not isinstance(column, models.AutoField):
                values[column.attname if column.is_relation else column.name] = self._value(
                    column, values, planted, label
                )
        return model._base_manager.create(**values)

    def _value(self, column: Any, values: dict[str, Any], planted: Planted | None, label: str) -> Any:
        if column.is_relation:
            return self._leaned_on(column, values, planted, label)
        if column.name in ("undone_at", "withdrawn_at"):
            # A merge that was undone joins nobody; what was withdrawn is held all the same.
            return MORNING if column.null else None
        if column.null and privacy_of(column) not in TELLING:
            return None
        if column.has_default() and privacy_of(column) not in TELLING:
            return column.get_default()
        if isinstance(column, models.JSONField):
            return {"said": self._word(column, planted, label)}
        if column.choices:
            return column.flatchoices[0][0]
        if isinstance(column, models.EmailField):
            return f"{self._word(column, planted, label)}@example.org"
        if isinstance(column, models.CharField | models.TextField):
            room = column.max_length or 1_000
            return self._word(column, planted, label) if room >= SHORTEST else f"{next(self._number):x}"[:room]
        kinds: list[tuple[type, Any]] = [
            (models.DateTimeField, MORNING), (models.DateField, DAY), (models.TimeField, time(9)),
            (models.BooleanField, False), (models.DecimalField, Decimal(1)), (models.FloatField, 0.5),
            (models.IntegerField, next(self._number)),
        ]  # fmt: skip
        return next(value for kind, value in kinds if isinstance(column, kind))

    def _leaned_on(self, column: Any, values: dict[str, Any], planted: Planted | None, label: str) -> Any:
        other = column.related_model
        if other is Organisation:
            return self._organisation.pk
        if planted and other is Person:
            people = [each.attname for each in column.model._meta.concrete_fields if each.related_model is Person]
            is_first = people[0] == column.attname
            return (planted.person if is_first else planted.somebody).pk
        ways = roads()[label].lookups if label in roads() else ()
        leads = any(way.split("__")[0] == column.name for way in ways)
        if (
            planted
            and (other._meta.label in roads() or other._meta.label in roads_told())
            and (leads or not column.null)
        ):
            return self._row(other._meta.label, planted).pk
        if column.null:
            return None
        if column.unique or other not in self._shared:
            self._shared[other] = self._made(other, None)
        return self._shared[other].pk

    def _word(self, column: Any, planted: Planted | None, label: str) -> str:
        # In small letters, so that it is no name; each is its own.
        word = f"osprey{next(self._number):06d}"
        if planted and privacy_of(column) in TELLING and column.name not in TECHNICAL:
            planted.words.setdefault(label, []).append(word)
        return word
