"""
Nightly work: what recurs is queued once a night for each organisation, by whichever worker looks first.

After a machine was off the latest night is caught up with; those before it are past, for what is done at night is
about the present.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q
from django.utils.timezone import localtime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Night
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on

SCHEDULE = "schedule"
"""Who asks for nightly work, as the log has it."""
NIGHT_HOUR = "work.night_hour"


@dataclass(frozen=True, slots=True)
class Nightly:
    """One piece of nightly work: its name, and the dotted path of what does it."""

    name: str
    handler: str


def nightly_work() -> Sequence[Nightly]:
    """Return what recurs every night, as the settings name it."""
    return [Nightly(name, handler) for name, handler in settings.NIGHTLY]


def night_of(at: datetime, hour: int) -> date:
    """Return the night whose work is due at an instant: today once its hour has struck in London, else yesterday."""
    here = localtime(at)
    return here.date() if here.hour >= hour else here.date() - timedelta(days=1)


def queue_nightly(at: datetime) -> int:
    """
    Queue whatever is due at an instant and was not queued yet, and return how much that was. Idempotent.

    A council that is no more has no nights.
    """
    work = nightly_work()
    queued = 0
    today = localtime(at).date()
    still = Organisation.objects.filter(Q(closed_date__isnull=True) | Q(closed_date__gte=today))
    for organisation in still.order_by("code"):
        hour = int(settings_on(organisation, today)[NIGHT_HOUR])
        night = night_of(at, hour)
        rows = Night.objects.filter(organisation=organisation, night_date__gte=night)
        done = set(rows.values_list("name", flat=True))
        queued += sum(_queue(organisation, each, night, at) for each in work if each.name not in done)
    return queued


def _queue(organisation: Organisation, work: Nightly, night: date, at: datetime) -> bool:
    by = Actor(organisation=organisation.code, user=SCHEDULE, role=SCHEDULE)
    try:
        with transaction(by=by, at=at):
            job = enqueue(
                work.handler,
                organisation=organisation,
                arguments={"night_date": night.isoformat()},
                by=by,
                at=at,
                key=f"{SCHEDULE}:{work.name}:{night}",
            )
            Night.objects.create(organisation=organisation, name=work.name, night_date=night, job=job, queued_at=at)
    except IntegrityError:
        # Another worker was first; its row stands, and what was queued here is undone.
        return False
    return True
