"""Year 11 leavers from what they meant to do to where they are in January."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from towpath.access.viewer import Viewer
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.among import among
from towpath.people.queries import organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.destinations import (
    Autumn,
    Column,
    Direction,
    Journey,
    JourneyFigures,
    Stay,
    direction_of,
    figures_of_journeys,
    journey_of,
    meant_by,
)
from towpath.rules.disclosure import Figure
from towpath.rules.leavers_released import PlaceCounted, leavers_released
from towpath.tracking.models import IntendedDestinationFact
from towpath.tracking.queries.guarantee import SeptemberGuarantee, get_guarantee
from towpath.tracking.queries.statuses import list_spells

YEAR_11 = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """One Year 11 leaver by the record they go by, and where they were taught in May."""

    person_id: int
    establishment_id: int | None
    journey: Journey


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaversYear:
    """The leavers of one summer as known on a day, of the cohort that was fixed in May."""

    guarantee: SeptemberGuarantee
    autumn: Autumn
    leavers: tuple[Leaver, ...]

    def figures(self) -> JourneyFigures:
        """Return the figures of all of them."""
        return figures_of_journeys(each.journey for each in self.leavers)

    def figures_by_place(self) -> Mapping[int | None, JourneyFigures]:
        """Return the figures by where they were taught in May, None where nobody knows."""
        places: dict[int | None, list[Journey]] = defaultdict(list)
        for each in self.leavers:
            places[each.establishment_id].append(each.journey)
        return {place: figures_of_journeys(journeys) for place, journeys in places.items()}


def get_leavers(viewer: Viewer, leaving_year: int, on: date, *, accepted: Mapping[int, date]) -> LeaversYear | None:
    """
    Return the leavers of a summer as known on a day; None where their cohort is not fixed or the viewer works no desk.

    They are those whom the council answered for in Year 11 in May. Six queries more than the guarantee's.

    :param accepted: as `get_guarantee` takes it
    """
    found = get_guarantee(viewer, leaving_year, on, accepted=accepted)
    if found is None:
        return None
    organisation = organisation_of(viewer)
    lines = [each for each in found.lines if each.year_group == YEAR_11 and each.counted.was_fixed]
    sameness = Sameness.of(organisation)
    leaders = [each.person_id for each in lines]
    autumn = Autumn(leaving_year)
    meant = _meant(sameness, leaders, leaving_year)
    stays = _stays(viewer, leaders, autumn, on)
    leavers = tuple(
        Leaver(
            person_id=each.person_id,
            establishment_id=each.establishment_id,
            journey=journey_of(
                meant.get(each.person_id, Direction.NOT_RECORDED),
                each.counted.settled,
                stays[each.person_id],
                autumn,
                on,
            ),
        )
        for each in lines
    )
    return LeaversYear(guarantee=found, autumn=autumn, leavers=leavers)


def released_leavers(
    viewer: Viewer, found: LeaversYear, names: Mapping[int, str], column: Column, on: date
) -> list[tuple[str, Figure, Figure, Figure]]:
    """
    Return by place what one column counts as it may leave beside the others: who has it, who has not, and both.

    The last line is everybody. Two queries.
    """
    if not found.leavers:
        return []
    by_place = found.figures_by_place()
    told = [
        PlaceCounted(names.get(place or 0, "Not known where"), each.leavers, each.counted(column))
        for place, each in by_place.items()
    ]
    upper = int(settings_on(organisation_of(viewer), on)["suppression.upper"])
    return leavers_released(sorted(told, key=lambda place: place.name), upper=upper)


def _meant(sameness: Sameness, leaders: Collection[int], leaving_year: int) -> dict[int, Direction]:
    """Return what each meant to do, by what was told last of their record, or else of one merged into it. One query."""
    members = sameness.narrowed(leaders).everyone
    rows = IntendedDestinationFact.objects.filter(
        person_id__in=among(members), cohort_year=leaving_year, withdrawn_at__isnull=True
    )
    told = sameness.speaking(rows.order_by("-recorded_at", "-pk"))
    return {leader: meant_by(row.code) for leader, row in told.items()}


def _stays(viewer: Viewer, leaders: Sequence[int], autumn: Autumn, on: date) -> Mapping[int, list[Stay]]:
    """Return what each was doing from September to January, as the ledger says it. Five queries."""
    standards = standards_for(organisation_of(viewer))
    found: dict[int, list[Stay]] = defaultdict(list)
    for row in list_spells(viewer, leaders, on, until=autumn.january_date):
        if row.to_date is not None and row.to_date < autumn.from_date:
            continue
        told = row.statement
        code = standards.edition_on(row.from_date).activity_codes.get(row.code)
        place = str(told.establishment_id or "") or " ".join(told.provider_name.casefold().split())
        stay = Stay(from_date=row.from_date, to_date=row.to_date, direction=direction_of(code), place=place)
        found[row.person_id].append(stay)
    return found
