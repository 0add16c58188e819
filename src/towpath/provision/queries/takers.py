"""Which openings of a directory could take one young person: narrowed by the database, decided by the rule."""

from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from towpath.access import Viewer
from towpath.provision.models import Opening
from towpath.provision.offers import facts_of
from towpath.rules.dates import age
from towpath.rules.openings import MANY, SAME_WEEK, SEPTEMBER, Matches, Search, StartRule, Wanted, match

METRES = 1000


def match_openings(viewer: Viewer, rows: QuerySet[Opening], wanted: Wanted) -> Matches:
    """
    Return which of some openings could take somebody or nearly, and how many there are. Two queries.

    The verdict is the rule's. The database leaves out what surely lacks two things, and need not find all of those.
    """
    own = rows.filter(organisation_id=viewer.organisation_id)
    search = Search(wanted)
    return match(facts_of(_likely(own, wanted).order_by("pk"), search.reads), search, looked_at=own.count())


def _likely(rows: QuerySet[Opening], wanted: Wanted) -> QuerySet[Opening]:
    """Return openings but for those that surely lack so many things that they cannot."""
    missing = surely_missing(wanted)
    one, none = Value(1), Value(0)
    counted = [Case(When(each, then=one), default=none, output_field=IntegerField()) for each in missing]
    return rows.annotate(missing=sum(counted[1:], counted[0])).filter(missing__lt=MANY)


def surely_missing(wanted: Wanted) -> list[Q]:
    """
    Return what surely stands in the way of somebody, each for another condition of the rule.

    An opening that meets one of these is one that the rule says no to; of others the rule says.
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
    """Return what lies outside a square around a point, and so outside the circle within it."""
    is_at_its_place = Q(postcode="") | Q(postcode=F("establishment__postcode"))
    outside = Q()
    for name, middle in (("easting", easting), ("northing", northing)):
        outside |= Q(**{f"establishment__{name}__lt": middle - metres})
        outside |= Q(**{f"establishment__{name}__gt": middle + metres})
    return is_at_its_place & outside
