"""What a list or a page tells us of one person, and what became of it when it was recorded."""

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from towpath.people.models import SchoolPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """
    Facts as given. None is not given, and never takes the place of anything.

    `issuer` is who gave the `local_id`, and a temporary UPN: an establishment's number or a sender's code.
    `characteristics` are codes that hold; a code left out is not thereby ended. `in_care` false ends nothing either.
    An address is taken whole: with any part of it given, the parts not given are empty.
    """

    upn: str | None = None
    former_upn: str | None = None
    uln: str | None = None
    local_id: str | None = None
    nccis_id: str | None = None
    former_nccis_id: str | None = None
    issuer: str = ""
    legal_given_name: str | None = None
    middle_names: str | None = None
    legal_family_name: str | None = None
    preferred_given_name: str | None = None
    preferred_family_name: str | None = None
    former_family_name: str | None = None
    birth_date: date | None = None
    address_line_1: str | None = None
    address_line_2: str | None = None
    address_line_3: str | None = None
    address_line_4: str | None = None
    town: str | None = None
    county: str | None = None
    postcode: str | None = None
    address_from_date: date | None = None
    phone: str | None = None
    email: str | None = None
    parent_name: str | None = None
    parent_phone: str | None = None
    parent_email: str | None = None
    establishment_id: int | None = None
    place_kind: str = SchoolPlace.Kind.ON_ROLL
    year_group: int | None = None
    entry_date: date | None = None
    leaving_date: date | None = None
    home_educated: bool | None = None
    gender: str | None = None
    ethnicity: str | None = None
    lead_la: str | None = None
    educated_la: str | None = None
    year_11_la: str | None = None
    cohort_status: str | None = None
    transferred_to_la: str | None = None
    level_of_need: str | None = None
    send_flag: str | None = None
    sen_support_flag: str | None = None
    characteristics: tuple[str, ...] = ()
    in_care: bool | None = None
    sharing_limited: bool | None = None

    def limited(self) -> "PersonFacts":
        """Return only what a limit on sharing lets through: name, address and birth date, and the limit itself."""
        return replace(PersonFacts(), **{name: getattr(self, name) for name in _LET_THROUGH})


ADDRESS_FIELDS = (
    "address_line_1",
    "address_line_2",
    "address_line_3",
    "address_line_4",
    "town",
    "county",
    "postcode",
)
_LET_THROUGH = (
    "legal_given_name",
    "middle_names",
    "legal_family_name",
    "preferred_given_name",
    "preferred_family_name",
    "former_family_name",
    "birth_date",
    *ADDRESS_FIELDS,
    "address_from_date",
    "sharing_limited",
)
GIVEN_FIELDS = tuple(each.name for each in fields(PersonFacts))


class Outcome(StrEnum):
    """What became of the facts given of one person."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why nothing given of a person was recorded; `person_id` is who already has an identifier."""

    code: str
    field: str
    value: str
    words: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """
    What became of the facts given of one person: their id, or None if refused, and the names of what changed.

    `withheld_fields` were given and not recorded, because of a limit on sharing.
    """

    person_id: int | None
    outcome: Outcome
    changed_fields: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    withheld_fields: tuple[str, ...] = ()


class FactsRefusedError(ValueError):
    """Facts of one person may not be recorded; `refusals` say why, each with its field."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(" ".join(refusal.words for refusal in refusals))
        self.refusals = refusals


class IdentifierTakenError(FactsRefusedError):
    """An identifier already belongs to somebody else; `person_id` says whom."""

    @property
    def person_id(self) -> int | None:
        """The id of the person who has it."""
        return next((refusal.person_id for refusal in self.refusals if refusal.person_id is not None), None)
