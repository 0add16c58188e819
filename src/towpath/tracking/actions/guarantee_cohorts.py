"""Fix the cohort of a September Guarantee, once, from how everybody stood at the end of May."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.people.queries.return_facts import HAS_LEFT
from towpath.people.sameness import Sameness
from towpath.rules.dates import day_words
from towpath.rules.guarantee import Answered, OfCohort, Season, answered_for
from towpath.rules.residence import leads
from towpath.tracking.models import GuaranteeCohort, GuaranteeMember
from towpath.tracking.teaching import Place, births_of, places_on, told_on

DIED, TWICE = "D", "M"
ASKED = ("lead_la", "educated_la", "year_11_la", "cohort_status")
A_CHUNK = 500


class CohortRefusedError(ValueError):
    """A cohort cannot be fixed as asked; the words say what to do."""


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
    births = births_of(organisation, sameness)
    taught = places_on(organisation, sameness, births, season.fixed_date)
    known = list(_answered(organisation, sameness, season, births, taught))
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
    organisation: Organisation,
    sameness: Sameness,
    season: Season,
    births: Mapping[int, date],
    taught: Mapping[int, Place],
) -> Iterator[tuple[int, Answered]]:
    told = told_on(organisation, sameness, ASKED, season.fixed_date)
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
