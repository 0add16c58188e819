"""Every spell of a council rebuilt while nobody waits, once the published lists it follows have changed."""

from collections.abc import Mapping
from datetime import datetime

from towpath.audit import Actor
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.tracking.actions import rebuild_all_spells
from towpath.tracking.models import Spell

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
