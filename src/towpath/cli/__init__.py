"""
The `towpath` command: a table of what it can do and where, with Django started only for what needs the database.

Exit 0 done, 1 problems found in what was given, 2 wrong usage or a missing extra.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

USAGE = 2
# What a shell reports of a program that Ctrl-C stopped.
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """
    One command: the words that call it, the module whose `main` runs it, and whether it needs the database.

    One of the demo has a folder and a database of its own, so that it can never touch a council's.
    """

    words: tuple[str, ...]
    module: str
    needs_database: bool
    summary: str
    is_demo: bool = False


COMMANDS = (
    Command(("demo",), "towpath.cli.service.demo", True, "Play one month of an invented council's team", is_demo=True),
    Command(("serve",), "towpath.cli.service.serve", True, "Serve the site on this machine, with its worker"),
    Command(("worker",), "towpath.cli.service.worker", True, "Do the jobs that pages have asked for"),
    Command(("user", "add"), "towpath.cli.service.user_add", True, "Invite somebody to sign in"),
    Command(("audit", "verify"), "towpath.cli.service.audit_verify", True, "Check that the log is whole"),
    Command(("backup",), "towpath.cli.service.backup", True, "Copy everything into one sealed file"),
    Command(("restore",), "towpath.cli.service.restore", True, "Put a backup in the place of what is here"),
    Command(("import",), "towpath.cli.service.import_list", True, "Read, check and apply a list"),
    Command(("return", "build"), "towpath.cli.service.return_build", True, "Build a month's return and check it"),
    Command(("correct",), "towpath.cli.service.correct", True, "Correct a published list for a council"),
    Command(("setting",), "towpath.cli.service.setting", True, "Show what a council has chosen, or choose anew"),
    Command(("wards",), "towpath.cli.service.wards", True, "Keep which postcode lies in which ward"),
    Command(
        ("retention",), "towpath.cli.service.retention", True, "Count what is past its time, and what a hold keeps"
    ),
    Command(("report", "impact"), "towpath.cli.service.report_impact", True, "What the service did in a period"),
    Command(("benchmark",), "towpath.cli.service.benchmark", True, "Councils' published figures, in and out"),
    Command(
        ("risk", "score"), "towpath.cli.standalone.risk_score", False, "Score pupils in a file by a published scheme"
    ),
    Command(("explain",), "towpath.cli.standalone.explain", False, "Say what a published code means"),
    Command(("rates",), "towpath.cli.standalone.rates", False, "Monthly NEET and not-known rates from two files"),
    Command(("link",), "towpath.cli.standalone.link", False, "Who in one file of people is who in another"),
    Command(("effect",), "towpath.cli.standalone.effect", False, "What support may have changed, from a file"),
    Command(("neet-days",), "towpath.cli.standalone.neet_days", False, "Days NEET in a window, from a file"),
    Command(("return", "check"), "towpath.cli.standalone.return_check", False, "Check an NCCIS return in XML"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help"):
        print(_usage())
        return 0
    command = next((known for known in COMMANDS if tuple(given[: len(known.words)]) == known.words), None)
    if command is None:
        print(f"There is no command {' '.join(given[:2])!r}.\n\n{_usage()}", file=sys.stderr)
        return USAGE
    if command.needs_database:
        _start_django(is_demo=command.is_demo)
    try:
        return int(import_module(command.module).main(given[len(command.words) :]))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; the devnull keeps Python from complaining as it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _start_django(*, is_demo: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.config.settings")
    if is_demo:
        os.environ["TOWPATH_VAR"] = str(Path(os.environ.get("TOWPATH_VAR") or "var").resolve() / "demo")
        os.environ["TOWPATH_DEMO"] = "1"
        os.environ.pop("TOWPATH_DATABASE_URL", None)
    import_module("django").setup()


def _usage() -> str:
    width = max(len(" ".join(command.words)) for command in COMMANDS)
    lines = [f"  {' '.join(command.words):<{width}}  {command.summary}" for command in COMMANDS]
    return "\n".join(["Use: towpath COMMAND …", "", *lines, "", "Each says more with --help."])
