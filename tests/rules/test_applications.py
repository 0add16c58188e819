from datetime import date

import pytest

from tests.examples.applications import steps as drawn_tables
from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from towpath.rules.applications import (
    STAGE_WORDS,
    WAY,
    Stage,
    guarantee_of_offer,
    next_stages,
    proposed_code,
    wrong_with_step,
)
from towpath.standards import load_standards

TODAY = date(2026, 1, 31)
STAGES = dict(
    zip(
        "SAOCBWRTL",
        (*WAY, Stage.REFUSED, Stage.TURNED_DOWN, Stage.LEFT),
        strict=True,
    )
)


def done(cell: str) -> dict[Stage, date]:
    pairs = [each.split() for each in cell.split(",")] if cell != UNKNOWN else []
    return {STAGES[letter]: sure_day(on) for letter, on in pairs}


@pytest.mark.parametrize("drawn", rows(drawn_tables.STEPS))
def test_a_step_is_taken_as_drawn(drawn: dict[str, str]) -> None:
    wrong = wrong_with_step(done(drawn["done"]), STAGES[drawn["step"]], sure_day(drawn["on"]), TODAY)

    assert (wrong == "") is (drawn["answer"] == "yes"), wrong


def test_what_comes_next_is_offered_with_the_usual_first() -> None:
    listed = {Stage.SHORTLISTED: TODAY}

    assert next_stages({}) == (Stage.SHORTLISTED,)
    assert next_stages(listed) == (Stage.APPLIED, Stage.TURNED_DOWN)
    assert next_stages({**listed, Stage.APPLIED: TODAY}) == (Stage.OFFERED, Stage.REFUSED, Stage.TURNED_DOWN)


@pytest.mark.parametrize("drawn", rows(drawn_tables.GUARANTEE))
def test_an_offer_speaks_to_the_guarantee_as_drawn(drawn: dict[str, str]) -> None:
    said = guarantee_of_offer(day(drawn["born"]), sure_day(drawn["starts"]))

    if drawn["september"] == UNKNOWN:
        assert said is None
    else:
        assert said is not None
        assert (said.cohort_year, said.year_group) == (int(drawn["september"]), int(drawn["year_group"]))
        assert load_standards().edition_on(TODAY).guarantee_statuses[said.status].label == "Offer made"


@pytest.mark.parametrize("drawn", rows(drawn_tables.CODES))
def test_a_start_proposes_a_code_as_drawn(drawn: dict[str, str]) -> None:
    at, how = drawn["at"].split(","), drawn["how"]

    code = proposed_code(
        drawn["kind"],
        is_school="school" in at,
        is_college="college" in at,
        is_sixth_form_college="sixth_form" in at,
        is_training_provider="training_provider" in at,
        is_reengagement=how == "reengagement",
        is_part_time=how == "part_time",
        hours_a_week=int(how.removeprefix("hours=")) if how.startswith("hours=") else None,
    )

    assert code == (None if drawn["code"] == UNKNOWN else drawn["code"])
    assert code is None or load_standards().activity_code(code, TODAY) is not None


def test_every_stage_has_words() -> None:
    assert set(STAGE_WORDS) == set(Stage)
