"""A command in a process of its own: what it printed, the seconds it used of the processor, and its greatest memory."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
KILOBYTE = 1 if sys.platform == "darwin" else 1024
MEGABYTE = 1024 * 1024

# The command is started by a process smaller than itself, because it takes over the greatest memory of its parent.
LAUNCHER = """
import json, os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
told = {"code": os.waitstatus_to_exitcode(status), "seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss}
print(json.dumps(told), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What became of a command."""

    code: int
    printed: str
    seconds: float
    megabytes: float


def run_python(*arguments: str | Path, wanted_codes: Sequence[int] = (0,), env: Mapping[str, str] | None = None) -> Ran:
    """Run this Python with these arguments, from the folder of the measurements; stop where it fails."""
    command = [sys.executable, "-S", "-E", "-c", LAUNCHER, sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=BENCH,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    *words, last = done.stderr.rstrip().splitlines()
    told = json.loads(last)
    if told["code"] not in wanted_codes:
        raise SystemExit("\n".join([*words, f"{' '.join(map(str, arguments))} ended with {told['code']}"]))
    megabytes = told["memory"] * KILOBYTE / MEGABYTE
    return Ran(code=told["code"], printed=done.stdout, seconds=told["seconds"], megabytes=megabytes)
