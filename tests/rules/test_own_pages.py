"""Codes, visits and what the log tells somebody of who saw their record, drawn."""

from datetime import date, datetime, timedelta

import pytest

from tests.examples.drawn import UNKNOWN, rows
from towpath.clock import LONDON
from towpath.rules.access import ROLES, SAFEGUARDING_LEAD
from towpath.rules.own_pages import (
    ALPHABET,
    birthday_fits,
    code_state,
    giver_words,
    is_visit_open,
    teller_words,
    tidy_code,
    told_of,
)

MADE = datetime(2026, 1, 31, 9, 0, tzinfo=LONDON)

# Made at 0 hours, for 14 days, that is 336 hours.
CODES = """
used  locked  cancelled  hour   state
-     -       -          0      waiting
-     -       -          335    waiting     # 336 - 1: the last hour.
-     -       -          336    expired     # The instant itself is too late.
3     -       -          4      used
3     -       -          400    used        # Used before it expired: that speaks.
-     2       2          4      locked      # The fifth wrong try locks it, and takes its link back.
-     -       2          4      cancelled
-     -       2          400    cancelled
"""

# Minutes since the visit began.
VISITS = """
seen  ended  now   open
0     -      0     yes
0     -      29    yes
0     -      30    no     # 0 + 30: half an hour of nothing.
100   -      129   yes
100   -      130   no     # 100 + 30.
230   -      239   yes
230   -      240   no     # 4 x 60: four hours, however busy.
5     10     12    no     # Signed out.
"""

LOOKS = """
kind                 role               people  who                    what
person.viewed        adviser            1       An_adviser             opened_your_record
person.viewed        adviser            3       An_adviser             saw_your_name_in_a_list   # A family, beside.
chase.viewed         tracking_officer   40      Someone_who_checks...  saw_your_name_in_a_list
school_list.viewed   school_lead        90      Someone_at_your...     saw_your_name_in_a_list
own.viewed           young_person       1       You,_or_someone...     looked_at_these_pages
charter.link_opened  employer           1       An_employer            read_what_we_sent...
plan.copied          manager            1       A_manager              made_a_copy...
urgent.viewed        adviser            1       An_adviser             looked_at_something...
panel.viewed         some_new_role      2       Someone_who_works...   saw_your_name_in_a_list
person.viewed        safeguarding_lead  1       -                      -   # That alone would say that somebody fears.
concern.viewed       manager            1       -                      -   # Whoever it was.
concern.list_viewed  safeguarding_lead  9       -                      -
"""


def hours(cell: str) -> datetime | None:
    return None if cell == UNKNOWN else MADE + timedelta(hours=int(cell))


@pytest.mark.parametrize("drawn", rows(CODES))
def test_a_code_stands_as_drawn(drawn: dict[str, str]) -> None:
    state = code_state(
        expires_at=MADE + timedelta(days=14),
        used_at=hours(drawn["used"]),
        locked_at=hours(drawn["locked"]),
        cancelled_at=hours(drawn["cancelled"]),
        at=MADE + timedelta(hours=int(drawn["hour"])),
    )

    assert state == drawn["state"]


@pytest.mark.parametrize("drawn", rows(VISITS))
def test_a_visit_is_open_as_drawn(drawn: dict[str, str]) -> None:
    ended = None if drawn["ended"] == UNKNOWN else MADE + timedelta(minutes=int(drawn["ended"]))

    is_open = is_visit_open(
        started_at=MADE,
        seen_at=MADE + timedelta(minutes=int(drawn["seen"])),
        ended_at=ended,
        at=MADE + timedelta(minutes=int(drawn["now"])),
    )

    assert is_open is (drawn["open"] == "yes")


@pytest.mark.parametrize("drawn", rows(LOOKS))
def test_who_looked_is_told_as_drawn(drawn: dict[str, str]) -> None:
    look = told_of(drawn["kind"], drawn["role"], int(drawn["people"]))

    if drawn["who"] == UNKNOWN:
        assert look is None
    else:
        assert look is not None
        assert look.who.startswith(drawn["who"].replace("_", " ").removesuffix("..."))
        assert look.what.startswith(drawn["what"].replace("_", " ").removesuffix("..."))


def test_every_role_but_the_safeguarding_lead_is_said_in_words_of_its_own() -> None:
    said = {role: told_of("person.viewed", role, 1) for role in ROLES}

    assert [role for role, look in said.items() if look is None] == [SAFEGUARDING_LEAD]


@pytest.mark.parametrize("typed", ["ABCD EFGH 2345", "abcd-efgh-2345", " abcdEFGH2345 ", "ABCD.EFGH_2345"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert tidy_code(typed) == "ABCDEFGH2345"


def test_a_code_holds_nothing_that_is_read_for_another() -> None:
    assert not set("0O1IL") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 8 + 23


@pytest.mark.parametrize(
    ("born", "day", "month", "fits"),
    [
        (date(2009, 8, 31), 31, 8, True),
        (date(2009, 8, 31), 8, 31, False),
        (date(2009, 8, 31), 1, 9, False),
        (date(2008, 2, 29), 29, 2, True),
        (None, 1, 1, False),
    ],
)
def test_a_birthday_fits_by_day_and_month_alone(born: date | None, day: int, month: int, fits: bool) -> None:
    assert birthday_fits(born, day, month) is fits


@pytest.mark.parametrize("how", ["youth_justice", "social_worker", "partner", "no_such_code"])
def test_a_service_that_would_say_too_much_is_not_named(how: str) -> None:
    assert teller_words(how) == "another service that works with us"


def test_who_told_us_is_said_in_plain_words() -> None:
    assert teller_words("provider_list") == "your school, college or training place"
    assert giver_words("import:12") == "a list from a school, college or council"
    assert giver_words("page:people_details_add") == "our staff"
    assert giver_words("refer:3") == "another service that works with us"
