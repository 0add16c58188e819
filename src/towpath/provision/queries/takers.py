"""Which openings of a directory could take one young person: the database counts what is missing, the rule asks on."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan

from towpath.access import Viewer
from towpath.provision.models import Opening
from towpath.provision.offers import facts_of
from towpath.rules.dates import age
from towpath.rules.openings import SAME_WEEK, SEPTEMBER, Matches, Search, StartRule, Verdict, Wanted, match

METRES = 1000


def match_openings(viewer: Viewer, rows: QuerySet[Opening], wanted: Wanted) -> Matches:
    """
    Return which of some openings could take somebody or nearly, and how many there are. Three queries.

    What lacks two things is left in the database, and what lacks one comes from it as a near miss. The rule is asked
    of the rest, and words every answer that is shown.
    """
    own = rows.filter(organisation_id=viewer.organisation_id).order_by("pk")
    search = Search(wanted)
    lacking = _with_missing(own, wanted)
    told = match(facts_of(lacking.filter(missing=0), search.reads), search, looked_at=own.count())
    near = lacking.filter(missing=1).select_related(None).values_list("pk", flat=True)
    return Matches({**told.by_verdict, Verdict.NEAR_MISS: tuple(near)}, told.looked_at)


def _with_missing(rows: QuerySet[Opening], wanted: Wanted) -> QuerySet[Any]:
    one, none = Value(1), Value(0)
    counted = [Case(When(each, then=one), default=none, output_field=IntegerField()) for each in missing_for(wanted)]
    return rows.annotate(missing=sum(counted[1:], counted[0]))


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
