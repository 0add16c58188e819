"""Invented places to learn and what can be joined there."""

from datetime import date
from typing import Any

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.organisation.models import Organisation
from towpath.provision.actions import record_openings
from towpath.provision.models import Establishment, Opening
from towpath.provision.openings import OpeningFacts


def make_college(organisation: Organisation, **changed: Any) -> Establishment:
    """Return a further education college of the borough, on the map."""
    facts = {
        "name": "Lock College",
        "is_college": True,
        "ukprn": "10000001",
        "postcode": "SM1 1AA",
        "easting": 334000,
        "northing": 395000,
        "establishment_type": "Further education",
    }
    return Establishment.objects.create(
        organisation=organisation, recorded_at=MORNING, source="import:1", **{**facts, **changed}
    )


def make_opening(
    place: Establishment, *, checked_date: date = DAY, source: str = "import:2", **changed: Any
) -> Opening:
    """Return something that can be joined at a place at any time, unless told otherwise."""
    given: dict[str, Any] = {
        "title": "Bricklaying Level 1",
        "start_rule": "roll_on",
        "level": 1,
        "study_mode": "full_time",
    }
    facts = OpeningFacts(establishment_id=place.pk, **{**given, **changed})
    [recorded] = record_openings(
        organisation=place.organisation,
        incoming=[facts],
        checked_date=checked_date,
        source=source,
        by=SETUP,
        at=MORNING,
    )
    return Opening.objects.select_related("establishment").get(pk=recorded.opening_id)
