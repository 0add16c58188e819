"""`towpath audit verify`: check that the log of every organisation is whole and unaltered."""

import argparse
import json
from collections.abc import Sequence

from towpath.audit.queries import verify


def main(arguments: Sequence[str]) -> int:
    """Verify the log and return 0, or 1 where something was altered."""
    parser = argparse.ArgumentParser(prog="towpath audit verify", description=__doc__)
    parser.add_argument("--council", metavar="CODE", help="only this organisation's")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    found = verify(given.council)
    if given.json:
        print(json.dumps(found))
    elif found["ok"]:
        print(f"{found['events']} events, each following from the one before it.")
    else:
        print(f"The log was altered: {found['first_bad']}. Keep a copy of the database before anything else is done.")
    return 0 if found["ok"] else 1
