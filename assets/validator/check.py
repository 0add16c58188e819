"""What the page's worker asks of Python: the same check as `towpath return check`, on a file that was dropped."""

import io
import json
from collections.abc import Callable
from typing import Any

from towpath.rules.returns.check import check_return, edition_for
from towpath.rules.returns.listing import Listing
from towpath.standards import StandardsError, load_standards, read_overlay


class Dropped(io.RawIOBase):
    """A file of the browser's, read a part at a time, so that a large one is never held whole."""

    def __init__(self, read: Callable[[int], Any]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._read(len(buffer)).to_bytes()
        buffer[: len(part)] = part
        return len(part)


class Checked:
    """The last file that was checked: the page asks it for one screen of people after another."""

    listing: Listing | None = None


def check(read: Callable[[int], Any], block: int, overlay: str | None, overlay_name: str, edition: str) -> str:
    """Check a file and return its summary as JSON, or what is wrong with the overlay."""
    standards = load_standards()
    try:
        if overlay is not None:
            standards = standards.with_corrections(read_overlay(overlay))
    except StandardsError as reason:
        return json.dumps({"overlay_refused": f"{overlay_name}: {reason}"})
    Checked.listing = None
    result = check_return(io.BufferedReader(Dropped(read), block), standards, edition=edition or None)
    Checked.listing = Listing(result, edition_for(standards, result.period_end, edition or None))
    return json.dumps(Checked.listing.summary())


def people(code: str, find: str, first: int, many: int) -> str:
    """Return some of the people of the last file as JSON."""
    return json.dumps(Checked.listing.by_person(code=code, find=find, first=first, many=many))


def csv_parts(give: Callable[[str], object]) -> None:
    """Give each part of the list to take away."""
    for part in Checked.listing.csv_parts():
        give(part)
