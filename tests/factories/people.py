"""Invented people of Saltmarsh, and the schools they go to."""

from datetime import date
from typing import Any

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.organisation.models import Organisation
from towpath.people.actions import record_address, record_people, record_person
from towpath.people.facts import PersonFacts
from towpath.people.models import Address, Person
from towpath.provision.models import Establishment
from towpath.rules.identifiers import upn_check_letter

WREN = PersonFacts(
    upn="H801200001001",
    legal_given_name="Wren",
    middle_names="Iris",
    legal_family_name="Halloran",
    birth_date=date(2009, 8, 31),
    address_line_1="4 Ropewalk",
    town="Saltmarsh",
    postcode="SM1 2AB",
    phone="07700 900123",
    gender="F",
    ethnicity="WBRI",
)
"""Born on the last day of an academic year: the youngest of Year 12 in January 2026."""


def upn_of(number: int) -> str:
    """Return a UPN of an invented school, with the check letter it calls for."""
    rest = f"801200{number:06d}"
    return upn_check_letter(f"A{rest}") + rest


def make_person(organisation: Organisation, facts: PersonFacts = WREN, *, source: str = "import:1") -> Person:
    """Return somebody recorded at nine on `DAY`."""
    recorded = record_person(organisation=organisation, facts=facts, source=source, by=SETUP, at=MORNING)
    return Person.objects.get(pk=recorded.person_id)


def mark_address(*, person: Person, is_protected: bool = True, care_of: str = "", **how: Any) -> None:
    """Protect where somebody lives now, or nothing but that it is kept from others; or let it be seen again."""
    known = Address.objects.known_at(None).filter(person=person, to_date__isnull=True)
    now = known.order_by("-pk").values_list("pk", flat=True).first()
    if is_protected or now:
        record_address(person=person, is_protected=is_protected, care_of=care_of, replaces=now, **how)


def make_pupils(organisation: Organisation, count: int, *, source: str = "import:1") -> list[int]:
    """Return the ids of a year group of invented pupils."""
    incoming = [(None, pupil(number)) for number in range(count)]
    recorded = record_people(organisation=organisation, incoming=incoming, source=source, by=SETUP, at=MORNING)
    return [each.person_id for each in recorded if each.person_id is not None]


def pupil(number: int) -> PersonFacts:
    """Return the facts that a school roll gives of one of its pupils; equal numbers give equal facts."""
    given = ("Amina", "Bertie", "Chloe", "Dafydd", "Esther", "Femi", "Greta")[number % 7]
    family = ("Adeyemi", "Blackshaw", "Cartwright", "Dhillon", "Entwistle", "Fairhurst")[number % 6]
    return PersonFacts(
        upn=upn_of(number),
        local_id=str(number),
        issuer="3434001",
        legal_given_name=given,
        legal_family_name=f"{family}-{('Ash', 'Birch', 'Cedar')[number % 3]}",
        birth_date=date(2009, 1 + number % 8, 1 + number % 28),
        address_line_1=f"{number} Quay Street",
        town="Saltmarsh",
        postcode="SM2 3CD",
        phone=f"07700 9{number:05d}",
        gender="F" if number % 2 else "M",
        ethnicity="WBRI",
        send_flag="N",
        sen_support_flag="N",
    )


def make_school(
    organisation: Organisation, *, name: str = "Saltmarsh High School", urn: str = "149001"
) -> Establishment:
    """Return a school of the borough."""
    return Establishment.objects.create(
        organisation=organisation,
        name=name,
        is_school=True,
        urn=urn,
        la_code=organisation.la_code,
        recorded_at=MORNING,
        source="import:0",
    )
