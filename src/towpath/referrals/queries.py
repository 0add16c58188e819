"""What can be asked about referrals, panels and drop-ins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.access.viewer import Viewer
from towpath.people.queries import Found, list_dead, organisation_of, search_people
from towpath.provision.models import Establishment, SharingAgreement, Site
from towpath.referrals.actions.panels import source_of
from towpath.referrals.actions.passing_on import agreement_with
from towpath.referrals.courses import courses_of, terms_of, working_days_after
from towpath.referrals.models import DropIn, Panel, PanelItem, Referral, ReferralMessage, ReferralStep
from towpath.rules.access import CASE_WORK_ROLES, SAFEGUARDING_LEAD
from towpath.rules.owed import Owed
from towpath.rules.referrals import Clock, Course, Stage, owed_next, stage_of
from towpath.tasks.models import Task

LIKELY = 5


class ReferralNotFoundError(LookupError):
    """There is no such referral, panel or drop-in for this viewer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One referral with how far it has got on a day, and what is owed next, if anything is."""

    referral: Referral
    course: Course
    stage: Stage
    owed: Owed[Clock] | None
    is_late: bool


def list_referrals(viewer: Viewer) -> QuerySet[Referral]:
    """
    Return the referrals that a viewer may see, the latest first.

    Whoever triages sees the council's; an adviser those accepted for a case that is theirs; anybody else none.
    """
    if not viewer.may("referrals.view"):
        return Referral.objects.none()
    rows = Referral.objects.filter(organisation_id=viewer.organisation_id)
    if not viewer.may("referrals.triage"):
        rows = rows.filter(case__adviser_id=viewer.user_id)
    return rows.select_related("organisation", "person", "adviser", "case").order_by("-received_at", "-pk")


def list_waiting(viewer: Viewer, on: date) -> list[Standing]:
    """Return the referrals of which something is owed, the longest due first. Six queries at most."""
    rows = list_referrals(viewer).exclude(
        Q(answer="withdrawn") | Q(answer__in=("declined", "redirected"), told_at__isnull=False)
    )
    owed = [(each.owed.due_date, each.referral.pk, each) for each in standings_of(viewer, rows, on) if each.owed]
    return [each for *_, each in sorted(owed, key=lambda row: row[:2])]


def standings_of(viewer: Viewer, referrals: Collection[Referral], on: date) -> list[Standing]:
    """Return how far each of these referrals has got, in the order given; another council's are left out."""
    own = [row for row in referrals if row.organisation_id == viewer.organisation_id]
    organisation = organisation_of(viewer)
    courses, terms, dead = courses_of(organisation, own), terms_of(organisation, on), list_dead(viewer, on)
    standings = []
    for row in own:
        course = replace(courses[row.pk], has_died=row.person_id in dead)
        owed = owed_next(course, terms, working_days_after)
        late = owed is not None and owed.is_late(on)
        standings.append(Standing(row, course, stage_of(course), owed, late))
    return standings


def get_referral(viewer: Viewer, referral_id: int) -> Referral:
    """
    Return one referral.

    :raises ReferralNotFoundError: there is none that the viewer may see
    """
    row = list_referrals(viewer).filter(pk=referral_id).first()
    if row is None:
        raise ReferralNotFoundError("There is no such referral here.")
    return row


def list_steps(viewer: Viewer, referral: Referral) -> list[ReferralStep]:
    """Return what was done about a referral, the latest first."""
    if not list_referrals(viewer).filter(pk=referral.pk).exists():
        return []
    return list(referral.steps.select_related("agency").order_by("-at", "-pk"))


def list_messages(viewer: Viewer, referral: Referral) -> list[ReferralMessage]:
    """Return what the referrer was told, the latest first."""
    if not list_referrals(viewer).filter(pk=referral.pk).exists():
        return []
    return list(referral.messages.filter(sent_at__isnull=False).order_by("-sent_at", "-pk"))


def list_likely(viewer: Viewer, referral: Referral, on: date) -> list[Found]:
    """Return who of those known here a referral may be about, the likeliest first; nobody to who may not triage."""
    if not viewer.may("referrals.triage") or referral.organisation_id != viewer.organisation_id:
        return []
    born = f" {referral.birth_date:%d/%m/%Y}" if referral.birth_date else ""
    return search_people(viewer, f"{referral.given_name} {referral.family_name}{born}", on, limit=LIKELY)


def list_others(viewer: Viewer, referral: Referral) -> list[Referral]:
    """Return the other referrals of a young person of this name and birth date, the latest first."""
    if not viewer.may("referrals.triage"):
        return []
    alike = list_referrals(viewer).filter(
        given_name__iexact=referral.given_name, family_name__iexact=referral.family_name, birth_date=referral.birth_date
    )
    return list(alike.exclude(pk=referral.pk))


def list_agencies(viewer: Viewer, on: date) -> list[tuple[Establishment, str]]:
    """
    Return the agencies that a viewer's council knows, by name, each with why a referral may not go to it, or "".

    Two queries.
    """
    if not (viewer.may("referrals.triage") or viewer.may("agreements.make")):
        return []
    rows = Establishment.objects.filter(
        Q(closed_date__isnull=True) | Q(closed_date__gte=on), organisation_id=viewer.organisation_id, is_agency=True
    )
    rows = rows.prefetch_related("sharing_agreements").order_by("name", "pk")
    return [(row, agreement_with(row, on)[1]) for row in rows]


def list_agreements(viewer: Viewer) -> QuerySet[SharingAgreement]:
    """Return what was agreed to be shared with whom, ended agreements too, by whom it is with and since when."""
    if not (viewer.may("referrals.triage") or viewer.may("agreements.make")):
        return SharingAgreement.objects.none()
    rows = SharingAgreement.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("establishment").order_by("establishment__name", "-from_date", "-pk")


def list_panels(viewer: Viewer) -> QuerySet[Panel]:
    """Return the panels, the latest first; none to those who do not triage."""
    if not viewer.may("referrals.triage"):
        return Panel.objects.none()
    rows = Panel.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("site", "organisation").order_by("-meets_at", "-pk")


def get_panel(viewer: Viewer, panel_id: int) -> Panel:
    """
    Return one panel.

    :raises ReferralNotFoundError: there is none that the viewer may see
    """
    row = list_panels(viewer).filter(pk=panel_id).first()
    if row is None:
        raise ReferralNotFoundError("There is no such panel here.")
    return row


def list_agenda(viewer: Viewer, panel: Panel) -> list[PanelItem]:
    """Return the items of a panel in the order of its agenda."""
    rows = PanelItem.objects.filter(panel=panel, panel__in=list_panels(viewer))
    return list(rows.select_related("panel", "referral", "referral__person").order_by("place", "pk"))


def list_actions(viewer: Viewer, items: Collection[PanelItem]) -> Mapping[int, list[Task]]:
    """Return what somebody is to do after each of these items, done or not, by the item's id. One query."""
    by_source = {source_of(item): item.pk for item in items if item.panel.organisation_id == viewer.organisation_id}
    found: dict[int, list[Task]] = {item.pk: [] for item in items}
    rows = Task.objects.filter(organisation_id=viewer.organisation_id, source__in=by_source).select_related("owner")
    for task in rows.order_by("due_date", "pk"):
        found[by_source[task.source]].append(task)
    return found


def list_staff(viewer: Viewer, on: date) -> list[User]:
    """Return the staff of a viewer's council who may be given something to do, by name."""
    staff = (*CASE_WORK_ROLES, SAFEGUARDING_LEAD)
    roles = roles_in_force(on).filter(organisation_id=viewer.organisation_id, role__in=staff)
    return sorted({role.user for role in roles}, key=lambda user: (user.name, user.pk))


def list_drop_ins(viewer: Viewer, on: date) -> QuerySet[DropIn]:
    """Return where and when advisers sit from a day on, in the order of the week."""
    if not viewer.may("referrals.view"):
        return DropIn.objects.none()
    rows = DropIn.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on), organisation_id=viewer.organisation_id
    ).select_related("site", "site__establishment", "adviser")
    return rows.order_by("weekday", "opens_at", "site__name", "pk")


def get_drop_in(viewer: Viewer, drop_in_id: int, on: date) -> DropIn:
    """
    Return one drop-in that has not ended.

    :raises ReferralNotFoundError: there is none that the viewer may see
    """
    row = list_drop_ins(viewer, on).filter(pk=drop_in_id).first()
    if row is None:
        raise ReferralNotFoundError("There is no such drop-in here.")
    return row


def list_places(viewer: Viewer, on: date) -> QuerySet[Site]:
    """Return the sites of a viewer's council that are open on a day, by name."""
    rows = Site.objects.filter(
        Q(closed_date__isnull=True) | Q(closed_date__gte=on), organisation_id=viewer.organisation_id
    )
    return rows.select_related("establishment").order_by("name", "pk")
