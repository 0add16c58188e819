"""Which published rows are weakly known, and what is taken to hold until somebody corrects them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from towpath.standards.lists import EDITION_LISTS
from towpath.standards.model import ActivityCode, Confidence, Edition, GuaranteeStatus, LapseFrom, Row

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "activity_codes": "activity",
        "characteristics": "characteristic",
        "cohort_statuses": "cohort-status",
        "intended_destinations": "intended-destination",
        "guarantee_statuses": "guarantee-status",
        "ethnicities": "ethnicity",
        "fields": "field",
        "checks": "check",
    }
)
"""Each list of an edition, and how one row of it is called in an address."""


class About(StrEnum):
    """What of a row is weakly known."""

    ROW = "row"
    CURRENCY = "currency"
    DUTY = "duty"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One thing that is taken to hold of a published row, in words that finish "Taken to"."""

    list_name: str
    row: Row
    about: About
    words: str

    @property
    def anchor(self) -> str:
        """Return the name of the row's place on a page of what is assumed, such as "activity-530"."""
        return anchor_of(self.list_name, self.row.code)


def anchor_of(list_name: str, code: str) -> str:
    """Return the name of a row's place on a page of what is assumed."""
    return f"{LISTS[list_name]}-{code}"


def list_assumed(edition: Edition) -> Iterator[Assumed]:
    """Yield everything of low confidence in an edition's lists, list by list, in the order of each."""
    for list_name in EDITION_LISTS:
        for row in getattr(edition, list_name).values():
            yield from assumed_of(list_name, row)


def assumed_of(list_name: str, row: Row) -> Iterator[Assumed]:
    """Yield what is weakly known of one row."""
    for confidence, about, words in _judged(row):
        if confidence is Confidence.LOW:
            yield Assumed(list_name=list_name, row=row, about=about, words=words)


def _judged(row: Row) -> Iterator[tuple[Confidence, About, str]]:
    if isinstance(row, ActivityCode):
        yield row.confidence, About.ROW, f"count as {row.group.value.replace('_', ' ').lower()}"
        yield row.currency_confidence, About.CURRENCY, f"lapse {lapse_words(row)}"
        duty = row.participation.value.replace("_", " ")
        yield row.participation_confidence, About.DUTY, f"stand to the duty to participate as: {duty}"
        return
    yield row.confidence, About.ROW, f"be as it is written here: {row.label}"
    if isinstance(row, GuaranteeStatus):
        yield row.category_confidence, About.CATEGORY, f"be published as: {row.category}"


def lapse_words(row: ActivityCode) -> str:
    """Return when an activity's currency runs out, in words that finish "lapses"."""
    terms = row.terms
    capped = ", or when it is expected to end if that is sooner" if terms.capped_by_expected_end else ""
    match terms.lapse_from:
        case LapseFrom.NONE:
            return "never"
        case LapseFrom.ACADEMIC_YEAR_END:
            return f"on 31 August{capped}"
        case LapseFrom.VERIFIED:
            return f"{terms.amount} {terms.unit} after it was verified{capped}"
        case LapseFrom.REVIEW:
            return f"{terms.amount} {terms.unit} after its review date{capped}"
