"""A return built while nobody waits: what the queue calls, and how far it says it has got."""

from collections.abc import Mapping
from datetime import date

from towpath.jobs.running import JobRefusedError, Running
from towpath.organisation.models import Organisation
from towpath.returns.actions import BuildRefusedError, build_return

BUILD = "towpath.returns.jobs.build"


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
