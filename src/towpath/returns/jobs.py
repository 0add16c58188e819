"""A return built while nobody waits: what the queue calls, and how far it says it has got."""

from collections.abc import Mapping
from datetime import date

from towpath.jobs.running import JobRefusedError, Running
from towpath.organisation.models import Organisation
from towpath.returns.actions import BuildRefusedError, OvertakenRehearsalError, build_return
from towpath.returns.actions import rehearse as rehearse_now

BUILD = "towpath.returns.jobs.build"
REHEARSE = "towpath.returns.jobs.rehearse"


def build(running: Running) -> Mapping[str, object]:
    """
    Build the return of the month that the job names, as known when the work began.

    :raises JobRefusedError: the month or the council will not do; the words say what to do
    """
    try:
        run = build_return(
            organisation=Organisation.objects.get(pk=running.organisation_id),
            period_end=date.fromisoformat(str(running.arguments["period_end"])),
            known_at=running.at,
            by=running.by,
            at=running.at,
            progress=lambda done, total: running.progress(done, total, "Building the return"),
        )
    except BuildRefusedError as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"run": run.pk, "records": run.records}


def rehearse(running: Running) -> Mapping[str, object]:
    """
    Rehearse the return that is next, as known when the work began: at night where the job names one, else by day.

    A council that sends no return has none to rehearse, and that is no failure.
    """
    organisation = Organisation.objects.get(pk=running.organisation_id)
    night = running.arguments.get("night_date")
    if not organisation.la_code or not organisation.database_id:
        return {"skipped": "no return is sent"}
    try:
        made = rehearse_now(
            organisation=organisation,
            by=running.by,
            at=running.at,
            night_date=date.fromisoformat(str(night)) if night else None,
            progress=lambda done, total: running.progress(done, total, "Rehearsing the return"),
        )
    except OvertakenRehearsalError:
        return {"skipped": "a later rehearsal was kept"}
    return {"rehearsal": made.pk, "records": made.records}
