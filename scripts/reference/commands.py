"""The page of the command line."""

from scripts.reference.markdown import page, table
from towpath.cli import COMMANDS

WORDS = """Each command says more with `--help`. `--json` prints one JSON object and nothing else. Exit 0 is done, 1 is
problems in what was given, 2 is wrong usage or a missing extra. A command that needs no database runs on plain files,
whatever system holds the records.
"""


def pages() -> dict[str, str]:
    """Return one page: every command, what it does, and whether it needs the database."""
    rows = [(f"`towpath {' '.join(each.words)}`", each.summary, each.needs_database) for each in COMMANDS]
    return {"reference/commands.md": page("Commands", WORDS, table(("Command", "Does", "Needs the database"), rows))}
