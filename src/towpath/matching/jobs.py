"""Looking through everybody held for records that are alike, while nobody waits."""

from collections.abc import Mapping

from towpath.jobs.running import Running
from towpath.matching.pairs import find_pairs
from towpath.organisation.models import Organisation

FIND = "towpath.matching.jobs.find"


def find(running: Running) -> Mapping[str, object]:
    """Look through everybody whom an organisation holds for records that may be one person."""
    running.progress(0, None, "Looking through everybody")
    organisation = Organisation.objects.get(pk=running.organisation_id)
    return {"pairs": find_pairs(organisation=organisation, by=running.by, at=running.at)}
