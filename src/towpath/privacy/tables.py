"""What each table is to the person it is about: its words, which copy it goes into, and for how long it is kept."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.apps import apps

from towpath.privacy.models.requests import Part
from towpath.privacy.walk import Road, roads

LOOKS = ("all", "known", "no")


@dataclass(frozen=True, slots=True)
class Told:
    """
    One table as it is told.

    `look` says which words of its texts are marked: "all", only those "known" to be somebody's name or number, or "no".
    `kept_out` is why it is in no copy, where it is in none. `is_shared` says that its rows are about several people.
    """

    label: str
    title: str
    part: str
    category: str
    written: str
    look: str
    road: str
    kept_out: str
    is_classified: bool = True

    @property
    def is_shared(self) -> bool:
        """Return whether its rows are about several people: no row of it names one."""
        return bool(self.road)


@cache
def classified() -> Mapping[str, Told]:
    """
    Return every table that somebody looked at and said what it is, by its name, in the order of a copy.

    A table that nobody looked at yet is still told, by `told_of`, and each of its rows waits for a person.
    """
    text = files("towpath.privacy").joinpath("tables.csv").read_text(encoding="utf-8")
    rows = (
        Told(
            label=row["model"],
            title=row["title"],
            part=row["part"],
            category=row["category"],
            written=row["written"],
            look=row["look"],
            road=row["road"],
            kept_out=row["kept_out"],
        )
        for row in csv.DictReader(text.splitlines())
    )
    return {row.label: row for row in rows}


def told_of(label: str) -> Told:
    """Return how a table is told; one that nobody classified by its own name."""
    name = apps.get_model(label)._meta.verbose_name if label not in classified() else ""
    unknown = Told(label, f"{name[:1].upper()}{name[1:]}", Part.MAIN, "record", "", "all", "", "", is_classified=False)
    return classified().get(label, unknown)


@cache
def roads_told() -> Mapping[str, Road]:
    """Return every road whose rows go into a copy, in the order of a copy, with those that a table of ours adds."""
    added = {told.label: Road(apps.get_model(told.label), (told.road,)) for told in classified().values() if told.road}
    every = {**roads(), **added}
    labels = [
        *(label for label in classified() if label in every),
        *(each for each in every if each not in classified()),
    ]
    return {label: every[label] for label in labels if not told_of(label).kept_out}
