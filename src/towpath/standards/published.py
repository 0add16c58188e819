"""Reading the published lists and answering what was in force on a day."""

import hashlib
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from towpath.standards.lists import EDITION_LISTS, StandardsError, area, built, keyed, read_cells, resolve
from towpath.standards.model import ActivityCode, Area, Correction, CurrencyTerms, Edition, Group, Participation

Resolved = Mapping[str, Mapping[str, dict[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTerms:
    """How one code counts and lapses over a stretch of days, both ends inclusive and open where None."""

    code: str
    starts_on: date | None
    ends_on: date | None
    group: Group
    participation: Participation
    terms: CurrencyTerms


@dataclass(frozen=True, slots=True)
class _PublishedEdition:
    name: str
    starts_on: date
    read_whole: bool
    words: str
    lists: Resolved


class Standards:
    """
    Every published list, with a council's corrections laid over it from their days.

    A day before the first edition uses the first: its rows carry their own dates. `version` names the exact content, so
    that
    whatever was worked out with it can say so.
    """

    def __init__(
        self,
        editions: tuple[_PublishedEdition, ...],
        areas: Mapping[str, Area],
        version: str,
        corrections: tuple[Correction, ...] = (),
    ) -> None:
        self._editions = editions
        self._corrections = corrections
        self._resolved: dict[tuple[int, tuple[int, ...]], Edition] = {}
        self._by_day: dict[date, Edition] = {}
        self.areas = areas
        self.version = version

    def with_corrections(self, corrections: tuple[Correction, ...]) -> "Standards":
        """
        Return these standards with a council's corrections laid over them as well.

        :raises StandardsError: a correction changes a code that is not published on its first day, or spoils a row
        """
        if not corrections:
            return self
        digest = hashlib.sha256("\n".join([self.version, *map(repr, corrections)]).encode()).hexdigest()[:12]
        corrected = Standards(self._editions, self.areas, digest, (*self._corrections, *corrections))
        for correction in corrections:
            corrected.edition_on(correction.starts_on)
        return corrected

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Return the council's corrections, earliest first as given."""
        return self._corrections

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return each edition as it stood on its first day."""
        return tuple(self.edition_on(edition.starts_on) for edition in self._editions)

    def edition_on(self, on: date) -> Edition:
        """Return the edition in force that day, with the corrections in force that day."""
        if on not in self._by_day:
            self._by_day[on] = self._edition_resolved(on)
        return self._by_day[on]

    def _edition_resolved(self, on: date) -> Edition:
        number = max(0, bisect_right([edition.starts_on for edition in self._editions], on) - 1)
        standing = tuple(place for place, correction in enumerate(self._corrections) if correction.in_force(on))
        key = (number, standing)
        if key not in self._resolved:
            self._resolved[key] = _edition(self._editions[number], [self._corrections[place] for place in standing])
        return self._resolved[key]

    def activity_code(self, code: str, on: date) -> ActivityCode | None:
        """Return the activity code if it was in force that day."""
        row = self.edition_on(on).activity_codes.get(code)
        return row if row is not None and row.in_force(on) else None

    def area(self, code: str, on: date) -> Area | None:
        """Return the council, or place outside England, that had this three-digit code that day."""
        row = self.areas.get(code)
        return row if row is not None and row.in_force(on) else None

    def terms_on(self, code: str, on: date) -> CurrencyTerms | None:
        """Return how long the code lasts when verified that day, or None for a code never published."""
        row = self.edition_on(on).activity_codes.get(code)
        return row.terms if row is not None else None

    def activity_terms(self) -> Iterator[ActivityTerms]:
        """
        Yield how every code counts and lapses, one row for each stretch of days over which nothing about it changes.

        This is the table that whole-population engines join; it says the same as `activity_code` and `terms_on`.
        """
        changes = {edition.starts_on for edition in self._editions[1:]}
        changes |= {correction.starts_on for correction in self._corrections}
        changes |= {correction.ends_on + timedelta(days=1) for correction in self._corrections if correction.ends_on}
        starts: list[date | None] = [None, *sorted(changes)]
        latest: dict[str, ActivityTerms] = {}
        for place, start in enumerate(starts):
            following = starts[place + 1] if place + 1 < len(starts) else None
            ends_on = following - timedelta(days=1) if following else None
            on = start or self._editions[0].starts_on.min
            for code, row in self.edition_on(on).activity_codes.items():
                stretch = ActivityTerms(
                    code=code,
                    starts_on=start,
                    ends_on=ends_on,
                    group=row.group,
                    participation=row.participation,
                    terms=row.terms,
                )
                before = latest.get(code)
                if before and _same_terms(before, stretch):
                    latest[code] = _joined(before, stretch)
                else:
                    if before:
                        yield before
                    latest[code] = stretch
        yield from latest.values()


def _same_terms(before: ActivityTerms, after: ActivityTerms) -> bool:
    touching = before.ends_on is not None and after.starts_on == before.ends_on + timedelta(days=1)
    return touching and (before.group, before.participation, before.terms) == (
        after.group,
        after.participation,
        after.terms,
    )


def _joined(before: ActivityTerms, after: ActivityTerms) -> ActivityTerms:
    return ActivityTerms(
        code=before.code,
        starts_on=before.starts_on,
        ends_on=after.ends_on,
        group=before.group,
        participation=before.participation,
        terms=before.terms,
    )


def _edition(published: _PublishedEdition, corrections: list[Correction]) -> Edition:
    lists = {name: dict(rows) for name, rows in published.lists.items()}
    for correction in corrections:
        rows = lists[correction.list_name]
        if correction.is_addition == (correction.code in rows):
            told = "is already published" if correction.is_addition else "is not published; add = true adds a new code"
            raise StandardsError(f"The overlay corrects {correction.list_name} {correction.code}, which {told}.")
        before = rows.get(correction.code, {"code": correction.code, "confidence": "high", "basis": "overlay"})
        rows[correction.code] = {**before, **correction.values, ":line": "overlay"}
    return Edition(
        name=published.name,
        starts_on=published.starts_on,
        read_whole=published.read_whole,
        words=published.words,
        **{name: built(lists[name], reader) for name, reader in EDITION_LISTS.items()},
    )


def _published_editions(folder: Traversable) -> Iterator[_PublishedEdition]:
    lists: dict[str, dict[str, dict[str, str]]] = {name: {} for name in EDITION_LISTS}
    for place, edition in enumerate(
        sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: entry.name)
    ):
        about = tomllib.loads((edition / "edition.toml").read_text(encoding="utf-8"))
        for name in EDITION_LISTS:
            file = edition / f"{name}.csv"
            if place == 0:
                lists[name] = keyed(read_cells(file))
            elif file.is_file():
                lists[name] = resolve(lists[name], read_cells(file))
        yield _PublishedEdition(about["name"], about["starts_on"], about["read_whole"], about["words"], dict(lists))


def _content(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _content(entry)
        elif entry.name.endswith((".csv", ".toml")):
            yield entry.name.encode() + b"\0" + entry.read_bytes()


@cache
def load_standards() -> Standards:
    """Return every published list. It is read once and shared."""
    folder = files("towpath.standards")
    digest = hashlib.sha256(b"\0".join(_content(folder))).hexdigest()[:12]
    areas = cast(Mapping[str, Area], built(keyed(read_cells(folder / "areas" / "local_authorities.csv")), area))
    return Standards(tuple(_published_editions(folder / "ccis")), areas, digest)
