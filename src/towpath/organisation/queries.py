"""What an organisation is, and what it had chosen on a day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from towpath.organisation.models import Organisation, Overlay, Setting
from towpath.organisation.setting_keys import SETTING_KEYS, Value


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
    rows = _in_force(Setting.objects.filter(organisation=organisation, key__in=values), on, known_at)
    values.update(rows.order_by("recorded_at", "id").values_list("key", "value"))
    return values


def list_overlays(organisation: Organisation, on: date, *, known_at: datetime | None = None) -> list[Overlay]:
    """Return the overlays in force on a day, in the order recorded; a later one of the same name replaces an earlier."""
    rows = _in_force(Overlay.objects.filter(organisation=organisation), on, known_at).order_by("recorded_at", "id")
    return list({row.name: row for row in rows}.values())


def _in_force(rows: QuerySet[_Row], on: date, known_at: datetime | None) -> QuerySet[_Row]:
    in_force = rows.filter(Q(to_date__isnull=True) | Q(to_date__gte=on), from_date__lte=on)
    if known_at is None:
        return in_force.filter(withdrawn_at__isnull=True)
    return in_force.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), recorded_at__lte=known_at)
