"""Running a study while nobody waits: what the queue calls."""

from collections.abc import Mapping
from datetime import date

from towpath.insight.actions import StudyRefusedError, run_study
from towpath.insight.comparing import SchemeChangedError
from towpath.insight.models import Study
from towpath.jobs.running import JobRefusedError, Running

RUN_STUDY = "towpath.insight.jobs.run_frozen_study"


def run_frozen_study(running: Running) -> Mapping[str, object]:
    """
    Run the study that the job names, on what was known at the end of the day it names.

    :raises JobRefusedError: it may not be run on that day, or its points are no longer the same
    """
    study = Study.objects.select_related("organisation").get(
        pk=int(str(running.arguments["study"])), organisation_id=running.organisation_id
    )
    known_on = date.fromisoformat(str(running.arguments["known_on"]))
    try:
        run = run_study(study, known_on=known_on, by=running.by, at=running.at)
    except (StudyRefusedError, SchemeChangedError) as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"run": run.pk}
