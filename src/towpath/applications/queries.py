"""What young people have applied for, as far as a viewer may see it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from towpath.access import OwnViewer, Viewer
from towpath.applications.models import Application, Step
from towpath.people.births import birth_dates_of
from towpath.people.queries import living, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.provision.models import Opening
from towpath.rules.applications import Stage, guaranteed_by, start_of_place
from towpath.tracking.models import Proposal

LEARNING = (Opening.Kind.COURSE, Opening.Kind.APPRENTICESHIP)
TAKEN_UP = (Stage.ACCEPTED, Stage.STARTED, Stage.SIX_WEEKS)


class ApplicationNotFoundError(LookupError):
    """There is no such application for this viewer."""


def list_applications(viewer: Viewer, on: date) -> QuerySet[Application]:
    """Return every application of whom the viewer may see, the latest first; nobody's to whoever may see none."""
    if not viewer.may("applications.view"):
        return Application.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Application.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    live = Step.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    related = rows.select_related("person", "opening", "opening__establishment", "proposal")
    return related.prefetch_related(Prefetch("steps", queryset=live)).order_by("-recorded_at", "-pk")


def list_applications_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[Application]:
    """Return the applications of one person, merges resolved, the latest first."""
    records = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list_applications(viewer, on).filter(person__in=records)


def list_proposing(viewer: Viewer, on: date) -> QuerySet[Application]:
    """Return the applications of the living whose step proposes a status still to decide, the longest waiting first."""
    if not viewer.may("status.resolve"):
        return Application.objects.none()
    open_ones = list_applications(viewer, on).filter(
        proposal__state=Proposal.State.OPEN, person__in=living(viewer, on).values("pk")
    )
    return open_ones.order_by("proposal__received_at", "pk")


def list_guarantee_accepted(viewer: Viewer, cohort_year: int, on: date) -> dict[int, date]:
    """
    Return since when each has accepted or taken up a place in learning of one September, by the record they go by.

    Four queries.
    """
    organisation = organisation_of(viewer)
    sameness = Sameness.of(organisation)
    rows = [
        row
        for row in list_applications(viewer, on).filter(opening__kind__in=LEARNING)
        if any(step.stage in TAKEN_UP for step in row.steps.all())
    ]
    births = birth_dates_of(organisation, [row.person_id for row in rows])
    found: dict[int, date] = {}
    for row in rows:
        steps = sorted(row.steps.all(), key=lambda step: step.happened_date)
        first = next(step for step in steps if step.stage in TAKEN_UP)
        said = next((step for step in steps if step.stage == Stage.OFFERED), first)
        starts = start_of_place(row.opening.start_rule, row.opening.start_date, said.happened_date)
        september = guaranteed_by(births.get(row.person_id), starts)
        if september is not None and september.cohort_year == cohort_year:
            leader = sameness.leading(row.person_id)
            found[leader] = min(first.happened_date, found.get(leader, first.happened_date))
    return found


def count_waiting_on(viewer: Viewer, opening_id: int, on: date) -> int:
    """Return how many applications of whom the viewer may see are still on their way to one opening. One query."""
    return list_applications(viewer, on).filter(opening_id=opening_id, ended_date__isnull=True).count()


def get_application(viewer: Viewer, person_id: int, application_id: int, on: date) -> Application:
    """
    Return one application of one person.

    :raises ApplicationNotFoundError: there is none that the viewer may see, or it is somebody else's
    """
    found = list_applications_of(viewer, person_id, on).filter(pk=application_id).first()
    if found is None:
        raise ApplicationNotFoundError("There is no such application here.")
    return found


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """One application as the young person sees it: nothing of what staff wrote beside it."""

    title: str
    place: str
    stage: str
    since: date | None
    apply_by_date: date | None
    start_date: date | None
    has_ended: bool


def list_own_applications(viewer: OwnViewer) -> list[OwnApplication]:
    """Return what a young person has on their list or applied for, the latest first. Two queries."""
    rows = Application.objects.filter(person__in=viewer.record_ids).select_related("opening__establishment")
    live = Step.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    rows = rows.prefetch_related(Prefetch("steps", queryset=live))
    return [_own(row) for row in rows.order_by("-recorded_at", "-pk")]


def _own(row: Application) -> OwnApplication:
    steps = list(row.steps.all())
    return OwnApplication(
        title=row.opening.title,
        place=row.opening.establishment.name,
        stage=row.stage,
        since=steps[-1].happened_date if steps else None,
        apply_by_date=row.opening.apply_by_date,
        start_date=row.opening.start_date,
        has_ended=row.ended_date is not None,
    )
