"""A list is asked for, reminded of twice, and then put to somebody above, never twice in a week."""

from datetime import date

import pytest

from towpath.rules.list_chasing import Addressee, Asking, LeftOut, NextStep, Sent, Step, asking_of, may_take, next_step

DUE = date(2026, 2, 27)

# Sent so far (step day-month)                     What is next, and from which day
STEPS = """
nothing                                          | asked 2026-02-06
asked 2026-02-06                                 | reminded 2026-02-28
asked 2026-02-20                                 | reminded 2026-02-28
asked 2026-02-21                                 | reminded 2026-02-28
asked 2026-02-22                                 | reminded 2026-03-01
asked 2026-02-06, reminded 2026-02-28            | reminded 2026-03-07
asked 2026-02-06, reminded 2026-02-28, reminded 2026-03-07 | escalated 2026-03-14
asked 2026-02-06, reminded 2026-02-28, reminded 2026-03-07, escalated 2026-03-14 | nothing
asked 2026-02-06, asked 2026-03-02               | reminded 2026-03-09
"""


def drawn(text: str) -> list[Sent]:
    if text.strip() == "nothing":
        return []
    pairs = (each.split() for each in text.strip().split(", "))
    return [Sent(Step(step), date.fromisoformat(day)) for step, day in pairs]


@pytest.mark.parametrize("line", STEPS.strip().splitlines())
def test_what_is_next_follows_from_what_was_sent(line: str) -> None:
    sent, expected = line.split("|")
    found = next_step(DUE, drawn(sent))
    wanted = drawn(expected)
    assert found == (NextStep(wanted[0].step, wanted[0].sent_date) if wanted else None)


# What a person wants to do | after | may they
MAY = """
asked     | nothing                                | yes
asked     | asked 2026-02-06                       | yes
reminded  | nothing                                | no
reminded  | asked 2026-02-06                       | yes
escalated | asked 2026-02-06                       | no
escalated | asked 2026-02-06, reminded 2026-02-28  | yes
reminded  | asked 2026-02-06, reminded 2026-02-28, escalated 2026-03-14 | no
"""


@pytest.mark.parametrize("line", MAY.strip().splitlines())
def test_nobody_is_reminded_of_what_they_were_never_asked_for(line: str) -> None:
    step, sent, expected = line.split("|")
    assert may_take(Step(step.strip()), drawn(sent)) is (expected.strip() == "yes")


# All of these on 1 March 2026; the list was due on 27 February. A contact is a number, "@" where there is an address,
# and the day on which they were last written to.
# sent so far                                      | contacts               | what goes, or why not
ALL_OWED = """
nothing                                            | 1@                     | asked 1
nothing                                            | none                   | no_contact
nothing                                            | 1                      | no_email
nothing                                            | 1@, 2@                 | several
nothing                                            | 1@, 2                  | several
nothing                                            | 1@, 2@ 2025-11-03      | asked 2
nothing                                            | 1@ 2025-11-04, 2@ 2025-11-03 | asked 1
nothing                                            | 1@ 2025-11-03, 2@ 2025-11-03 | asked 2
nothing                                            | 1@, 2 2025-11-03       | no_email
asked 2026-02-06                                   | 1@ 2026-02-06          | reminded 1
asked 2026-02-22                                   | 1@ 2026-02-22          | reminded 1
asked 2026-02-23                                   | 1@ 2026-02-23          | not_yet
asked 2026-02-06, reminded 2026-02-10, reminded 2026-02-20 | 1@ 2026-02-20  | go_above
asked 2026-02-06, reminded 2026-02-10, escalated 2026-02-20 | 1@ 2026-02-20 | written_above
asked 2026-02-23                                   | none                   | not_yet
"""


def addressees(text: str) -> list[Addressee]:
    found = []
    for each in text.strip().replace("none", "").split(", "):
        if each:
            name, day = (*each.split(), "")[:2]
            written = date.fromisoformat(day) if day else None
            found.append(Addressee(int(name.rstrip("@")), name.endswith("@"), written))
    return found


@pytest.mark.parametrize("line", ALL_OWED.strip().splitlines())
def test_of_all_that_are_owed_each_is_asked_or_it_is_said_why_not(line: str) -> None:
    sent, contacts, expected = line.split("|")
    step, contact = (*expected.split(), "")[:2]

    found = asking_of(DUE, drawn(sent), addressees(contacts), date(2026, 3, 1))

    assert found == (Asking(Step(step), int(contact)) if contact else LeftOut(step))
