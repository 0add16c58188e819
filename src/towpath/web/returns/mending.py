"""What each element of the return is in plain words, and on which page of a young person it is put right."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from towpath.people.kinds import Kind
from towpath.people.return_fields import RETURN_FIELDS, ReturnField
from towpath.rules.returns.layout import ELEMENTS
from towpath.web.parts import Link

RECORD, STATUS, BIRTH_DATE, FACT = "people_person", "people_status", "people_birth_date", "people_fact"
DETAILS, CHARACTERISTICS = "people_details", Kind.CHARACTERISTICS.value


@dataclass(frozen=True, slots=True)
class Place:
    """What an element is called here, the page that puts it right, the words of the way there, and which part of it."""

    words: str
    route: str = RECORD
    act: str = "Open the record"
    part: str = ""

    def link(self, public_id: str, about: str) -> Link:
        """Return the way to the page of one young person."""
        ids = [public_id, self.part] if self.part else [public_id]
        return Link(self.act, reverse(self.route, args=ids), about)


def _fact(field: ReturnField) -> Place:
    words = field.words.partition(":")[0]
    return Place(words, FACT, f"Change “{words}”", field.name)


NAME = Place("Name", DETAILS, "Put the names right", Kind.NAMES.value)
ADDRESS = Place("Address", DETAILS, "Put the address right", Kind.ADDRESSES.value)
NUMBER = Place("Number they go by", DETAILS, "Put the numbers right", Kind.NUMBERS.value)
GUARANTEE = Place("September Guarantee")
ON_RECORD = Place("On the record")

SAY = "Say what they are doing"
_OF_ACTIVITY = {
    "activity_code": "What they are doing",
    "start_date": "Start date",
    "ascertained_date": "Day we were told",
    "verified_date": "Day last confirmed",
    "review_date": "Review date",
    "due_to_lapse_date": "Lapse date",
    "currency_lapsed": "Whether it has lapsed",
    "establishment_number": "Where",
    "establishment_name": "Where",
    "ukprn": "Where",
    "neet_start_date": "NEET since",
    "predicted_end_date": "Expected end",
    "has_activities": "What they are doing",
}

_BY_FIELD: Mapping[str, Place] = {
    **dict.fromkeys(("given_name", "middle_name", "family_name"), NAME),
    **dict.fromkeys((*(f"address_line_{line}" for line in range(1, 5)), "town", "county", "postcode"), ADDRESS),
    **dict.fromkeys(("young_persons_id", "previous_young_persons_id", "uln", "upn"), NUMBER),
    **{name: Place(words, STATUS, SAY) for name, words in _OF_ACTIVITY.items()},
    **dict.fromkeys(
        (
            "guarantee_indicator",
            "guarantee_11_status",
            "guarantee_11_la",
            "guarantee_12_status",
            "guarantee_12_la",
        ),
        GUARANTEE,
    ),
    "characteristics": Place("Characteristics", DETAILS, "Put needs and circumstances right", CHARACTERISTICS),
    "intended_destination": Place("Intended destination"),
    "birth_date": Place("Date of birth", BIRTH_DATE, "Correct the date of birth"),
    **{each.name: _fact(each) for each in RETURN_FIELDS},
}
_BY_ELEMENT = {ELEMENTS[name].shown: place for name, place in _BY_FIELD.items()}

# What was done for somebody is not always put right where the element stands.
_BY_CODE: Mapping[str, Place | None] = {
    "leaves": _BY_FIELD["cohort_status"],
    "on_school_roll": None,
    "address_protected": None,
}
NOTHING_TO_DO = "Nothing to do"


def place_of(code: str, element: str) -> Place | None:
    """Return where a problem of a return is put right, or None where nothing need be done."""
    return _BY_CODE[code] if code in _BY_CODE else _BY_ELEMENT.get(element, ON_RECORD)


def element_words(element: str) -> str:
    """Return an element in plain words; one that we do not know goes by its own name."""
    return _BY_ELEMENT[element].words if element in _BY_ELEMENT else element
