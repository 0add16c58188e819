"""What stands in the way of somebody, in the words of the database; the rule is in `towpath.rules.openings`."""

from datetime import date

from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan

from towpath.rules.dates import age
from towpath.rules.openings import SAME_WEEK, SEPTEMBER, StartRule, Wanted

METRES = 1000


def missing_for(wanted: Wanted) -> list[Q]:
    """
    Return what stands in the way of somebody: for each condition that can say no, the openings of which it does.

    A test asks both of the same openings; see ADR 0035.
    """
    missing = [
        _starts_otherwise(wanted.start_date),
        Q(apply_by_date__lt=wanted.on),
        Q(places=0),
    ]
    if wanted.level is not None:
        missing.append(Q(level__isnull=False) & ~Q(level=wanted.level))
    if wanted.birth_date is not None:
        then = age(wanted.birth_date, wanted.start_date)
        missing.append(Q(least_age__gt=then) | Q(most_age__lt=then))
    if wanted.held_level is not None:
        missing.append(Q(entry_level__gt=wanted.held_level))
    if wanted.holds_english_and_maths is False:
        missing.append(Q(asks_english_and_maths=True))
    if wanted.most_hours is not None:
        missing.append(Q(hours_a_week__gt=wanted.most_hours))
    if wanted.needs_support:
        missing.append(Q(has_send_support=False))
    if wanted.wants_small_group:
        missing.append(Q(is_small_group=False))
    if wanted.most_km is not None and wanted.point is not None:
        missing.append(_lies_outside(wanted.point.easting, wanted.point.northing, wanted.most_km * METRES))
    return missing


def _starts_otherwise(day: date) -> Q:
    week_end = day + SAME_WEEK
    missing = Q(start_rule__in=(StartRule.ROLL_ON, StartRule.FIXED_DATE), start_date__gt=week_end)
    missing |= Q(start_rule=StartRule.FIXED_DATE, start_date__lt=day)
    return missing if day.month == SEPTEMBER else missing | Q(start_rule=StartRule.SEPTEMBER)


def _lies_outside(easting: int, northing: int, metres: int) -> Q:
    """Return what lies outside a circle around a point, of openings that lie where their provider does."""
    is_at_its_place = Q(postcode="") | Q(postcode=F("establishment__postcode"))
    east, north = (
        # Squares of metres are longer than the columns' own numbers.
        Cast(F(f"establishment__{name}"), BigIntegerField()) - Value(middle, BigIntegerField())
        for name, middle in (("easting", easting), ("northing", northing))
    )
    return is_at_its_place & Q(GreaterThan(east * east + north * north, Value(metres**2, BigIntegerField())))
