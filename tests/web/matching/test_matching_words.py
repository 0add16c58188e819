"""A row beside a record: what agrees, what differs, what cannot be compared and what may not be shown."""

from datetime import date
from types import SimpleNamespace

import pytest

from towpath.imports.storing import stored
from towpath.people.queries import AddressRecord, PersonRecord
from towpath.people.queries.records import ContactRouteRecord, IdentifierRecord, NameRecord, SchoolPlaceRecord
from towpath.web.matching.presenters import AGREES, DIFFERS, HIDDEN, NOT_ON_LIST, NOT_ON_RECORD, Known, comparison_of

KNOWN = Known(places={4: "Lock College"}, issuer="3434001", place="Saltmarsh High School")
ADDRESS = AddressRecord("4 Ropewalk", "", "", "", "Saltmarsh", "", "SM1 2AB", False, "", None, None)
WREN = PersonRecord(
    id=1,
    public_id="wren",
    names=(NameRecord("legal", "Wren", "Iris", "Halloran"), NameRecord("preferred", "Wren", "", "O'Hara")),
    birth_date=date(2009, 8, 31),
    identifiers=(
        IdentifierRecord("temporary_upn", "", "H801200001001"),
        IdentifierRecord("local", "3434001", "12"),
        IdentifierRecord("local", "3434002", "99"),
    ),
    address=ADDRESS,
    contact_routes=(ContactRouteRecord(1, "phone", "+44 7700 900123", "theirs", "", "unknown"),),
    school_places=(SchoolPlaceRecord(4, "on_roll", 12, None, None),),
)


def _side(values: dict[str, object], record: PersonRecord, label: str) -> tuple[str, str, object]:
    row = SimpleNamespace(values=stored(values), likenesses=[])
    lines = {line.label: line for line in comparison_of(row, [record], KNOWN).lines}
    line = lines[label]
    return line.given, line.sides[0].words, line.sides[0].tag


@pytest.mark.parametrize(
    ("values", "label", "side"),
    [
        ({"legal_given_name": "WREN Iris"}, "First name", ("WREN Iris", "Wren", AGREES)),
        ({"legal_given_name": "Robin"}, "First name", ("Robin", "Wren", DIFFERS)),
        ({"legal_family_name": "OHara"}, "Family name", ("OHara", "Halloran or O'Hara", AGREES)),
        ({"birth_date": date(2009, 8, 31)}, "Birth date", ("31 August 2009", "31 August 2009", AGREES)),
        ({"birth_date": date(2009, 9, 1)}, "Birth date", ("1 September 2009", "31 August 2009", DIFFERS)),
        ({}, "Birth date", (NOT_ON_LIST, "31 August 2009", None)),
        ({"postcode": "sm12ab"}, "Postcode", ("sm12ab", "SM1 2AB", AGREES)),
        ({"upn": "H801200001001"}, "Unique pupil number", ("H801200001001", "H801200001001", AGREES)),
        ({"uln": "7100000008"}, "Unique learner number", ("7100000008", NOT_ON_RECORD, None)),
        # Another school's number 99 says nothing about this school's.
        ({"local_id": "99"}, "Sender's own number", ("99", "12", DIFFERS)),
        ({"phone": "07700 900123"}, "Phone", ("07700 900123", "+44 7700 900123", AGREES)),
        ({}, "School or college", ("Saltmarsh High School", "Lock College", None)),
    ],
)
def test_a_field_says_whether_it_agrees(values: dict[str, object], label: str, side: tuple[str, str, object]) -> None:
    assert _side(values, WREN, label) == side


def test_a_protected_address_is_neither_shown_nor_compared() -> None:
    protected = PersonRecord(id=1, public_id="wren", address=ADDRESS.hidden())

    assert _side({"postcode": "SM1 2AB"}, protected, "Postcode") == ("SM1 2AB", HIDDEN, None)
    assert _side({"address_line_1": "4 Ropewalk"}, protected, "Address") == ("4 Ropewalk", HIDDEN, None)


def test_a_field_that_neither_gives_is_left_out() -> None:
    nobody = PersonRecord(id=2, public_id="nobody")
    row = SimpleNamespace(values={}, likenesses=[])

    compared = comparison_of(row, [nobody], KNOWN)

    assert [line.label for line in compared.lines] == ["School or college"]
    assert [(rival.label, rival.name) for rival in compared.rivals] == [("Record A", "Name not recorded")]
