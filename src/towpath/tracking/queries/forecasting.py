"""The stretches from today on of whoever is tracked, for the forecast. The projection is read, and no rule restated."""

from collections import defaultdict

from django.db.models import Q

from towpath.access.viewer import Viewer
from towpath.organisation.queries import standards_for
from towpath.people.among import among
from towpath.people.queries import organisation_of
from towpath.rules.forecast import Stretch, Tracked
from towpath.standards import Group
from towpath.tracking.models import Spell
from towpath.tracking.queries.desk import Desk


def list_tracked(viewer: Viewer, desk: Desk) -> dict[int, Tracked]:
    """
    Return everybody tracked on the desk, by the record they go by, with what is known of today and of days to come.

    Spells worked out with other published lists are left out, as on every page. Two queries.
    """
    if not viewer.may("chase.work"):
        return {}
    births = {each: line.situation.birth_date for each, line in desk.lines.items() if line.situation.is_tracked}
    spells = Spell.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=desk.on),
        person_id__in=among(births),
        standards_version=standards_for(organisation_of(viewer)).version,
    )
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    columns = ("person_id", "from_date", "to_date", "group")
    for person_id, from_date, to_date, group in spells.order_by("from_date").values_list(*columns):
        stretches[person_id].append(Stretch(from_date, to_date, Group(group)))
    return {each: Tracked(birth_date, tuple(stretches[each])) for each, birth_date in births.items()}
