"""Spells rebuilt once the published lists have changed; at night, a cohort fixed after May and a month sampled."""

from collections.abc import Mapping
from datetime import date, datetime

from towpath.audit import Actor
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on, standards_for
from towpath.rules.dates import add_months
from towpath.rules.guarantee import Season
from towpath.tracking.actions import (
    CohortRefusedError,
    SampleRefusedError,
    draw_sample,
    fix_guarantee_cohort,
    rebuild_all_spells,
)
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


def draw_last_month(running: Running) -> Mapping[str, object]:
    """Draw the dip-sample of the month before, on the first night of a month or the first after it that is worked."""
    organisation = Organisation.objects.get(pk=running.organisation_id)
    night = date.fromisoformat(str(running.arguments["night_date"]))
    month = add_months(night.replace(day=1), -1)
    size = int(settings_on(organisation, night)["dip_sample.size"])
    try:
        drawn = draw_sample(organisation=organisation, month_date=month, size=size, by=running.by, at=running.at)
    except SampleRefusedError as refused:
        return {"skipped": str(refused)}
    return {"drawn": drawn}
