"""What the monthly return asks of a person: each field, what it may be, and what stands in for it until told."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from towpath.rules.residence import ELSEWHERE
from towpath.standards import Standards

OWN_COUNCIL = "own council"
"""A default that is the three digits of the council itself."""

Allowed = Callable[[Standards, date], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnField:
    """
    One field. `element` is its name in the return; `default` is what is sent while nobody has said, or None.

    `changes` says that a new value counts from its day; the value of any other field was always so, and a new one is a
    correction. `needed_with` lists the values of `cohort_status` that make the field compulsory.
    """

    name: str
    element: str
    words: str
    allowed: Allowed
    is_mandatory: bool
    changes: bool
    default: str | None = None
    default_words: str = ""
    needed_with: frozenset[str] = frozenset()


def _one_of(*values: str) -> Allowed:
    return lambda standards, on: values


def _areas(standards: Standards, on: date) -> Collection[str]:
    return [code for code, area in standards.areas.items() if area.in_force(on)]


def _areas_or_elsewhere(standards: Standards, on: date) -> Collection[str]:
    return [*_areas(standards, on), ELSEWHERE]


def _areas_ever(standards: Standards, on: date) -> Collection[str]:
    return standards.areas


def _ethnicities(standards: Standards, on: date) -> Collection[str]:
    return [code for code, row in standards.edition_on(on).ethnicities.items() if row.in_force(on)]


def _cohort_statuses(standards: Standards, on: date) -> Collection[str]:
    return [code for code, row in standards.edition_on(on).cohort_statuses.items() if row.in_force(on)]


RETURN_FIELDS: tuple[ReturnField, ...] = (
    ReturnField(
        name="cohort_status",
        element="CohortStatus",
        words="Why the record is in the return",
        allowed=_cohort_statuses,
        is_mandatory=True,
        changes=True,
        default="P",
        default_words="Lives here and this council leads, until somebody says otherwise",
    ),
    ReturnField(
        name="transferred_to_la",
        element="TransferredToLACode",
        words="Council or place moved to",
        allowed=_areas,
        is_mandatory=False,
        changes=True,
        needed_with=frozenset({"T", "E"}),
    ),
    ReturnField(
        name="gender",
        element="Gender",
        words="Gender as returned",
        allowed=_one_of("F", "M", "U", "W"),
        is_mandatory=True,
        changes=False,
        default="U",
        default_words="Not known, until a list or the young person says",
    ),
    ReturnField(
        name="ethnicity",
        element="Ethnicity",
        words="Ethnicity",
        allowed=_ethnicities,
        is_mandatory=True,
        changes=False,
        default="NOBT",
        default_words="Not obtained, until a list or the young person says",
    ),
    ReturnField(
        name="lead_la",
        element="LeadLEA",
        words="Lead council, where they live",
        allowed=_areas_or_elsewhere,
        is_mandatory=True,
        changes=True,
        default=OWN_COUNCIL,
        default_words="This council, until an address or a list says otherwise",
    ),
    ReturnField(
        name="educated_la",
        element="EducatedLEA",
        words="Council where they are educated",
        allowed=_areas,
        is_mandatory=True,
        changes=True,
        default=OWN_COUNCIL,
        default_words="This council, until a list says otherwise",
    ),
    ReturnField(
        name="year_11_la",
        element="LEACodeAtYear11",
        words="Council where they were educated in Year 11",
        allowed=_areas_ever,
        is_mandatory=False,
        changes=False,
    ),
    ReturnField(
        name="level_of_need",
        element="LevelOfNeedCode",
        words="Level of need: 1 intensive, 2 supported, 3 minimum",
        allowed=_one_of("1", "2", "3"),
        is_mandatory=True,
        changes=True,
        default="3",
        default_words="Minimum, until an adviser has assessed it",
    ),
    ReturnField(
        name="send_flag",
        element="SENDFlag",
        words="Has an education, health and care plan",
        allowed=_one_of("Y", "N"),
        is_mandatory=True,
        changes=True,
        default="N",
        default_words="No plan that we know of",
    ),
    ReturnField(
        name="sen_support_flag",
        element="SENSupportFlag",
        words="Has SEN support",
        allowed=_one_of("Y", "N"),
        is_mandatory=True,
        changes=True,
        default="N",
        default_words="No SEN support that we know of",
    ),
)

RETURN_FIELD_NAMES = tuple(each.name for each in RETURN_FIELDS)
_BY_NAME = {each.name: each for each in RETURN_FIELDS}


def return_field(name: str) -> ReturnField:
    """
    Return the field of that name.

    :raises KeyError: there is no such field
    """
    return _BY_NAME[name]
