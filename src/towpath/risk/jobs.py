"""Scoring done while nobody waits: what the queue calls, and how far it says it has got."""

from collections.abc import Mapping
from datetime import date

from towpath.jobs.running import JobRefusedError, Running
from towpath.organisation.models import Organisation
from towpath.risk.actions import SchemeNotInForceError, run_scheme

SCORE = "towpath.risk.jobs.score_pupils"


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
