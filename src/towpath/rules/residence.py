"""Whether somebody lives in the council's area, as far as a postcode can say, and whether it leads for them."""

import re
from collections.abc import Collection

UNKNOWN_AREA = "004"
"""The published code of an area that is not known: nobody knows where they are. Source: standards/areas."""
ELSEWHERE = "elsewhere"
"""Our own word, never sent, for a lead council that is not ours and that nobody has named."""
NOWHERE = "ZZ99"
"""The district of postcodes that stand for no known address; it lies nowhere, here or elsewhere."""
_POSTCODE_AREA = re.compile(r"[A-Z]{1,2}([0-9][0-9A-Z]?( [0-9])?)?", re.ASCII | re.IGNORECASE)


def postcode_areas(listed: str) -> tuple[str, ...]:
    """Return the postcode areas, districts and sectors of a list with commas between, in capitals."""
    return tuple(" ".join(each.upper().split()) for each in listed.split(",") if each.strip())


def is_postcode_area(words: str) -> bool:
    """Return whether this is written as a postcode area ("SB"), district ("SB9") or sector ("SB9 8")."""
    return _POSTCODE_AREA.fullmatch(words) is not None


def lives_within(postcode: str | None, areas: Collection[str]) -> bool | None:
    """
    Return whether a postcode lies in one of these postcode areas ("SB"), districts ("SB9") or sectors ("SB9 8"), given
    in capitals.

    None where there is no whole postcode, it stands for no known address, or nothing is listed: not known is neither
    here nor elsewhere.
    """
    outward, space, inward = (postcode or "").upper().partition(" ")
    if not areas or not space or not inward or outward == NOWHERE:
        return None
    letters = outward[: next((place for place, each in enumerate(outward) if each.isdigit()), len(outward))]
    return not {letters, outward, f"{outward} {inward[0]}"}.isdisjoint(areas)


def leads(council: str, lead: str) -> bool:
    """
    Return whether this council leads for somebody, by the lead council that was told of them.

    It goes on leading for whoever nobody can find: check 41 lets nobody be handed to the unknown area.
    Source: docs/published-facts.md, Cohort.
    """
    return lead in (council, UNKNOWN_AREA)
