from datetime import date

import pytest

from tests.examples.applications import steps as drawn_tables
from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from towpath.rules.applications import (
    GIVE_WAY_TO_OFFER,
    STAGE_WORDS,
    WAY,
    Stage,
    guaranteed_by,
    next_stages,
    proposed_code,
    said_to_guarantee,
    start_of_place,
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
def test_a_place_falls_under_a_guarantee_as_drawn(drawn: dict[str, str]) -> None:
    said = guaranteed_by(day(drawn["born"]), sure_day(drawn["starts"]))

    if drawn["september"] == UNKNOWN:
        assert said is None
    else:
        assert said is not None
        assert (said.cohort_year, said.year_group) == (int(drawn["september"]), int(drawn["year_group"]))


@pytest.mark.parametrize("drawn", rows(drawn_tables.STARTS))
def test_a_place_starts_as_drawn(drawn: dict[str, str]) -> None:
    rule = "" if drawn["rule"] == UNKNOWN else drawn["rule"]

    assert start_of_place(rule, day(drawn["start"]), sure_day(drawn["said"])) == sure_day(drawn["starts"])


@pytest.mark.parametrize("drawn", rows(drawn_tables.SAYS))
def test_an_application_speaks_to_the_guarantee_as_drawn(drawn: dict[str, str]) -> None:
    way = list(STAGES.values())[: list(STAGES).index(drawn["reached"]) + 1]
    stages = [*way, Stage.REFUSED] if drawn["ended"] == "yes" and drawn["reached"] != "W" else way
    standing = "" if drawn["stands"] == UNKNOWN else drawn["stands"]

    assert said_to_guarantee(stages, standing) == ("" if drawn["says"] == UNKNOWN else drawn["says"])
    assert drawn["says"] == UNKNOWN or drawn["says"] in load_standards().edition_on(TODAY).guarantee_statuses


def test_what_gives_way_to_an_offer_is_every_published_status_but_an_offer() -> None:
    published = load_standards().edition_on(TODAY).guarantee_statuses
    others = {code for code, each in published.items() if each.category != "offer_made"}

    assert set(GIVE_WAY_TO_OFFER) == {"", *others}


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
