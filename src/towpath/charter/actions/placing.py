"""Plan, check, start and end a placement, and ask whether it lasted."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError
from django.db.models import Q

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.charter.actions.register import known, use_pledge
from towpath.charter.models import Placement, PlacementCheck, StayCheck, Submission
from towpath.charter.refusals import CharterChangedError, CharterRefusedError, not_later
from towpath.charter.terms import Kind, terms_of
from towpath.people.births import birth_dates_of
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.rules.dates import age, day_words
from towpath.rules.placements import SUSTAINED_WEEKS, Held, Needed, Stop, due_date, stops
from towpath.tasks.actions import add_task, drop_task, finish_task
from towpath.tasks.models import Task


class StartRefusedError(CharterRefusedError):
    """A placement may not start: `stops` says which checks stand in its way."""

    def __init__(self, found: tuple[Stop, ...]) -> None:
        super().__init__("It cannot start: " + "; ".join(stop_words(each) for each in found) + ".")
        self.stops = found


def stop_words(stop: Stop) -> str:
    """Return what stops a start, in words."""
    when = f" on {day_words(stop.last_date)}" if stop.last_date else ""
    return f"{stop.needed.words} {stop.why}{when}"


def plan_placement(
    *,
    person: Person,
    establishment: Establishment,
    title: str,
    planned_date: date,
    is_paid: bool,
    by: Actor,
    at: datetime,
    submission: Submission | None = None,
    weekly_pay: Decimal | None = None,
    hours: int | None = None,
    needs_dbs: bool = False,
    supervisor: str = "",
) -> Placement:
    """
    Record a placement that is to start.

    :raises CharterRefusedError: the submission ended in no offer or has one already, or a number is wrong
    """
    if submission is not None and submission.outcome != Submission.Outcome.OFFERED:
        raise CharterRefusedError("There is no offer yet. Record the employer’s offer first.")
    if weekly_pay is not None and weekly_pay < 0:
        raise CharterRefusedError(f"The pay would be £{weekly_pay} a week. Give 0 or more.")
    if weekly_pay and not is_paid:
        raise CharterRefusedError("It has pay and is said to be unpaid. Correct one of the two.")
    try:
        with transaction(by=by, at=at) as events:
            row = Placement.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                establishment=establishment,
                submission=submission,
                title=title.strip(),
                planned_date=planned_date,
                is_paid=is_paid,
                weekly_pay=weekly_pay,
                hours=hours,
                needs_dbs=needs_dbs,
                supervisor=supervisor.strip(),
                recorded_at=at,
                recorded_by=by.user,
            )
            _record(events, "charter.placement_planned", row)
    except IntegrityError:
        raise CharterRefusedError("A placement is planned for this offer already.") from None
    return row


def record_check(
    *,
    establishment: Establishment,
    kind: str,
    checked_date: date,
    by: Actor,
    at: datetime,
    expires_date: date | None = None,
    placement: Placement | None = None,
    words: str = "",
) -> PlacementCheck:
    """
    Record a check as it was seen, of an employer or of one placement.

    :raises CharterRefusedError: there is no such check, it is still to come, or its last day is missing or before it
    """
    known(establishment.organisation, Kind.CHECK, kind)
    term = terms_of(establishment.organisation).find(Kind.CHECK, kind)
    not_later("The check", checked_date, at.date())
    if expires_date is not None and expires_date < checked_date:
        raise CharterRefusedError("It would run out before it was seen. Correct one of the two days.")
    if term is not None and term.expires and expires_date is None:
        raise CharterRefusedError(f"{term.words} runs out. Give its last day, as the paper says it.")
    if placement is None and term is not None and term.rule != "always":
        raise CharterRefusedError(f"{term.words} is of one placement. Record it on the placement’s page.")
    with transaction(by=by, at=at) as events:
        row = PlacementCheck.objects.create(
            organisation_id=establishment.organisation_id,
            establishment=establishment,
            placement=placement,
            kind=kind,
            checked_date=checked_date,
            expires_date=expires_date,
            words=words.strip(),
            recorded_at=at,
            recorded_by=by.user,
        )
        person = placement.person.public_id if placement else None
        subject = f"charter_placement_check:{row.pk}"
        events.record("charter.check_recorded", person=person, subject=subject, after=facts(row))
    return row


def withdraw_check(*, check: PlacementCheck, by: Actor, at: datetime) -> None:
    """
    Say that a check was recorded by mistake, or is no longer to be relied on.

    :raises CharterRefusedError: it was withdrawn already
    """
    with transaction(by=by, at=at) as events:
        if not PlacementCheck.objects.filter(pk=check.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
            raise CharterRefusedError("This check was withdrawn already.")
        person = check.placement.person.public_id if check.placement else None
        events.record("charter.check_withdrawn", person=person, subject=f"charter_placement_check:{check.pk}")


def stops_of(placement: Placement, on: date) -> tuple[Stop, ...]:
    """Return what stops a placement from starting on a day. Four queries."""
    return stops(needed_for(placement, on), held_for(placement), on)


def needed_for(placement: Placement, on: date) -> list[Needed]:
    """Return the checks that a placement needs before it starts on a day; an age not known is taken for under 18."""
    births = birth_dates_of(placement.organisation, [placement.person_id])
    birth = births.get(placement.person_id)
    due = {"always": True, "under_18": birth is None or age(birth, on) < 18, "dbs": placement.needs_dbs}
    terms = terms_of(placement.organisation).of(Kind.CHECK)
    return [Needed(each.code, each.words, each.expires) for each in terms if due[each.rule]]


def held_for(placement: Placement) -> Iterable[Held]:
    """Return the checks of a placement and of its employer, those withdrawn left out."""
    rows = PlacementCheck.objects.filter(
        Q(placement=placement) | Q(placement__isnull=True), establishment=placement.establishment_id,
        withdrawn_at__isnull=True,
    )  # fmt: skip
    return [Held(row.kind, row.checked_date, row.expires_date) for row in rows.order_by("checked_date", "pk")]


def start_placement(
    *, placement: Placement, version: int, started_date: date, owner: User, by: Actor, at: datetime
) -> None:
    """
    Record that a placement started, and give `owner` the tasks that ask after 4, 13 and 26 weeks whether it lasted.

    :raises StartRefusedError: a check that it needs is missing or ran out before that day
    :raises CharterChangedError: somebody changed it since
    :raises CharterRefusedError: it started already, or the day is still to come
    """
    not_later("The start", started_date, at.date())
    with transaction(by=by, at=at) as events:
        held = _held(placement, version)
        if held.started_date is not None:
            raise CharterRefusedError("It has started already.")
        if found := stops_of(held, started_date):
            raise StartRefusedError(found)
        _change(held, events, "charter.placement_started", started_date=started_date)
        for weeks in SUSTAINED_WEEKS:
            due = due_date(started_date, weeks)
            task = add_task(
                organisation=held.organisation,
                person=held.person,
                kind=Task.Kind.REVIEW,
                # Whoever chases reads this too, so it says nothing of the Charter.
                words=f"Ask whether they are still at {held.establishment.name} after {weeks} weeks",
                due_date=due,
                owner=owner,
                source=f"charter_placement:{held.pk}",
                by=by,
                at=at,
            )
            StayCheck.objects.create(
                organisation_id=held.organisation_id, placement=held, weeks=weeks, due_date=due, task=task
            )
        _use_its_pledge(held, by=by, at=at)


def record_stay(*, stay: StayCheck, is_still_there: bool, said_date: date, by: Actor, at: datetime) -> None:
    """
    Record whether somebody is still there, once; the task that asked is done.

    :raises CharterRefusedError: it was answered already, is not yet due, or the day is still to come
    """
    not_later("Their answer", said_date, at.date())
    if is_still_there and said_date < stay.due_date:
        raise CharterRefusedError(
            f"Ask on {day_words(stay.due_date)} or later: a yes before then says nothing of that day."
        )
    with transaction(by=by, at=at) as events:
        unanswered = StayCheck.objects.filter(pk=stay.pk, is_still_there__isnull=True)
        if not unanswered.update(is_still_there=is_still_there, said_date=said_date, said_by=by.user):
            raise CharterRefusedError("This was answered already. Look at the page again.")
        stay.refresh_from_db()
        if stay.task.state == Task.State.OPEN:
            finish_task(task=stay.task, by=by, at=at)
        person = stay.placement.person.public_id
        events.record(
            "charter.stay_recorded", person=person, subject=f"charter_stay_check:{stay.pk}", after=facts(stay)
        )


def end_placement(
    *, placement: Placement, version: int, ended_date: date, because: str, by: Actor, at: datetime
) -> None:
    """
    Record the last day of a placement and why; a job that became permanent has not ended, see `make_permanent`.

    :raises CharterChangedError: somebody changed it since
    :raises CharterRefusedError: it has not started, ended already, or the day or the reason is wrong
    """
    known(placement.organisation, Kind.REASON, because)
    not_later("The end", ended_date, at.date())
    with transaction(by=by, at=at) as events:
        held = _running(placement, version)
        if held.started_date is not None and ended_date < held.started_date:
            raise CharterRefusedError(f"It started on {day_words(held.started_date)}. Give that day or a later one.")
        _change(held, events, "charter.placement_ended", ended_date=ended_date, ended_because=because)
        asked = StayCheck.objects.filter(placement=held, task__state=Task.State.OPEN).select_related("task__person")
        for stay in asked.order_by("weeks"):
            drop_task(task=stay.task, reason="They have left", by=by, at=at)


def make_permanent(*, placement: Placement, version: int, permanent_date: date, by: Actor, at: datetime) -> None:
    """
    Record that a placement became a job without an end.

    :raises CharterChangedError: somebody changed it since
    :raises CharterRefusedError: it has not started or has ended, is one already, or the day is wrong
    """
    not_later("The day", permanent_date, at.date())
    with transaction(by=by, at=at) as events:
        held = _running(placement, version)
        if held.permanent_date is not None:
            raise CharterRefusedError("It is a lasting job already.")
        if held.started_date is not None and permanent_date < held.started_date:
            raise CharterRefusedError(f"It started on {day_words(held.started_date)}. Give that day or a later one.")
        _change(held, events, "charter.placement_made_permanent", permanent_date=permanent_date)


def _running(placement: Placement, version: int) -> Placement:
    held = _held(placement, version)
    if held.started_date is None or held.ended_date is not None:
        raise CharterRefusedError("It is not running: it has not started, or has ended. Look at the page again.")
    return held


def _held(placement: Placement, version: int) -> Placement:
    rows = Placement.objects.select_for_update(of=("self",), no_key=True).select_related(
        "person", "establishment", "organisation"
    )
    held = rows.get(pk=placement.pk)
    if held.version != version:
        raise CharterChangedError
    return held


def _use_its_pledge(placement: Placement, *, by: Actor, at: datetime) -> None:
    pledge = placement.submission.opportunity.pledge if placement.submission else None
    if pledge is None or placement.started_date is None or placement.started_date < pledge.from_date:
        return
    term = terms_of(placement.organisation).find(Kind.PLEDGE, pledge.kind)
    if term is not None and term.rule == "placement":
        source = f"charter_placement:{placement.pk}"
        use_pledge(
            pledge=pledge, used_date=placement.started_date, person=placement.person, source=source, by=by, at=at
        )


def _change(row: Placement, events: Events, kind: str, **values: object) -> None:
    events.change(kind, row, values, person=row.person.public_id)


def _record(events: Events, kind: str, row: Placement) -> None:
    events.record(kind, person=row.person.public_id, subject=f"charter_placement:{row.pk}", after=facts(row))
