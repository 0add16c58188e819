"""How the chase board says why, since when, what was tried, and whom to ring."""

from datetime import date, datetime

import pytest

from towpath.clock import LONDON
from towpath.contact.queries import LastContact
from towpath.people.queries import AddressRecord, FamilyRecord, PersonRecord
from towpath.people.queries.records import ContactRouteRecord, NameRecord
from towpath.rules.spells import Standing
from towpath.standards import Group
from towpath.tracking.queries import ChaseLine, Reason, StatusRecord
from towpath.web.chase.presenters import HIDDEN, NO_POSTCODE, phone_of, reason_tabs, sector_of, sectors_table, visits_of
from towpath.web.chase.words import since_words, tried_words
from towpath.web.parts import Link

DUE = date(2026, 1, 5)

SINCE = """
not_known           Not known since 5 Jan 2026
neet_not_contacted  Last heard from on 5 Jan 2026
start_passed        Was to start by 5 Jan 2026
end_passed          Was expected to end on 5 Jan 2026
review_passed       Review was due on 5 Jan 2026
lapsing             Lapses on 5 Jan 2026
"""


def _line(reason: Reason = Reason.NOT_KNOWN, due: date = DUE, standing: Standing = Standing.LAPSED) -> ChaseLine:
    status = StatusRecord(person_id=1, group=Group.NOT_KNOWN, standing=standing)
    return ChaseLine(person_id=1, reason=reason, status=status, last_contact=None, due_date=due)


@pytest.mark.parametrize("row", SINCE.strip().splitlines())
def test_each_reason_says_its_date(row: str) -> None:
    reason, words = row.split(maxsplit=1)

    assert since_words(_line(Reason(reason))) == words


def test_somebody_never_reached_is_not_given_a_date() -> None:
    assert since_words(_line(Reason.NEET_NOT_CONTACTED, date.min)) == "Never reached, as far as we know"


def test_somebody_never_spoken_of_is_not_given_the_day_of_the_page() -> None:
    assert since_words(_line(standing=Standing.NO_STATEMENT)) == "Nobody has ever told us"


def test_tries_are_counted_since_somebody_was_reached() -> None:
    tried = datetime(2026, 1, 14, 10, 0, tzinfo=LONDON)

    assert tried_words(None) == "Not tried yet"
    assert tried_words(LastContact(reached_at=tried)) == "Not tried yet"
    assert tried_words(LastContact(tried_at=tried)) == "Last tried 14 Jan 2026"
    assert tried_words(LastContact(tried_at=tried, attempts_since=1)) == "Last tried 14 Jan 2026, 1 try since reached"
    assert tried_words(LastContact(tried_at=tried, attempts_since=2)) == "Last tried 14 Jan 2026, 2 tries since reached"


def test_a_reason_that_nobody_stands_under_still_has_its_nought() -> None:
    tabs = reason_tabs([_line(), _line()], "mine")

    assert [tab.text for tab in tabs.values()][:2] == ["Everyone (2)", "Not known (2)"]
    assert tabs["review_passed"].text == "Review passed (0)"
    assert tabs["review_passed"].href == "?reason=review_passed&adviser=mine"


def _record(*routes: tuple[str, str, str], postcode: str = "SM1 2AB", **more: object) -> PersonRecord:
    found = tuple(
        ContactRouteRecord(number, "phone", value, belongs_to, "", is_safe)
        for number, (value, belongs_to, is_safe) in enumerate(routes)
    )
    address = AddressRecord("4 Ropewalk", "", "", "", "Saltmarsh", "", postcode, False, "", None, None)
    given = {"address": address, "contact_routes": found, "names": (NameRecord("legal", "Wren", "", "Halloran"),)}
    return PersonRecord(id=1, public_id="p1", **{**given, **more})  # type: ignore[arg-type]


def test_their_own_number_is_rung_before_a_parents() -> None:
    phone = phone_of(_record(("07700 900001", "parent", "yes"), ("07700 900002", "self", "unknown")))

    assert (phone.text, phone.href) == ("07700 900002", "tel:07700900002")
    assert phone.words == "Their own, nobody has asked if it is safe. 1 other on their record"


def test_a_number_that_is_not_safe_is_neither_shown_nor_a_link() -> None:
    phone = phone_of(_record(("07700 900002", "self", "no")))

    assert (phone.text, phone.href) == ("No safe number", "")
    assert phone_of(_record()).text == "No phone number"
    assert phone_of(_record(hidden=frozenset({"contact"}))).text == ""


@pytest.mark.parametrize(
    ("postcode", "sector"), [("SM1 2AB", "SM1 2"), ("pr90zz", "PR9 0"), ("L12 3DE", "L12 3"), ("", NO_POSTCODE)]
)
def test_a_sector_is_all_but_the_last_two_letters(postcode: str, sector: str) -> None:
    assert sector_of(_record(postcode=postcode)) == sector


def test_a_protected_address_gives_no_sector_even_to_those_who_may_see_it() -> None:
    open_to_them = AddressRecord("4 Ropewalk", "", "", "", "", "", "SM1 2AB", True, "A friend", None, None)

    assert sector_of(_record(address=open_to_them)) == HIDDEN
    assert sector_of(_record(address=open_to_them.hidden())) == HIDDEN
    assert sector_of(_record(address=None)) == NO_POSTCODE


def test_a_printed_sheet_has_no_protected_address_even_for_those_who_may_see_it() -> None:
    seen = AddressRecord("4 Ropewalk", "", "", "", "", "", "SM1 2AB", True, "Lock House", None, None)

    [(_, visit)] = visits_of([_line()], {1: _record(address=seen)}, HIDDEN, DUE)

    assert visit.address == "Care of: Lock House"


def test_a_number_that_may_be_a_relative_s_who_must_not_be_told_is_not_offered() -> None:
    kept = FamilyRecord(2, "father", "yes", "no", must_not_be_told=True)

    assert phone_of(_record(("07700 900001", "parent", "unknown"), family=(kept,))).text == "No safe number"
    assert phone_of(_record(("07700 900001", "parent", "yes"), family=(kept,))).href == "tel:07700900001"
    assert phone_of(_record(("07700 900002", "self", "unknown"), family=(kept,))).href == "tel:07700900002"


@pytest.mark.parametrize(
    ("reason", "words"),
    [(Reason.NEET_NOT_CONTACTED, "NEET. Last heard from on 5 Jan 2026"), (Reason.LAPSING, "Lapses on 5 Jan 2026")],
)
def test_a_visit_sheet_says_who_is_neet_for_it_has_no_box_to_say_so(reason: Reason, words: str) -> None:
    [(_, visit)] = visits_of([_line(reason)], {1: _record()}, "SM1 2", DUE)

    assert visit.why == words


def test_sectors_stand_by_how_many_and_those_without_a_door_last_and_unlinked() -> None:
    places = ["SM2 3CD", "SM1 2AB", "SM1 2XY", ""]
    table = sectors_table([_record(postcode=each) for each in places])

    assert [(getattr(name, "text", name), count) for name, count in table.rows] == [
        ("SM1 2", 2),
        ("SM2 3", 1),
        (NO_POSTCODE, 1),
    ]
    assert not isinstance(table.rows[-1][0], Link)
