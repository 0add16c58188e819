"""A list is asked for, reminded of twice, and then put to somebody above, never twice in a week."""

from datetime import date

import pytest

from towpath.rules.list_chasing import NextStep, Sent, Step, may_take, next_step

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
