"""Placements: planned, checked, started, asked after, and ended."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.caseload.queries import list_advisers, list_advisers_of
from towpath.charter.actions import (
    end_placement,
    make_permanent,
    plan_placement,
    record_check,
    record_stay,
    start_placement,
    stop_words,
    stops_of,
)
from towpath.charter.queries import (
    PlacementNotFoundError,
    StayNotFoundError,
    SubmissionNotFoundError,
    get_placement,
    get_stay,
    get_submission,
    get_terms,
    list_checks,
    list_stays,
)
from towpath.clock import now, today
from towpath.web.charter.asking import asked
from towpath.web.charter.forms import CheckForm, FinishForm, LastingForm, PlaceForm, StartForm, StayForm
from towpath.web.charter.presenters import checks_table, placement_facts, stays_table
from towpath.web.people.reading import Subject, subject_of
from towpath.web.viewers import viewer_of

SOON = timedelta(days=28)


def plan(request: HttpRequest, submission_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        row = get_submission(viewer, submission_id, today())
    except SubmissionNotFoundError:
        raise Http404("No such submission in this council.") from None
    subject, opening = subject_of(request, row.person.public_id), row.opportunity
    first = {"planned_date": opening.starts_date, "is_paid": opening.is_paid, "hours": opening.hours}
    form = PlaceForm(request.POST or None, initial=first)

    def act(told: dict[str, Any]) -> str:
        asked_for = {name: told[name] for name in ("planned_date", "is_paid", "weekly_pay", "hours", "supervisor")}
        plan_placement(
            person=row.person,
            establishment=opening.establishment,
            title=opening.title,
            needs_dbs=opening.needs_dbs,
            submission=row,
            by=viewer.actor,
            at=now(),
            **asked_for,
        )
        return "The placement is planned. Record its checks before it starts."

    return asked(
        request, form, act, title=f"Plan the placement: {opening.title}", button="Save", bar=subject.bar,
        back=reverse("charter_person", args=[subject.record.public_id]), back_words=subject.bar.name,
    )  # fmt: skip


def placement(request: HttpRequest, placement_id: int) -> HttpResponse:
    row, subject = _placement(request, placement_id)
    viewer, on = subject.viewer, subject.on
    terms = get_terms(viewer)
    day = max(on, row.planned_date)
    found = {
        "row": row,
        "bar": subject.bar,
        "facts": placement_facts(row, terms),
        "stops": [stop_words(each) for each in stops_of(row, day)] if row.started_date is None else [],
        "day": day,
        "checks": checks_table(list_checks(viewer, row), terms, on),
        "stays": stays_table(row, list_stays(viewer, row, on), on),
        "is_running": row.started_date is not None and row.ended_date is None,
        "up": reverse("charter_person", args=[subject.record.public_id]),
    }
    return render(request, "charter/placement.html", found)


def check(request: HttpRequest, placement_id: int) -> HttpResponse:
    row, subject = _placement(request, placement_id)
    kinds = [(each.code, each.words) for each in get_terms(subject.viewer).of("check")]
    form = CheckForm(request.POST or None, offers={"kind": kinds}, on=subject.on, initial={"checked_date": subject.on})

    def act(told: dict[str, Any]) -> str:
        asked_for = {name: told[name] for name in ("kind", "checked_date", "expires_date", "words")}
        record_check(establishment=row.establishment, placement=row, by=subject.viewer.actor, at=now(), **asked_for)
        return "The check is saved."

    return _asked_of(request, row, subject, form, act, title="Record a check", button="Save")


def start(request: HttpRequest, placement_id: int) -> HttpResponse:
    row, subject = _placement(request, placement_id)
    form = StartForm(
        request.POST or None, on=subject.on, initial={"version": row.version, "started_date": row.planned_date}
    )

    def act(told: dict[str, Any]) -> str:
        start_placement(
            placement=row,
            version=form.seen_version(),
            started_date=told["started_date"],
            owner=_owner(subject),
            by=subject.viewer.actor,
            at=now(),
        )
        return "It has started. You are asked after 4, 13 and 26 weeks whether they are still there."

    return _asked_of(request, row, subject, form, act, title="Start the placement", button="Start")


def stay(request: HttpRequest, placement_id: int, weeks: int) -> HttpResponse:
    row, subject = _placement(request, placement_id)
    try:
        question = get_stay(subject.viewer, row, weeks)
    except StayNotFoundError:
        raise Http404("No such question of this placement.") from None
    form = StayForm(request.POST or None, on=subject.on, initial={"said_date": subject.on})

    def act(told: dict[str, Any]) -> str:
        record_stay(
            stay=question,
            is_still_there=told["still_there"] == "yes",
            said_date=told["said_date"],
            by=subject.viewer.actor,
            at=now(),
        )
        return "Their answer is saved."

    return _asked_of(request, row, subject, form, act, title=f"After {weeks} weeks", button="Save")


def lasting(request: HttpRequest, placement_id: int) -> HttpResponse:
    row, subject = _placement(request, placement_id)
    form = LastingForm(
        request.POST or None, on=subject.on, initial={"version": row.version, "permanent_date": subject.on}
    )

    def act(told: dict[str, Any]) -> str:
        make_permanent(
            placement=row,
            version=form.seen_version(),
            permanent_date=told["permanent_date"],
            by=subject.viewer.actor,
            at=now(),
        )
        return "It is a lasting job."

    return _asked_of(request, row, subject, form, act, title="It became a lasting job", button="Save")


def finish(request: HttpRequest, placement_id: int) -> HttpResponse:
    row, subject = _placement(request, placement_id)
    reasons = [(each.code, each.words) for each in get_terms(subject.viewer).of("reason")]
    first = {"version": row.version, "ended_date": subject.on}
    form = FinishForm(request.POST or None, offers={"because": reasons}, on=subject.on, initial=first)

    def act(told: dict[str, Any]) -> str:
        end_placement(
            placement=row,
            version=form.seen_version(),
            ended_date=told["ended_date"],
            because=told["because"],
            by=subject.viewer.actor,
            at=now(),
        )
        return "Its end is saved."

    return _asked_of(request, row, subject, form, act, title="It ended", button="Save")


def _placement(request: HttpRequest, placement_id: int) -> tuple[Any, Subject]:
    try:
        row = get_placement(viewer_of(request), placement_id, today())
    except PlacementNotFoundError:
        raise Http404("No such placement in this council.") from None
    return row, subject_of(request, row.person.public_id)


def _owner(subject: Subject) -> Any:
    """Return who is to ask after a placement: the young person's adviser, else whoever starts it."""
    own = subject.record.id
    adviser = list_advisers_of(subject.viewer, [own], subject.on).get(own)
    return adviser or next(one for one in list_advisers(subject.viewer, subject.on) if one.pk == subject.viewer.user_id)


def _asked_of(request: HttpRequest, row: Any, subject: Subject, form: Any, act: Any, **how: Any) -> HttpResponse:
    back = reverse("charter_placement", args=[row.pk])
    words = f"{row.title}, {row.establishment.name}"
    return asked(request, form, act, back=back, back_words=words, bar=subject.bar, **how)
