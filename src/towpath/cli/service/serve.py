"""`towpath serve`: the site and its worker on this machine, in the foreground until Ctrl-C."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from django.core.management import call_command

FIRST_PORT, LAST_PORT = 8000, 65535
PORTS_TRIED = 100
USAGE = 2
SECONDS_TO_STOP = 10


def main(arguments: Sequence[str]) -> int:
    """Serve until interrupted and return 0, or 2 where the port asked for is busy."""
    parser = argparse.ArgumentParser(prog="towpath serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=port_number, help=f"the port (default: the first free one from {FIRST_PORT})")
    given = parser.parse_args(arguments)
    port = given.port or free_port(given.host)
    if refused := why_not(given.host, port):
        print(refused, file=sys.stderr)
        return USAGE
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return serve(given.host, port)


def port_number(text: str) -> int:
    """
    Return the port that an argument names.

    :raises argparse.ArgumentTypeError: it names none
    """
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port. Give a whole number from 1 to {LAST_PORT}.")


def why_not(host: str, port: int) -> str:
    """Return why nobody can listen there, and what to do, or nothing where somebody can."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as reason:
            if reason.errno == errno.EADDRINUSE:
                return f"Port {port} is busy. Choose another with --port, or leave it out."
            return f"Cannot listen on {host} port {port}: {reason.strerror}. Choose another with --host or --port."
    return ""


def is_free(host: str, port: int) -> bool:
    """Return whether nothing listens on a port."""
    return not why_not(host, port)


def free_port(host: str) -> int:
    """Return the first free port from 8000, or any where a hundred are busy."""
    return next((port for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if is_free(host, port)), 0)


def serve(host: str, port: int) -> int:
    """Run the web server and the worker until either stops or somebody asks; then stop both."""
    environment = {
        **os.environ,
        "TOWPATH_ALLOWED_HOSTS": os.environ.get("TOWPATH_ALLOWED_HOSTS") or f"{host},localhost",
    }
    web = [sys.executable, "-m", "gunicorn", "towpath.config.wsgi:application", "--bind", f"{host}:{port}"]
    web += ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    worker = [sys.executable, "-m", "towpath.cli", "worker"]
    running = [subprocess.Popen(command, env=environment) for command in (web, worker)]
    print(f"\nServing on http://{host}:{port} until Ctrl-C.", flush=True)

    def stop(number: int, frame: FrameType | None) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    code = running[0].wait()
    stop(0, None)
    for process in running:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else 1
