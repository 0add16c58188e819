"""The situation of each young person on a day, from every room below: what the ready lists are decided from."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q, QuerySet
from django.utils.timezone import localdate, localtime

from towpath.access.viewer import Viewer
from towpath.contact.models import ContactEvent
from towpath.contact.queries import LastContact, last_contact_dates
from towpath.organisation.queries import settings_on
from towpath.people.among import among
from towpath.people.models import BirthDate, ContactRoute, ReturnFact
from towpath.people.queries import list_returned_post, list_stops, organisation_of, reasons_held_for
from towpath.people.sameness import Sameness
from towpath.rules.attempts import ASKED_TO_STOP, FAILED_ROUTE, Route, Tried, working_routes
from towpath.rules.cohort import LAST_SCHOOL_ACADEMIC_AGE, PLAN_ACADEMIC_AGES, ReasonHeld
from towpath.rules.dates import academic_year, academic_year_start, add_months
from towpath.rules.ready_lists import Situation, guarantee_year
from towpath.tracking.models import Conflict, GuaranteeFact, GuaranteeMember
from towpath.tracking.queries.statuses import StatusRecord, list_statuses

PLAN, NEED, HAS_PLAN = "send_flag", "level_of_need", "Y"
OF_TRACKED_AGE = 18
"""Academic age before which everybody is tracked; from it on, those with a plan alone."""


def situations_of(viewer: Viewer, on: date, person_ids: Collection[int] | None = None) -> dict[int, Situation]:
    """
    Return the situation on a day of each of these people, or of everybody whom the desk is about, by record gone by.

    The desk is about those tracked for the return, from Year 11, and those whose EHC plan ended, and never about
    whoever died. It does not say whether a list named them: the room that reads lists knows. The number of queries does
    not grow with people.
    """
    organisation = organisation_of(viewer)
    sameness = Sameness.of(organisation)
    births = _births(viewer, sameness, on, person_ids)
    ids = sorted(births)
    plans = _plans(sameness, ids, on)
    held = reasons_held_for(viewer, ids, on)
    tracked = {each for each in ids if ReasonHeld.TRACKED in held.get(each, ())}
    stops = list_stops(viewer, ids, on)
    dead = {each for each, said in stops.items() if any(stop.kind == "died" for stop in said)}
    ids = [each for each in ids if each not in dead and (each in tracked or plans[each].ended_date)]
    statuses = list_statuses(viewer, ids, on)
    contacts = last_contact_dates(viewer, ids, on)
    members = _members(sameness, ids)
    facts = _Facts(
        # Whoever asked not to be contacted is left alone to the last day of it, as if they had asked today.
        stops={**_asked_to_stop(sameness, members, contacts), **dict.fromkeys(stops, on)},
        reachable=_reachable(sameness, members, on),
        returned=list_returned_post(viewer, ids, on),
        conflicts=_conflicts(sameness, members),
        guaranteed=_guaranteed(sameness, members, on) | _answered_for_elsewhere(sameness, members, on),
        with_need=_with_need(sameness, members, on),
    )
    return {
        each: _situation(each, births[each], statuses[each], contacts[each], facts, plans[each], each in tracked)
        for each in ids
        if each in statuses
    }


def list_left_alone(viewer: Viewer, person_ids: Collection[int], on: date) -> set[int]:
    """
    Return which of these people refused or asked to be left alone within the council's months, and were not reached
    since, by the record they go by. Seven queries.
    """
    organisation = organisation_of(viewer)
    sameness = Sameness.around(organisation, person_ids)
    contacts = last_contact_dates(viewer, {sameness.leading(each) for each in person_ids}, on)
    months = int(settings_on(organisation, on)["desk.retry_months"])
    asked = _asked_to_stop(sameness, list(sameness.everyone), contacts)
    return {leader for leader, since in asked.items() if add_months(since, months) > on}


@dataclass(frozen=True, slots=True)
class _Plan:
    is_held: bool = False
    ended_date: date | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    stops: Mapping[int, date]
    reachable: Collection[int]
    returned: Mapping[int, date]
    conflicts: Mapping[int, date]
    guaranteed: Collection[int]
    with_need: Collection[int]


def _situation(
    person_id: int,
    birth_date: date,
    status: StatusRecord,
    contact: LastContact,
    facts: _Facts,
    plan: _Plan,
    is_tracked: bool,
) -> Situation:
    return Situation(
        birth_date=birth_date,
        is_tracked=is_tracked,
        group=status.group,
        standing=status.standing,
        code=status.code,
        start_date=status.start_date,
        verified_date=status.verified_date,
        review_date=status.review_date,
        expected_end_date=status.expected_end_date,
        lapses_date=status.lapses_date,
        reached_date=localdate(contact.reached_at) if contact.reached_at else None,
        contacted_date=localdate(contact.family_reached_at) if contact.family_reached_at else None,
        asked_to_stop_date=facts.stops.get(person_id),
        has_working_route=person_id in facts.reachable,
        post_came_back_date=facts.returned.get(person_id),
        disagreeing_since=facts.conflicts.get(person_id),
        has_guarantee=person_id in facts.guaranteed,
        has_level_of_need=person_id in facts.with_need,
        has_ehc_plan=plan.is_held,
        plan_ended_date=plan.ended_date,
    )


def _members(sameness: Sameness, leaders: Collection[int]) -> list[int]:
    """Return these records and every one that was merged into one of them."""
    wanted = set(leaders)
    return [*leaders, *(each for each, leader in sameness.leaders.items() if leader in wanted)]


def _births(viewer: Viewer, sameness: Sameness, on: date, person_ids: Collection[int] | None) -> dict[int, date]:
    """Return the birth dates of those whom the desk may be about, by the record each goes by. One query."""
    start = academic_year_start(academic_year(on))
    rows = BirthDate.objects.known_at(None).filter(
        organisation_id=viewer.organisation_id,
        # Academic age 15 on the day before 1 September was born before 1 September sixteen years earlier.
        birth_date__lt=start.replace(year=start.year - LAST_SCHOOL_ACADEMIC_AGE),
        birth_date__gte=start.replace(year=start.year - PLAN_ACADEMIC_AGES.stop),
    )
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(sameness.narrowed(person_ids).everyone))
    with_plan = ReturnFact.objects.known_at(None).filter(
        organisation_id=viewer.organisation_id, field=PLAN, value=HAS_PLAN
    )
    rows = rows.filter(
        Q(birth_date__gte=start.replace(year=start.year - OF_TRACKED_AGE))
        | Q(person_id__in=with_plan.values("person_id"))
    )
    found: dict[int, date] = {}
    for person_id, birth_date in rows.order_by("recorded_at", "id").values_list("person_id", "birth_date"):
        leader = sameness.leading(person_id)
        if person_id == leader or leader not in found:
            found[leader] = birth_date
    return found


def _plans(sameness: Sameness, ids: Collection[int], on: date) -> Mapping[int, _Plan]:
    """Return whether each has an EHC plan, and the last day of the latest where it ended. One query."""
    members = _members(sameness, ids)
    rows = ReturnFact.objects.known_at(None).filter(person_id__in=among(members), field=PLAN, value=HAS_PLAN)
    found: dict[int, _Plan] = defaultdict(_Plan)
    for person_id, from_date, to_date in rows.values_list("person_id", "from_date", "to_date"):
        leader = sameness.leading(person_id)
        before = found[leader]
        is_held = (from_date is None or from_date <= on) and (to_date is None or to_date >= on)
        ended = to_date if to_date is not None and to_date < on else None
        found[leader] = _Plan(before.is_held or is_held, max(filter(None, (before.ended_date, ended)), default=None))
    return found


def _asked_to_stop(
    sameness: Sameness, members: Collection[int], contacts: Mapping[int, LastContact]
) -> dict[int, date]:
    """Return when each last refused or asked to be left alone, where nobody has reached them since. One query."""
    rows = _log(members).filter(reached=ContactEvent.Reached.YOUNG_PERSON, outcome__in=ASKED_TO_STOP)
    found: dict[int, date] = {}
    for person_id, at in rows.values_list("person_id").annotate(at=Max("happened_at")):
        leader = sameness.leading(person_id)
        if leader in contacts and contacts[leader].reached_at == at:
            found[leader] = localdate(at)
    return found


def _reachable(sameness: Sameness, members: Collection[int], on: date) -> set[int]:
    """Return whom a number or e-mail address may still reach, as `towpath.rules.attempts` says. Two queries."""
    routes: dict[int, list[tuple[int, str, datetime]]] = defaultdict(list)
    kept = ContactRoute.objects.known_at(None).in_force(on).filter(person_id__in=among(members))
    usable = kept.exclude(kind=ContactRoute.Kind.POST).exclude(is_safe=ContactRoute.Safe.NO)
    for person_id, pk, kind, recorded_at in usable.values_list("person_id", "pk", "kind", "recorded_at"):
        routes[sameness.leading(person_id)].append((pk, kind, recorded_at))
    failed: dict[int, list[Tried]] = defaultdict(list)
    columns = ("person_id", "happened_at", "channel", "outcome", "route_id")
    for person_id, at, channel, outcome, route_id in (
        _log(members).filter(outcome__in=FAILED_ROUTE).values_list(*columns)
    ):
        tried = Tried(happened_at=localtime(at), channel=channel, outcome=outcome, route_id=route_id)
        failed[sameness.leading(person_id)].append(tried)
    return {
        leader
        for leader, of_one in routes.items()
        if leader not in failed
        or working_routes((Route(pk, kind, localdate(at)) for pk, kind, at in of_one), failed[leader])
    }


def _conflicts(sameness: Sameness, members: Collection[int]) -> dict[int, date]:
    """Return since when two senders have disagreed about each. One query."""
    rows = Conflict.objects.filter(person_id__in=among(members), state=Conflict.State.OPEN)
    found: dict[int, date] = {}
    for person_id, at in rows.values_list("person_id").annotate(at=Min("received_at")):
        leader = sameness.leading(person_id)
        found[leader] = min(localdate(at), found.get(leader, date.max))
    return found


def _guaranteed(sameness: Sameness, members: Collection[int], on: date) -> set[int]:
    """Return who has a status under the September Guarantee of this year's season. One query."""
    rows = GuaranteeFact.objects.filter(
        person_id__in=among(members), cohort_year=guarantee_year(on), withdrawn_at__isnull=True
    )
    return {sameness.leading(each) for each in rows.values_list("person_id", flat=True)}


def _answered_for_elsewhere(sameness: Sameness, members: Collection[int], on: date) -> set[int]:
    """Return whom the fixed cohort of this year's season gives to another council. One query."""
    rows = GuaranteeMember.objects.filter(
        person_id__in=among(members), cohort__cohort_year=guarantee_year(on)
    ).values_list("person_id", "la_code", "cohort__organisation__la_code")
    is_ours: dict[int, bool] = defaultdict(bool)
    for person_id, answering, own in rows:
        is_ours[sameness.leading(person_id)] |= answering == own
    return {leader for leader, ours in is_ours.items() if not ours}


def _with_need(sameness: Sameness, members: Collection[int], on: date) -> set[int]:
    """Return of whom somebody has said how much help they need. One query."""
    rows = ReturnFact.objects.known_at(None).in_force(on).filter(person_id__in=among(members), field=NEED)
    return {sameness.leading(each) for each in rows.values_list("person_id", flat=True)}


def _log(members: Collection[int]) -> QuerySet[ContactEvent]:
    return ContactEvent.objects.filter(person_id__in=among(members), withdrawn_at__isnull=True)
