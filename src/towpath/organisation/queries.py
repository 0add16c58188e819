"""What an organisation is, and what it had chosen on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from django.db.models import Q, QuerySet

from towpath.organisation.models import Organisation, Overlay, Setting, WardLookup, WardPostcode
from towpath.organisation.setting_keys import SETTING_KEYS, SettingKey, Value
from towpath.rules.wards import Ward
from towpath.standards import Standards, load_standards, read_overlay

_Row = TypeVar("_Row", Setting, Overlay)


class OrganisationNotFoundError(LookupError):
    """There is no organisation of that code, or no single one to take by default."""


def get_organisation(code: str | None = None) -> Organisation:
    """
    Return the organisation with this code or local authority code; with none given, the only one there is.

    :raises OrganisationNotFoundError: none has it, or none was named and there is not exactly one
    """
    known = Organisation.objects.order_by("code")
    found = list(known.filter(Q(code=code) | Q(la_code=code)) if code else known)
    if len(found) == 1:
        return found[0]
    codes = ", ".join(known.values_list("code", flat=True)) or "none yet"
    asked = f"There is no organisation {code!r}." if code else "Say which organisation."
    raise OrganisationNotFoundError(f"{asked} Those here are: {codes}.")


def settings_on(organisation: Organisation, on: date, *, known_at: datetime | None = None) -> Mapping[str, Value]:
    """
    Return every setting with its value on a day, defaults included.

    With `known_at`, as it stood recorded at that instant.
    """
    values = {known.key: known.default for known in SETTING_KEYS}
    in_force = Setting.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on), organisation=organisation, key__in=values, from_date__lte=on
    )
    rows = _known(in_force, known_at)
    values.update(rows.order_by("recorded_at", "id").values_list("key", "value"))
    return values


def days_of_change(organisation: Organisation, keys: Collection[str], after: date, until: date | None) -> list[date]:
    """Return the days after one, up to another, on which one of these settings may have another value; in order."""
    rows = _known(Setting.objects.filter(organisation=organisation, key__in=keys), None)
    ends = [row.to_date + timedelta(days=1) for row in rows if row.to_date is not None]
    days = {*(row.from_date for row in rows), *ends}
    return sorted(day for day in days if day > after and (until is None or day <= until))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a setting is on a day; `chosen` is the row that says so, or None where the default holds."""

    key: SettingKey
    value: Value
    chosen: Setting | None
    later: tuple[Setting, ...]


def list_choices(organisation: Organisation, on: date) -> list[Choice]:
    """Return every setting on a day, with what is chosen for days to come, in the order of the list. One query."""
    rows = Setting.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=on), organisation=organisation)
    known = list(_known(rows, None).order_by("recorded_at", "id"))

    def speaking(key: str, day: date) -> Setting | None:
        in_force = [
            row
            for row in known
            if row.key == key and row.from_date <= day and (row.to_date is None or row.to_date >= day)
        ]
        return in_force[-1] if in_force else None

    choices = []
    for key in SETTING_KEYS:
        chosen = speaking(key.key, on)
        # One recorded since, that holds on its first day, has taken its place.
        later = [row for row in known if row.from_date > on and speaking(key.key, row.from_date) is row]
        later.sort(key=lambda row: row.from_date)
        choices.append(Choice(key, chosen.value if chosen else key.default, chosen, tuple(later)))
    return choices


def list_overlays(organisation: Organisation, *, known_at: datetime | None = None) -> list[Overlay]:
    """Return the overlays that count, in the order recorded: the last of each name, not withdrawn."""
    rows = _known(Overlay.objects.filter(organisation=organisation), known_at).order_by("recorded_at", "id")
    return list({row.name: row for row in rows}.values())


def standards_for(organisation: Organisation, *, known_at: datetime | None = None) -> Standards:
    """
    Return the published lists as this organisation corrects them; with `known_at`, as it did at that instant.

    One query; the same corrections give the same object.
    """
    return _corrected(tuple(overlay.text for overlay in list_overlays(organisation, known_at=known_at)))


@lru_cache(maxsize=64)
def _corrected(texts: tuple[str, ...]) -> Standards:
    corrections = tuple(correction for text in texts for correction in read_overlay(text))
    return load_standards().with_corrections(corrections) if corrections else load_standards()


def _known(rows: QuerySet[_Row], known_at: datetime | None) -> QuerySet[_Row]:
    if known_at is None:
        return rows.filter(withdrawn_at__isnull=True)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), recorded_at__lte=known_at)


def current_wards(organisation: Organisation) -> WardLookup | None:
    """Return the look-up of wards that speaks, or None where none was loaded."""
    known = WardLookup.objects.filter(organisation=organisation, withdrawn_at__isnull=True)
    return known.order_by("recorded_at", "pk").last()


def wards_of(organisation: Organisation) -> Mapping[str, Ward] | None:
    """
    Return the ward of each postcode that the look-up holds; None where none was loaded. Two queries.

    A council has some ten thousand postcodes, so that all are read at once: about ten milliseconds.
    """
    lookup = current_wards(organisation)
    if lookup is None:
        return None
    rows = WardPostcode.objects.filter(lookup=lookup).values_list("postcode", "code", "name")
    return {postcode: Ward(code, name) for postcode, code, name in rows}
