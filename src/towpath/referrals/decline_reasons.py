"""Why a referral may be declined: our own list, kept beside this module as `decline_reasons.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class DeclineReason:
    """
    One reason: its words to staff, and how a referrer is told, who may be the young person. None says who is known.
    """

    code: str
    words: str
    told: str
    told_own: str


@cache
def decline_reasons() -> dict[str, DeclineReason]:
    """Return every reason by its code, in the order in which they are offered."""
    text = files("towpath.referrals").joinpath("decline_reasons.csv").read_text(encoding="utf-8")
    return {row["code"]: DeclineReason(**row) for row in csv.DictReader(text.splitlines())}
