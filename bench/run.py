"""
Measure side by side and print ratios: `python bench/run.py [NAME] [--people N]`. Exits 1 where a limit is not kept.

Seconds do not travel from one machine to another; the ratio to a plainer thing timed in the same run does.
"""

import argparse
import subprocess
import sys
from importlib import import_module

MEASURES = ("rates", "check", "imports", "returns", "directory", "queries", "effect", "impact", "linkage", "forty")


def main() -> int:
    """Run the measurements named, or all, and return 1 where a limit was not kept or one could not be run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", default=list(MEASURES), help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--people", type=int, help="how many people, where a measurement can be made larger")
    given = parser.parse_args()
    for name in given.name:
        if name not in MEASURES:
            parser.error(f"There is no measurement {name!r}. Name one of {', '.join(MEASURES)}.")
    if len(given.name) == 1:
        return 0 if _is_kept(given.name[0], given.people) else 1
    # Django is set up once in a process, on the database of one measurement.
    people = [] if given.people is None else ["--people", str(given.people)]
    ended = [subprocess.run([sys.executable, __file__, name, *people]).returncode for name in given.name]
    return 1 if any(ended) else 0


def _is_kept(name: str, people: int | None) -> bool:
    module = import_module(f"measures.{name}")
    print((module.__doc__ or "").strip(), flush=True)
    are_kept = True
    for reading in module.measure(people):
        are_kept = are_kept and reading.is_kept
        print(reading.line, flush=True)
    return are_kept


if __name__ == "__main__":
    sys.exit(main())
