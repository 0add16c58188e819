"""Spells rebuilt once the published lists have changed, and a September's cohort fixed on the night after May."""

from collections.abc import Mapping
from datetime import date, datetime

from towpath.audit import Actor
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.rules.guarantee import Season
from towpath.tracking.actions import CohortRefusedError, fix_guarantee_cohort, rebuild_all_spells
from towpath.tracking.models import GuaranteeCohort, Spell

REBUILD = "towpath.tracking.jobs.rebuild_spells_of_all"


def queue_rebuild(organisation: Organisation, *, by: Actor, at: datetime) -> Job | None:
    """Queue the rebuilding of spells that follow other lists than are in force now; None where all follow them."""
    version = standards_for(organisation).version
    if not Spell.objects.filter(organisation=organisation).exclude(standards_version=version).exists():
        return None
    key = f"tracking.rebuild:{organisation.pk}:{version}"
    return enqueue(REBUILD, organisation=organisation, arguments={"standards": version}, by=by, at=at, key=key)


def rebuild_spells_of_all(running: Running) -> Mapping[str, object]:
    """Rebuild every spell of a council by the lists in force now; doing it again changes nothing."""
    words = "Working out again what everybody is doing, by the corrected lists"
    spells = rebuild_all_spells(
        organisation=Organisation.objects.get(pk=running.organisation_id),
        by=running.by,
        at=running.at,
        progress=lambda done, total: running.progress(done, total, words),
    )
    return {"spells": spells}


def fix_cohort(running: Running) -> Mapping[str, object]:
    """
    Fix this year's cohort of the September Guarantee on the first night after May on which it can be.

    A season that is over is left to a person, who sees on the page that it would be fixed late.
    """
    organisation = Organisation.objects.get(pk=running.organisation_id)
    night = date.fromisoformat(str(running.arguments["night_date"]))
    season = Season(night.year)
    if not organisation.la_code or not season.fixed_date < night <= season.closes_date:
        return {"skipped": "no cohort is to be fixed now"}
    if GuaranteeCohort.objects.filter(organisation=organisation, cohort_year=night.year).exists():
        return {"skipped": "it is fixed"}
    try:
        cohort = fix_guarantee_cohort(organisation=organisation, cohort_year=night.year, by=running.by, at=running.at)
    except CohortRefusedError:
        return {"skipped": "somebody else has just fixed it"}
    return {"members": cohort.members.count()}
