"""Scoring done while nobody waits: what the queue calls, and how far it says it has got."""

from collections.abc import Mapping
from datetime import date

from towpath.audit.actions import transaction
from towpath.jobs.running import JobRefusedError, Running
from towpath.organisation.models import Organisation
from towpath.risk.actions import SchemeNotInForceError, run_scheme
from towpath.risk.models import Run
from towpath.risk.recomputing import SchemeChangedError, work_out_again

SCORE = "towpath.risk.jobs.score_pupils"
RECOMPUTE = "towpath.risk.jobs.recompute_run"


def score_pupils(running: Running) -> Mapping[str, object]:
    """
    Score Years 9 to 11 as things stood on the day that the job names, under the scheme the council has chosen.

    :raises JobRefusedError: the scheme does not stand on that day; the words say what to do
    """
    as_at = date.fromisoformat(str(running.arguments["as_at"]))
    try:
        run = run_scheme(
            organisation=Organisation.objects.get(pk=running.organisation_id),
            as_at=as_at,
            by=running.by,
            at=running.at,
            progress=lambda done, total: running.progress(done, total, "Scoring pupils"),
        )
    except SchemeNotInForceError as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"run": run.pk, "people": run.people}


def recompute_run(running: Running) -> Mapping[str, object]:
    """
    Work a run out again from what was known at it, and say whether every byte came out the same.

    It changes nothing; the log holds that it was done and what came of it.

    :raises JobRefusedError: there is no such run, or its scheme is not what it was
    """
    wanted = int(str(running.arguments["run"]))
    run = Run.objects.filter(pk=wanted, organisation=running.organisation_id, finished_at__isnull=False).first()
    if run is None:
        raise JobRefusedError("There is no such scoring here.")
    try:
        came = work_out_again(run)
    except SchemeChangedError as refused:
        raise JobRefusedError(str(refused)) from refused
    running.progress(came.people, came.people, came.words)
    found = {"people": came.people, "differing": len(came.differing), "is_same": came.is_same}
    with transaction(by=running.by, at=running.at) as events:
        events.record("risk.recomputed", subject=f"risk_run:{run.pk}", after=found)
    return {"run": run.pk, **found}
