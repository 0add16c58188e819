"""Urgent looks, drawn: who may ask for what, what reason is enough, and until when."""

from datetime import datetime, timedelta

import pytest

from tests.examples.drawn import UNKNOWN, rows
from towpath.clock import LONDON
from towpath.rules.access import ROLES, may
from towpath.rules.urgent_looks import LEAST_WORDS, LEAVE, Door, doors_for, is_look_open, wrong_with_reason

OPENED = datetime(2026, 1, 31, 9, 0, tzinfo=LONDON)

# A letter is a door that the role may ask for: a address, n notes, c care, j justice, h health.
DOORS = """
role               asks_for
adviser            an...      # Sees care, justice and health anyway.
specialist         .....      # Sees all of it anyway.
tracking_officer   ancjh
manager            .....      # Sees all of it, and reviews.
data_lead          an...
school_lead        .....      # Not the council's staff.
commissioner       .....      # Sees no person at all.
safeguarding_lead  .....      # A reason of theirs would tell a manager that there is a worry.
provider           .....      # They send lists, and see nobody we hold.
"""

# Minutes after nine; it was opened for 60.
OPEN = """
now  closed  open
-1   -       no     # Before it was opened.
0    -       yes
59   -       yes
60   -       no     # 0 + 60: the instant itself is too late.
61   -       no
20   20      no     # Closed at this very instant.
19   20      yes
21   20      no
"""

REASONS = """
words  wrong
0      Say
1      You_gave_1_word
9      You_gave_9_words   # 10 - 1.
10     -
11     -
"""


@pytest.mark.parametrize("row", rows(DOORS), ids=lambda row: row["role"])
def test_a_role_asks_for_what_it_does_not_see(row):
    letters = dict(zip("ancjh", Door, strict=True))

    assert doors_for(row["role"]) == tuple(letters[each] for each in row["asks_for"] if each != ".")


def test_every_role_is_drawn_and_no_role_asks_for_what_it_sees():
    assert {row["role"] for row in rows(DOORS)} == set(ROLES)
    assert not [(role, door) for role in ROLES for door in doors_for(role) if may(role, LEAVE[door])]


def test_a_role_we_do_not_know_asks_for_nothing():
    assert doors_for("headteacher") == ()


def test_no_door_opens_a_safeguarding_concern():
    assert not {leave for leave in LEAVE.values() if leave.startswith("concern.")}
    assert set(LEAVE) == set(Door)


@pytest.mark.parametrize("row", rows(OPEN), ids=lambda row: f"{row['now']}, closed {row['closed']}")
def test_a_look_is_open_until_its_end(row):
    closed = None if row["closed"] == UNKNOWN else OPENED + timedelta(minutes=int(row["closed"]))

    is_open = is_look_open(
        opened_at=OPENED,
        until_at=OPENED + timedelta(minutes=60),
        closed_at=closed,
        at=OPENED + timedelta(minutes=int(row["now"])),
    )

    assert is_open is (row["open"] == "yes")


@pytest.mark.parametrize("row", rows(REASONS), ids=lambda row: row["words"])
def test_a_reason_has_ten_words(row):
    wrong = wrong_with_reason(" ".join(["because"] * int(row["words"])))

    assert wrong.startswith(row["wrong"].replace("_", " ")) if row["wrong"] != UNKNOWN else wrong == ""


@pytest.mark.parametrize(
    ("reason", "is_enough"),
    [
        ("   \n\t ", False),
        (". . . . . . . . . . .", False),
        ("one - two - three - four - five - six", False),
        ("لأن أمها اتصلت وقالت إنها لم تعد إلى البيت الليلة", True),
        ("word " * 10_000, True),
    ],
    ids=["blank", "dots", "dashes are no words", "ten words right to left", "very long"],
)
def test_only_words_count(reason, is_enough):
    assert (wrong_with_reason(reason) == "") is is_enough
    assert LEAST_WORDS == 10
