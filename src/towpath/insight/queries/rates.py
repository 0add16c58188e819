"""The council's own rates: every number for those who may see the people in it, and as it may leave for everybody."""

from datetime import date

from towpath.access import Viewer
from towpath.insight.marts import mart_of
from towpath.insight.measures import Rates, rates_from
from towpath.insight.releases import ReleasedRates, release_rates
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on


class NotForReleaseError(PermissionError):
    """The viewer may see rates, but not those in which small numbers are not hidden."""


def rates_for(viewer: Viewer, month_from: date, month_to: date, known_on: date | None = None) -> Rates:
    """
    Return the organisation's rates at each month's end, every number as it is; not for release.

    :param known_on: as known at the end of that day; None is as known now
    :raises NotForReleaseError: the viewer may not see the people in them
    :raises ValueError: the first month is after the last
    """
    if not viewer.may("people.search"):
        raise NotForReleaseError("These rates show small numbers. Ask for the released ones.")
    return _rates(viewer, month_from, month_to, known_on)


def released_rates_for(
    viewer: Viewer, month_from: date, month_to: date, on: date, known_on: date | None = None
) -> ReleasedRates:
    """
    Return the organisation's rates as they may be shown to anybody who may see rates.

    :param on: the day whose setting says which counts are hidden; the setting known now speaks, whatever `known_on`
    :raises NotForReleaseError: the viewer may see no rates at all
    :raises ValueError: the first month is after the last
    """
    if not viewer.may("rates.view"):
        raise NotForReleaseError("Your role does not see rates.")
    upper = settings_on(_organisation(viewer), on)["suppression.upper"]
    return release_rates(_rates(viewer, month_from, month_to, known_on), upper=int(upper))


def _rates(viewer: Viewer, month_from: date, month_to: date, known_on: date | None) -> Rates:
    if month_from > month_to:
        raise ValueError(f"{month_from:%B %Y} is after {month_to:%B %Y}. Give the earlier month first.")
    mart = mart_of(_organisation(viewer), known_on=known_on)
    return rates_from(mart, month_from=month_from, month_to=month_to)


def _organisation(viewer: Viewer) -> Organisation:
    return Organisation.objects.get(pk=viewer.organisation_id)
