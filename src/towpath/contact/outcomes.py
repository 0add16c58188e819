"""What can come of trying to reach somebody: our own list, kept beside this module as `outcomes.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CHANNELS = ("phone", "text", "email", "letter", "in_person", "video", "social", "other")
KINDS = ("attempt", "conversation", "visit", "message", "note")


@dataclass(frozen=True, slots=True)
class ContactOutcome:
    """
    One thing that can come of it. `kind` is the kind of event it makes.

    `reached` is Y where the young person was, F where family were and they were not, and N where neither was: an
    attempt is not a contact.
    """

    code: str
    kind: str
    reached: str
    words: str


@cache
def contact_outcomes() -> dict[str, ContactOutcome]:
    """Return every outcome by its code, in the order in which they are offered."""
    text = files("towpath.contact").joinpath("outcomes.csv").read_text(encoding="utf-8")
    return {row["code"]: ContactOutcome(**row) for row in csv.DictReader(text.splitlines())}


def codes_that_reach(*, family_too: bool = False) -> tuple[str, ...]:
    """Return the outcomes in which the young person was reached, or with `family_too` they or their family."""
    wanted = ("Y", "F") if family_too else ("Y",)
    return tuple(each.code for each in contact_outcomes().values() if each.reached in wanted)
