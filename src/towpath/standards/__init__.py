"""
Published facts: code lists, layouts, lapse terms, checks and areas, each row dated and sourced.

`load_standards()` reads them; `Standards.edition_on(day)` is the requirement in force that day. SOURCES.md says where
rows come from.
"""

from towpath.standards.lists import StandardsError
from towpath.standards.model import (
    ActivityCode,
    Area,
    Characteristic,
    Check,
    CohortStatus,
    Confidence,
    Correction,
    CurrencyTerms,
    Edition,
    Ethnicity,
    Field,
    Group,
    GuaranteeStatus,
    IntendedDestination,
    LapseFrom,
    LapseUnit,
    Participation,
)
from towpath.standards.overlays import read_overlay
from towpath.standards.published import ActivityTerms, Standards, load_standards

__all__ = [
    "ActivityCode",
    "ActivityTerms",
    "Area",
    "Characteristic",
    "Check",
    "CohortStatus",
    "Confidence",
    "Correction",
    "CurrencyTerms",
    "Edition",
    "Ethnicity",
    "Field",
    "Group",
    "GuaranteeStatus",
    "IntendedDestination",
    "LapseFrom",
    "LapseUnit",
    "Participation",
    "Standards",
    "StandardsError",
    "load_standards",
    "read_overlay",
]
