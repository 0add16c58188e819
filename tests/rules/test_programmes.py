import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.examples.drawn import day, rows, total
from tests.examples.programmes import confidence, entry, funnel, register
from tests.examples.programmes.funnel import FunnelExample
from towpath.rules.programmes.confidence import Answers, change_of
from towpath.rules.programmes.entry import EntryFacts, EntryRule, asks_for_a_reason, findings_of
from towpath.rules.programmes.funnel import Journey, funnel_of, percent
from towpath.rules.programmes.register import MISSES_THAT_CALL, Mark, attendance_of, misses_running

MULTIPLY = EntryRule(least_age=19, asks_residence=True, asks_no_maths=True)
STARTS = date(2024, 9, 9)
CLAIMS = {"yes": True, "no": False, "-": None}
MARKS = {"P": Mark.PRESENT, "L": Mark.LATE, "A": Mark.ABSENT, "G": Mark.AGREED}
STAGES = ((1, "Classroom"), (2, "Placement"))


@pytest.mark.parametrize("drawn", rows(entry.ENTRY), ids=str)
def test_who_may_join_is_as_drawn(drawn: dict[str, str]) -> None:
    facts = EntryFacts(
        birth_date=day(drawn["born"]), lives_here=CLAIMS[drawn["lives_here"]], has_maths=CLAIMS[drawn["has_maths"]]
    )

    found = findings_of(MULTIPLY, facts, STARTS)

    assert {each.condition: each.standing.value for each in found} == {
        name: drawn[name] for name in ("least_age", "residence", "no_maths")
    }
    assert asks_for_a_reason(found) is CLAIMS[drawn["reason"]]
    assert all(each.words.endswith(".") for each in found)


@pytest.mark.parametrize(("born", "standing"), [("2006-09-09", "met"), ("2005-09-09", "not_met"), (None, "not_known")])
def test_a_greatest_age_counts_the_whole_of_its_year(born: str | None, standing: str) -> None:
    facts = EntryFacts(birth_date=born and date.fromisoformat(born))  # type: ignore[arg-type]

    (found,) = findings_of(EntryRule(most_age=18), facts, STARTS)

    assert found.standing == standing


def test_a_programme_that_asks_nothing_asks_for_no_reason() -> None:
    assert findings_of(EntryRule(), EntryFacts(), STARTS) == ()
    assert not asks_for_a_reason(())


@pytest.mark.parametrize("drawn", rows(register.REGISTER), ids=lambda drawn: drawn["marks"])
def test_a_register_is_read_as_drawn(drawn: dict[str, str]) -> None:
    marks = [MARKS[mark] for mark in drawn["marks"].split() if mark in MARKS]

    attendance = attendance_of(marks)

    assert (attendance.came, attendance.expected) == (total(drawn["came"]), total(drawn["expected"]))
    assert misses_running(marks) == total(drawn["running"])
    assert (misses_running(marks) >= MISSES_THAT_CALL) is CLAIMS[drawn["calls"]]


@pytest.mark.parametrize("example", funnel.EXAMPLES, ids=lambda example: example.name)
def test_a_funnel_is_as_drawn(example: FunnelExample) -> None:
    journeys = [
        Journey(
            person=int(drawn["person"]),
            has_come=drawn["came"] == "yes",
            completed=frozenset(
                number for number, letter in ((1, "C"), (2, "P")) if letter in drawn["stages"].replace("-", "")
            ),
            progressed=drawn["on"] == "work",
            is_apart=drawn["on"] == "apart",
            left_because=drawn["left"].replace("-", ""),
        )
        for drawn in rows(example.journeys)
    ]

    found = funnel_of(journeys, STAGES, completing=2, progressed_words="Into work")

    assert [each.count for each in found.steps] == [
        total(each)
        for each in (example.enrolled, example.started, example.classroom, example.placement, example.progressed)
    ]
    assert [each.name for each in found.steps] == ["Enrolled", "Started", "Classroom", "Placement", "Into work"]
    assert found.apart == total(example.apart)
    assert [found.completion, found.progression_of_completed, found.progression] == [
        None if cell == "-" else Decimal(cell) for cell in example.rates.split()
    ]
    assert ", ".join(f"{why} {count}" for why, count in found.left) == example.left


def test_a_percentage_rounds_halves_up() -> None:
    assert percent(1, 16) == Decimal("6.3")  # 6.25
    assert percent(1, 3) == Decimal("33.3")


@pytest.mark.parametrize("drawn", rows(confidence.CONFIDENCE), ids=lambda drawn: drawn["answers"])
def test_confidence_is_compared_as_drawn(drawn: dict[str, str]) -> None:
    answers = [Answers(*(score(part) for part in pair.split(">"))) for pair in drawn["answers"].split()]

    change = change_of(answers)

    assert change.both == total(drawn["both"])
    moved = tuple(total(drawn[name]) for name in ("higher", "same", "lower"))
    assert (change.higher, change.same, change.lower) == moved
    assert (change.before, change.after) == (mean(drawn["before"]), mean(drawn["after"]))
    assert change.answered_before == sum(each.before is not None for each in answers)
    assert change.answered_after == sum(each.after is not None for each in answers)


def score(part: str) -> int | None:
    return None if part == "-" else int(part)


def mean(cell: str) -> Decimal | None:
    """Return the mean drawn as "(3+4+5)/3", to one decimal with halves up."""
    if cell == "-":
        return None
    parts, _, people = cell.partition("/")
    exact = Fraction(total(re.sub(r"[()]", "", parts)), int(people))
    return Decimal(int(exact * 10 + Fraction(1, 2))) / 10
