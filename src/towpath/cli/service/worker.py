"""`towpath worker`: do the jobs that pages have asked for, until stopped."""

import argparse
import signal
import threading
from collections.abc import Sequence

from towpath import clock
from towpath.audit import Actor
from towpath.cli.service.caller import CONSOLE
from towpath.config.checks import refuse_unsafe_start
from towpath.jobs.schedule import queue_nightly
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation
from towpath.tracking.jobs import queue_rebuild


def main(arguments: Sequence[str]) -> int:
    """Work until interrupted or terminated and return 0; the job in hand is finished first."""
    argparse.ArgumentParser(prog="towpath worker", description=__doc__).parse_args(arguments)
    refuse_unsafe_start()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    for organisation in Organisation.objects.order_by("code"):
        # A new version of Towpath may bring other lists than those by which the spells were worked out.
        by = Actor(organisation=organisation.code, user=CONSOLE, role=CONSOLE)
        queue_rebuild(organisation, by=by, at=clock.now())
    run_worker(stop, schedule=queue_nightly)
    return 0
