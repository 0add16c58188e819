"""Who of the staff has which skill, and who could take a case."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access.viewer import Viewer
from towpath.caseload.models import StaffSkill
from towpath.caseload.queries.cases import count_cases, list_advisers
from towpath.rules.routing import Candidate, Colleague, candidates


def list_skills(viewer: Viewer, on: date) -> QuerySet[StaffSkill]:
    """Return the skills that staff bring on a day, by name and code."""
    if not (viewer.may("lists.change") or viewer.may("caseload.work")):
        return StaffSkill.objects.none()
    rows = StaffSkill.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gt=on), organisation_id=viewer.organisation_id, from_date__lte=on
    )
    return rows.select_related("user").order_by("user__name", "user_id", "code")


def list_candidates(viewer: Viewer, wanted: Collection[str], on: date) -> list[Candidate]:
    """Return who could take a case that wants these skills, in the order to ask; none for whoever works none."""
    if not viewer.may("caseload.work"):
        return []
    skills: dict[int, set[str]] = {}
    for skill in list_skills(viewer, on):
        skills.setdefault(skill.user_id, set()).add(skill.code)
    counts = count_cases(viewer, on)
    staff = [
        Colleague(user.public_id, user.name, frozenset(skills.get(user.pk, ())), counts.get(user.pk, (0, 0))[0])
        for user in list_advisers(viewer, on)
    ]
    return candidates(staff, wanted)
