"""
Measure side by side and print ratios: `python bench/run.py [NAME] [--people N]`. Exits 1 where a limit is not kept.

Seconds do not travel from one machine to another; the ratio to a plainer thing timed in the same run does.
"""

import argparse
import sys
from importlib import import_module

MEASURES = ("rates", "check", "imports", "returns", "directory", "queries", "effect", "impact", "linkage", "forty")


def main() -> int:
    """Run the measurements named, or all, and return 1 where a limit was not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", default=list(MEASURES), help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--people", type=int, help="how many people, where a measurement can be made larger")
    given = parser.parse_args()
    are_kept = True
    for name in given.name:
        if name not in MEASURES:
            parser.error(f"There is no measurement {name!r}. Name one of {', '.join(MEASURES)}.")
        module = import_module(f"measures.{name}")
        print(module.__doc__.strip())
        for reading in module.measure(given.people):
            are_kept = are_kept and reading.is_kept
            print(reading.line, flush=True)
    return 0 if are_kept else 1


if __name__ == "__main__":
    sys.exit(main())
