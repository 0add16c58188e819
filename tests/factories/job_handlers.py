"""Jobs that do nothing but prove how jobs are done."""

import time
from pathlib import Path

from towpath.access.models import Team
from towpath.audit.actions import transaction
from towpath.jobs.running import JobRefusedError, Running


def make_teams(running: Running) -> dict[str, object]:
    """Make teams 1 to `count`, each once however often tried; after the third, hang if `hang` names no file yet."""
    count = int(str(running.arguments["count"]))
    for number in range(1, count + 1):
        name = f"Team {number}"
        if not Team.objects.filter(organisation_id=running.organisation_id, name=name).exists():
            with transaction(by=running.by, at=running.at) as events:
                Team.objects.create(organisation_id=running.organisation_id, name=name)
                events.record("team.made", subject=name)
        running.progress(number, count, "Making teams")
        if number == 3 and (hang := running.arguments.get("hang")) and not Path(str(hang)).exists():
            Path(str(hang)).touch()
            time.sleep(60)
    return {"teams": count}


def fall_over(running: Running) -> None:
    """Raise with words that must be kept nowhere."""
    raise ValueError("Ann Example, born 2009-09-01")


def fall_over_once(running: Running) -> dict[str, object]:
    """Fail at the first try and do it at the second."""
    mark = Path(str(running.arguments["mark"]))
    if not mark.exists():
        mark.touch()
        raise OSError("busy")
    return {"attempt": running.attempt}


def say_nothing(running: Running) -> dict[str, object]:
    """Work for a while without a word, then tell when the heart last beat."""
    time.sleep(0.5)
    return {"heartbeat_at": str(running.mine().get().heartbeat_at)}


def refuse(running: Running) -> None:
    """Say that it can never be done."""
    raise JobRefusedError("test.never")
