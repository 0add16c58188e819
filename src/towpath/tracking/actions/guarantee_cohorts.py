"""Fix the cohort of a September Guarantee, once, from how everybody stood at the end of May."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.models import BirthDate, Person, ReturnFact, SchoolPlace
from towpath.people.queries.return_facts import HAS_LEFT
from towpath.people.sameness import Sameness
from towpath.rules.dates import day_words
from towpath.rules.guarantee import Answered, OfCohort, Season, answered_for
from towpath.rules.residence import leads
from towpath.tracking.models import GuaranteeCohort, GuaranteeMember, Spell

DIED, TWICE = "D", "M"
ASKED = ("lead_la", "educated_la", "year_11_la", "cohort_status")
A_CHUNK = 500


class CohortRefusedError(ValueError):
    """A cohort cannot be fixed as asked; the words say what to do."""


@dataclass(frozen=True, slots=True)
class _Place:
    establishment_id: int
    la_code: str


def fix_guarantee_cohort(*, organisation: Organisation, cohort_year: int, by: Actor, at: datetime) -> GuaranteeCohort:
    """
    Fix who is in the cohort of a September, as everybody stood on 31 May and as that is known now; for good.

    Seven queries to read, and one for each 500 people to write.

    :raises CohortRefusedError: May is not over, it is fixed already, or there is no council to answer for anybody
    """
    season = Season(cohort_year)
    if not organisation.la_code:
        raise CohortRefusedError("Only a council answers for the September Guarantee. This is none.")
    if localdate(at) <= season.fixed_date:
        raise CohortRefusedError(f"The cohort is fixed after {day_words(season.fixed_date)}. Come back then.")
    sameness = Sameness.of(organisation)
    taught = _places(organisation, sameness, season)
    known = list(_answered(organisation, sameness, season, taught))
    try:
        with transaction(by=by, at=at) as events:
            cohort = GuaranteeCohort.objects.create(
                organisation=organisation,
                cohort_year=cohort_year,
                fixed_date=season.fixed_date,
                fixed_at=at,
                fixed_by=by.user,
            )
            GuaranteeMember.objects.bulk_create(
                (
                    GuaranteeMember(
                        cohort=cohort,
                        person_id=person_id,
                        year_group=answered.year_group,
                        la_code=answered.la_code,
                        establishment_id=taught[person_id].establishment_id if person_id in taught else None,
                    )
                    for person_id, answered in known
                ),
                batch_size=A_CHUNK,
            )
            events.record(
                "guarantee.cohort_fixed",
                subject=f"tracking_guarantee_cohort:{cohort.pk}",
                after={"cohort_year": cohort_year, "members": len(known)},
            )
    except IntegrityError as error:
        raise CohortRefusedError(f"The cohort of September {cohort_year} is fixed already.") from error
    return cohort


def _answered(
    organisation: Organisation, sameness: Sameness, season: Season, taught: Mapping[int, _Place]
) -> Iterator[tuple[int, Answered]]:
    told = _told(organisation, sameness, season)
    births = _births(organisation, sameness)
    live = set(Person.objects.filter(organisation=organisation, withdrawn_at__isnull=True).values_list("pk", flat=True))
    council = organisation.la_code
    for person_id in sorted(live & set(births)):
        said = told[person_id]
        status = said.get("cohort_status", "")
        place = taught.get(person_id)
        facts = OfCohort(
            birth_date=births[person_id],
            is_resident=leads(council, said.get("lead_la", council)) and status not in HAS_LEFT,
            taught_la=said.get("year_11_la") or (place.la_code if place else "") or said.get("educated_la", ""),
            is_gone=status in (DIED, TWICE),
        )
        if answered := answered_for(facts, season, council):
            yield person_id, answered


def _births(organisation: Organisation, sameness: Sameness) -> Mapping[int, date]:
    rows = BirthDate.objects.known_at(None).filter(organisation=organisation).order_by("recorded_at", "id")
    return {leader: row.birth_date for leader, row in sameness.speaking(rows).items()}


def _told(organisation: Organisation, sameness: Sameness, season: Season) -> Mapping[int, Mapping[str, str]]:
    """Return what was told of each of the fields asked, in force on the day; a record's own before a merged one's."""
    rows = ReturnFact.objects.known_at(None).in_force(season.fixed_date)
    rows = rows.filter(organisation=organisation, field__in=ASKED).order_by("recorded_at", "id")
    own: dict[int, dict[str, str]] = defaultdict(dict)
    merged: dict[int, dict[str, str]] = defaultdict(dict)
    for person_id, field, value in rows.values_list("person_id", "field", "value"):
        leader = sameness.leading(person_id)
        (own if leader == person_id else merged)[leader][field] = value
    for leader, said in merged.items():
        own[leader] = {**said, **own[leader]}
    return own


def _places(organisation: Organisation, sameness: Sameness, season: Season) -> dict[int, _Place]:
    """Return where each was taught on the day: at school, one on its roll first, else where the ledger says."""
    found: dict[int, _Place] = {}
    on = season.fixed_date
    spells = Spell.objects.filter(organisation=organisation, from_date__lte=on, statement__establishment__isnull=False)
    current = spells.exclude(to_date__lt=on).order_by("pk")
    columns = ("person_id", "statement__establishment_id", "statement__establishment__la_code")
    for person_id, establishment_id, la_code in current.values_list(*columns):
        found[sameness.leading(person_id)] = _Place(establishment_id, la_code)
    rows = (
        SchoolPlace.objects.known_at(None).in_force(on).filter(organisation=organisation, establishment__isnull=False)
    )
    at_school = sorted(
        rows.order_by("recorded_at", "pk").values_list(
            "kind", "person_id", "establishment_id", "establishment__la_code"
        ),
        key=lambda row: row[0] == SchoolPlace.Kind.ON_ROLL,
    )
    for _, person_id, establishment_id, la_code in at_school:
        found[sameness.leading(person_id)] = _Place(establishment_id, la_code)
    return found
