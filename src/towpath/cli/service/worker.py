"""`towpath worker`: do the jobs that pages have asked for, until stopped."""

import argparse
import signal
import threading
from collections.abc import Sequence

from towpath.config.checks import refuse_unsafe_start
from towpath.jobs.worker import run_worker


def main(arguments: Sequence[str]) -> int:
    """Work until interrupted or terminated and return 0; the job in hand is finished first."""
    argparse.ArgumentParser(prog="towpath worker", description=__doc__).parse_args(arguments)
    refuse_unsafe_start()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)
    return 0
