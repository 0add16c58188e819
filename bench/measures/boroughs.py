"""
Invented boroughs whose month was played through the real doors, each with a database of its own, made once for what is
measured.

Run as a module with a folder and a number of people it plays one there.
"""

import os
import sys
import tempfile
from functools import cache
from pathlib import Path

from measures.apart import run_python

TODAY = "2026-01-31"
# Of people held, so many are aged 16 and 17, which is how a borough is sized.
AGED_16_AND_17 = 0.38

_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
"""Gone when the run ends, however it ends."""


@cache
def played_borough(people: int) -> Path:
    """Return the folder of a borough of about so many people, whose month was played in a process of its own."""
    _FOLDERS.append(tempfile.TemporaryDirectory(prefix="towpath-bench-"))
    folder = Path(_FOLDERS[-1].name)
    print(f"  (a month of a borough of {people:,} people is being played)", flush=True)
    run_python("-m", "measures.boroughs", folder, str(people))
    return folder


def start_django(folder: Path) -> None:
    """Start Django on the database of a folder, on the last day of the month that is played."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "towpath.config.settings"
    os.environ["TOWPATH_VAR"] = str(folder)
    os.environ["TOWPATH_TODAY"] = TODAY
    os.environ["TOWPATH_DEMO"] = "1"
    os.environ.pop("TOWPATH_DATABASE_URL", None)
    import django

    django.setup()


def migrate() -> None:
    """Make the tables of an empty database."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _play(folder: Path, people: int) -> None:
    """Play the month up to its last evening, pupils scored and the return not yet built."""
    start_django(folder)
    migrate()
    from django.core.management import call_command

    from towpath.demo.borough import generate
    from towpath.demo.month import open_month, play_month
    from towpath.demo.office import office_of, score_pupils

    call_command("collectstatic", interactive=False, verbosity=0)
    generate(folder / "borough", size=round(people * AGED_16_AND_17))
    month = open_month(folder / "borough")
    play_month(month, lambda words: None)
    score_pupils(office_of(month))


if __name__ == "__main__":
    _play(Path(sys.argv[1]), int(sys.argv[2]))
