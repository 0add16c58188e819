"""The codes that published lists hold, as reading needs them."""

from collections.abc import Mapping
from datetime import date

from towpath.standards import load_standards


def known_codes(on: date) -> Mapping[str, frozenset[str]]:
    """
    Return the codes of each published list in the edition in force that day.

    A code that the edition knows and has since withdrawn counts as known: whether it was in force is judged on the
    activity's own dates, once the row is read.
    """
    edition = load_standards().edition_on(on)
    return {
        "activity_codes": frozenset(edition.activity_codes),
        "characteristics": frozenset(edition.characteristics),
        "cohort_statuses": frozenset(edition.cohort_statuses),
        "guarantee_statuses": frozenset(edition.guarantee_statuses),
        "intended_destinations": frozenset(edition.intended_destinations),
    }
