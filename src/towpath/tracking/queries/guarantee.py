"""A September Guarantee as it stands: everybody whom the council answers for, and what each came to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.among import among
from towpath.people.models import SchoolPlace
from towpath.people.queries import organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.guarantee import OFFERS, Counted, GuaranteeFigures, Season, Settled, figures_of, settled_as
from towpath.tracking.models import GuaranteeCohort, GuaranteeFact, GuaranteeMember

CARRY_OVER = "guarantee.carry_over_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeLine:
    """
    One young person of a September, by the record they go by.

    `counted` is as the figures have it, and `now` what they came to by today, which no figure counts after the season.
    """

    person_id: int
    year_group: int
    establishment_id: int | None
    status: str
    counted: Counted
    now: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class SeptemberGuarantee:
    """
    Everybody whom the council answers for in one September, as known on a day.

    `counted_date` is the day whose news is the last counted; `elsewhere` are residents whom another council answers
    for, by that council's code, and in no figure here.
    """

    season: Season
    cohort: GuaranteeCohort
    counted_date: date
    lines: tuple[GuaranteeLine, ...]
    elsewhere: Mapping[str, int]

    def figures(self, year_group: int | None = None) -> GuaranteeFigures:
        """Return the figures of one year group, or of both."""
        return figures_of(each.counted for each in self.lines if year_group in (None, each.year_group))

    def figures_by_place(self) -> Mapping[int | None, GuaranteeFigures]:
        """Return the figures by where they were taught, None where nobody knows, in the order of ids."""
        places: dict[int | None, list[Counted]] = defaultdict(list)
        for each in self.lines:
            places[each.establishment_id].append(each.counted)
        return {place: figures_of(places[place]) for place in sorted(places, key=lambda place: place or 0)}

    @property
    def late(self) -> int:
        """How many have an offer today that came too late to count."""
        return sum(each.now in OFFERS and each.counted.settled not in OFFERS for each in self.lines)


def find_guarantee_cohort(viewer: Viewer, cohort_year: int) -> GuaranteeCohort | None:
    """Return the fixed cohort of a September; None where it is not fixed or the viewer works no desk. One query."""
    if not viewer.may("chase.work"):
        return None
    return GuaranteeCohort.objects.filter(organisation_id=viewer.organisation_id, cohort_year=cohort_year).first()


def get_guarantee(
    viewer: Viewer, cohort_year: int, on: date, *, accepted: Mapping[int, date]
) -> SeptemberGuarantee | None:
    """
    Return a September as known on a day; None where its cohort is not fixed or the viewer works no desk.

    The denominator is the fixed cohort, records since joined counted once. Whoever has a status of ours and was not in
    it has joined since. Seven queries, and one where anybody joined, however many people.

    :param accepted: since when each has accepted or taken up a place of it, by the record they go by
    """
    cohort = find_guarantee_cohort(viewer, cohort_year)
    if cohort is None:
        return None
    organisation = organisation_of(viewer)
    sameness = Sameness.of(organisation)
    season = Season(cohort_year, int(settings_on(organisation, on)[CARRY_OVER]))
    council = Organisation.objects.values_list("la_code", flat=True).get(pk=viewer.organisation_id)
    ours, elsewhere = _members(cohort, sameness, council)
    told = _told(viewer, cohort_year, sameness)
    reader = _Reader(
        {code: row.category for code, row in standards_for(organisation).edition_on(on).guarantee_statuses.items()},
        accepted,
    )
    counted_date = min(on, season.counts_until)
    lines = []
    for (person_id, year_group), place in ours.items():
        facts = told.get((person_id, year_group), ())
        lines.append(_line(person_id, year_group, place, facts, reader, season, on, was_fixed=True))
    fixed = {person_id for person_id, _ in ours}
    joined = {
        key: facts for key, facts in told.items() if key[0] not in fixed and _is_ours(facts, council, counted_date)
    }
    places = _places(sameness, {person_id for person_id, _ in joined})
    for (person_id, year_group), facts in joined.items():
        place = places.get(person_id)
        lines.append(_line(person_id, year_group, place, facts, reader, season, on, was_fixed=False))
    return SeptemberGuarantee(
        season=season, cohort=cohort, counted_date=counted_date, lines=tuple(lines), elsewhere=elsewhere
    )


@dataclass(frozen=True, slots=True)
class _Told:
    status: str
    la_code: str
    recorded_at: datetime
    withdrawn_at: datetime | None


_Key = tuple[int, int]
"""Somebody's record and their year group."""


@dataclass(frozen=True, slots=True)
class _Reader:
    categories: Mapping[str, str]
    accepted: Mapping[int, date]

    def settled(self, person_id: int, facts: Iterable[_Told], on: date) -> tuple[str, Settled]:
        """Return the status that stands at the end of a day, and what it comes to."""
        status = _standing(facts, on)
        code = status.status if status else ""
        since = self.accepted.get(person_id)
        is_accepted = since is not None and since <= on
        return code, settled_as(code, self.categories.get(code, ""), is_accepted=is_accepted)


def _line(
    person_id: int,
    year_group: int,
    place: int | None,
    facts: Iterable[_Told],
    reader: _Reader,
    season: Season,
    on: date,
    *,
    was_fixed: bool,
) -> GuaranteeLine:
    facts = tuple(facts)
    status, settled = reader.settled(person_id, facts, min(on, season.counts_until))
    _, at_close = reader.settled(person_id, facts, min(on, season.closes_date))
    _, now = reader.settled(person_id, facts, on)
    return GuaranteeLine(
        person_id=person_id,
        year_group=year_group,
        establishment_id=place,
        status=status,
        counted=Counted(was_fixed, settled, at_close),
        now=now,
    )


def _standing(facts: Iterable[_Told], on: date) -> _Told | None:
    ends = make_aware(datetime.combine(on + timedelta(days=1), time.min))
    live = [
        each for each in facts if each.recorded_at < ends and (each.withdrawn_at is None or each.withdrawn_at >= ends)
    ]
    return max(live, key=lambda each: each.recorded_at, default=None)


def _is_ours(facts: Iterable[_Told], council: str, on: date) -> bool:
    standing = _standing(facts, on)
    return standing is not None and standing.la_code == council


def _members(
    cohort: GuaranteeCohort, sameness: Sameness, council: str
) -> tuple[dict[_Key, int | None], dict[str, int]]:
    """Return those whom the council answers for with where each was taught, and how many others by their council."""
    ours: dict[_Key, int | None] = {}
    others: dict[int, str] = {}
    rows = GuaranteeMember.objects.filter(cohort=cohort).order_by("pk")
    seen: set[int] = set()
    for person_id, year_group, la_code, place in rows.values_list(
        "person_id", "year_group", "la_code", "establishment_id"
    ):
        leader = sameness.leading(person_id)
        if la_code == council and leader not in seen:
            seen.add(leader)
            ours[leader, year_group] = place
        elif la_code != council:
            others[leader] = la_code
    elsewhere: dict[str, int] = defaultdict(int)
    for leader, la_code in sorted(others.items(), key=lambda each: each[1]):
        elsewhere[la_code] += leader not in seen
    return ours, dict(elsewhere)


def _told(viewer: Viewer, cohort_year: int, sameness: Sameness) -> dict[_Key, list[_Told]]:
    rows = GuaranteeFact.objects.filter(organisation_id=viewer.organisation_id, cohort_year=cohort_year)
    told: dict[_Key, list[_Told]] = defaultdict(list)
    columns = ("person_id", "year_group", "status", "la_code", "recorded_at", "withdrawn_at")
    for person_id, year_group, *values in rows.order_by("recorded_at", "pk").values_list(*columns):
        told[sameness.leading(person_id), year_group].append(_Told(*values))
    return told


def _places(sameness: Sameness, leaders: Iterable[int]) -> dict[int, int]:
    """Return where each was last at school, for whoever joined after the cohort was fixed."""
    members = sameness.narrowed(list(leaders)).everyone
    rows = SchoolPlace.objects.known_at(None).filter(person_id__in=among(members), establishment__isnull=False)
    found = rows.order_by("from_date", "recorded_at", "pk").values_list("person_id", "establishment_id")
    return {sameness.leading(person_id): place for person_id, place in found}
