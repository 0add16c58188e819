"""The words of details, without a page."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from towpath.clock import LONDON
from towpath.people.queries import (
    AddressRecord,
    CareRecord,
    CharacteristicRecord,
    ContactRouteRecord,
    FamilyRecord,
    HeldFact,
    IdentifierRecord,
    NameRecord,
    SharingRecord,
)
from towpath.web.parts import Link
from towpath.web.people.details import presenters
from towpath.web.people.details.kinds import DETAILS
from towpath.web.people.details.presenters import Known, card_of, days_words, end_words, recorded_words, said_in_line

MORNING = datetime(2026, 1, 31, 9, tzinfo=LONDON)
ROUTE = ContactRouteRecord(1, "phone", "07700900123", "parent", "Maeve", "no")
LIVES = AddressRecord("4 Ropewalk", "", "", "", "Saltmarsh", "", "SM1 2AB", False, "", None, None)
KNOWN = Known(
    staff={"ada": "Adaeze Okafor"},
    councils={"343": "Sefton"},
    characteristics={"140": "Carer (not own child)"},
    relatives={7: Link("Maeve Halloran", "/people/7/")},
)


def held(says: object, **more: object) -> HeldFact:
    """Return a fact that Adaeze recorded on a page this morning, and that stands."""
    whole: dict[str, object] = {
        "id": 1, "says": says, "from_date": None, "to_date": None, "source": "page:person", "recorded_at": MORNING,
        "recorded_by": "ada", "withdrawn_at": None, "withdrawn_by": "", "is_joined": False,
    }  # fmt: skip
    return HeldFact(**(whole | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("says", "words", "line"),
    [
        (
            ROUTE,
            presenters.route_words,
            "Phone, a parent’s: 07700 900123. Belongs to: Maeve. Safe to use: Do not use",
        ),
        (LIVES, presenters.address_words, "Lives at: 4 Ropewalk, Saltmarsh, SM1 2AB"),
        (
            replace(LIVES, is_protected=True, care_of="Lock House"),
            presenters.address_words,
            "Lives at: 4 Ropewalk, Saltmarsh, SM1 2AB. Kept from others: Protected. Letters go to: Lock House",
        ),
        (
            replace(LIVES, is_protected=True, care_of="Lock House").hidden(),
            presenters.address_words,
            "Lives at: Care of: Lock House. Kept from others: Protected",
        ),
        (replace(LIVES, town="", to_date=date(2026, 1, 9)), presenters.address_words, "Lived at: 4 Ropewalk, SM1 2AB"),
        (NameRecord("legal", "Wren", "Iris", "Halloran"), presenters.name_words, "Legal name: Wren Iris Halloran"),
        (
            CharacteristicRecord("140", "", date(2026, 7, 31), None, None),
            presenters.characteristic_words,
            "Carer (not own child): Who told us: Nobody is named. Ask again by: 31 July 2026",
        ),
        (
            CareRecord("relevant", "343", "999", "", "Ines Prado", None, None),
            presenters.care_words,
            "Relevant child: Responsible council: Sefton. Placing council: 999. Personal adviser: Ines Prado",
        ),
        (CareRecord("relevant", "", "", "", "", None, None), presenters.care_words, "Relevant child"),
        (
            SharingRecord("parent", None, None),
            presenters.sharing_words,
            "Name, address and date of birth only: Asked for by: A parent",
        ),
        (
            FamilyRecord(7, "mother", "yes", "no", True),
            presenters.relative_words,
            "Mother: Maeve Halloran. Parental responsibility: Yes. Live together: No. Tell them: Must not be told",
        ),
        (
            FamilyRecord(8, "uncle", "no", "no", False),
            presenters.relative_words,
            "Uncle: Somebody whose record you may not open. Parental responsibility: No. Live together: No",
        ),
        (IdentifierRecord("local", "High", "44"), presenters.number_words, "Local number: 44. Given by: High"),
    ],
)  # fmt: skip
def test_a_detail_is_said_in_one_line(says: object, words: presenters.Words, line: str) -> None:
    assert said_in_line(says, words, KNOWN) == line  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "No days given"),
        ({"from_date": date(2026, 1, 10)}, "From 10 Jan 2026"),
        ({"to_date": date(2026, 1, 30)}, "To 30 Jan 2026"),
        ({"from_date": date(2026, 1, 10), "to_date": date(2026, 1, 30)}, "10 Jan 2026 to 30 Jan 2026"),
    ],
)
def test_days_not_known_are_not_made_up(more: dict[str, object], words: str) -> None:
    assert days_words(held(ROUTE, **more)) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Adaeze Okafor, 31 Jan 2026"),
        ({"source": "import:12"}, "List number 12, 31 Jan 2026"),
        ({"recorded_by": "gone"}, "Entered here by a colleague, 31 Jan 2026"),
    ],
)
def test_where_a_detail_comes_from_is_a_list_or_a_colleague(more: dict[str, object], words: str) -> None:
    assert recorded_words(held(ROUTE, **more), KNOWN) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"to_date": date(2026, 1, 30)}, "It is over"),
        ({"withdrawn_at": MORNING, "withdrawn_by": "ada"}, "Put right 31 Jan 2026 by Adaeze Okafor"),
        ({"withdrawn_at": MORNING, "withdrawn_by": "gone"}, "Put right 31 Jan 2026"),
    ],
)
def test_what_became_of_a_detail_says_who_put_it_right(more: dict[str, object], words: str) -> None:
    assert end_words(held(ROUTE, **more), KNOWN) == words


def test_a_hidden_address_does_not_say_since_when() -> None:
    hidden = held(replace(LIVES, is_protected=True).hidden(), from_date=date(2026, 1, 10))

    assert "Since" not in [fact.key for fact in card_of(hidden, presenters.address_words, KNOWN, ()).facts]


def test_every_kind_offers_a_mistake_and_says_what_to_add() -> None:
    for detail in DETAILS:
        assert "mistake" in dict(detail.ways), detail.kind
        assert detail.one.split()[0] in ("a", "an"), detail.kind
        assert detail.nothing.endswith("."), detail.kind
