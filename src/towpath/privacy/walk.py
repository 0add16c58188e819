"""
The roads from a person to every row about them, found from the models themselves, so that a new table cannot be missed.

A table that names a person is one step away. A table that names none, but a row of a table that does, is one step
further, and so on; of several roads the shortest count.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import Person

TELLING = frozenset({"identifying", "sensitive"})


@dataclass(frozen=True, slots=True)
class Road:
    """One table, and the lookups any of which leads from its rows to a person."""

    model: type[Model]
    lookups: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the table's name, as `people.Name`."""
        return self.model._meta.label

    def rows(self, organisation: Organisation, person_ids: Collection[int]) -> QuerySet[Any]:
        """Return the rows about these people, in the order written down."""
        leads = Q()
        for lookup in self.lookups:
            leads |= Q(**{f"{lookup}__in": among(person_ids)})
        rows = self.model._base_manager.filter(leads)
        if any(field.name == "organisation" for field in self.model._meta.concrete_fields):
            rows = rows.filter(organisation=organisation)
        # Two roads may lead to one row; asked by key, so that no column has to be compared.
        return self.model._base_manager.filter(pk__in=rows.values("pk")).order_by("pk")


@cache
def roads() -> Mapping[str, Road]:
    """Return every table from which a road leads to a person, by its name, nearest first."""
    lookups: dict[type[Model], tuple[str, ...]] = {Person: ("pk",)}
    while True:
        found = {}
        for model in our_models():
            ways = tuple(
                field.name if onward == "pk" else f"{field.name}__{onward}"
                for field in keys_of(model)
                for onward in lookups.get(field.related_model, ())
            )
            if ways and model not in lookups:
                found[model] = ways
        if not found:
            return {model._meta.label: Road(model, ways) for model, ways in lookups.items()}
        lookups |= found


@cache
def our_models() -> tuple[type[Model], ...]:
    """Return every table of ours, those that Django makes by itself too, in a stated order."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("towpath.")]
    models = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return tuple(sorted(models, key=lambda model: model._meta.label))


def keys_of(model: type[Model]) -> Iterator["ForeignKey[Any, Any]"]:
    """Yield the columns of a table that name a row of another."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            yield field


def privacy_of(field: "Field[Any, Any]") -> str:
    """Return a column's privacy class; one that has none is treated as the gravest."""
    return str(getattr(field.model, "privacy", {}).get(field.name, "identifying"))


def tables_that_tell() -> tuple[str, ...]:
    """Return every table with a column that says who somebody is or would harm if seen, road or none."""
    return tuple(
        model._meta.label
        for model in our_models()
        if any(privacy_of(field) in TELLING for field in model._meta.concrete_fields if not field.primary_key)
    )
