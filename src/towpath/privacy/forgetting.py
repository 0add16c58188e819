"""What is deleted every night past its time: worries of colleges about learners whom nobody was found for."""

from collections.abc import Mapping
from datetime import datetime, time

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.clock import LONDON
from towpath.imports.models import AttendanceWorry
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.rules.retention import category_of, last_due_event
from towpath.tasks.models import Task

WORRY = "worry"


def forget_worries(*, organisation: Organisation, by: Actor, at: datetime) -> int:
    """
    Delete worries past their time that are about nobody we hold, with the task of each, and return how many.

    One about somebody is part of their record, and kept as long as a hold or the law has it. One that nobody was told
    of yet is kept, whatever its age.
    """
    on = localdate(at)
    months = int(settings_on(organisation, on)[f"retention.{category_of(WORRY).code}"])
    last = datetime.combine(last_due_event(on, months), time.max, LONDON)
    with transaction(by=by, at=at) as events:
        due = AttendanceWorry.objects.filter(
            organisation=organisation, received_at__lte=last, task__isnull=False, task__person__isnull=True
        )
        held = list(due.select_for_update(no_key=True, of=("self",)).values_list("pk", "task_id"))
        AttendanceWorry.objects.filter(pk__in=[pk for pk, _ in held]).delete()
        Task.objects.filter(pk__in=[task for _, task in held], person__isnull=True).delete()
        events.record("privacy.worries_forgotten", after={"rows": len(held), "months": months})
    return len(held)


def sweep(running: Running) -> Mapping[str, object]:
    """Do it for one council, as the nightly work has it."""
    organisation = Organisation.objects.get(pk=running.organisation_id)
    return {"forgotten": forget_worries(organisation=organisation, by=running.by, at=running.at)}
