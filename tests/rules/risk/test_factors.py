"""Each factor reads its evidence as drawn, says what it must, and is where it should be."""

import importlib
from pathlib import Path

import pytest

from tests.examples.drawn import UNKNOWN, rows
from tests.rules.risk.tables import drawn_evidence
from towpath.rules.access import roles_that_may
from towpath.rules.risk import factors
from towpath.rules.risk.evidence import EVIDENCE_KINDS, plain
from towpath.rules.risk.factor import Factor
from towpath.rules.risk.factors import FACTORS, factor_of
from towpath.rules.risk.meaning import factors_named

FOLDER = Path(factors.__file__).parent
DRAWN = [
    pytest.param(factor, drawn, id=f"{factor.code} {' '.join(drawn.values())}")
    for factor in FACTORS
    for drawn in rows(importlib.import_module(f"tests.examples.risk.{factor.code}").TABLE)
]


@pytest.mark.parametrize(("factor", "drawn"), DRAWN)
def test_a_factor_finds_what_is_drawn(factor: Factor, drawn: dict[str, str]) -> None:
    finding = factor.find(drawn_evidence(drawn))

    assert (UNKNOWN if finding is None else plain(finding.value)) == drawn["value"]


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.code)
def test_every_value_drawn_has_its_own_words(factor: Factor) -> None:
    table = importlib.import_module(f"tests.examples.risk.{factor.code}").TABLE
    findings = [factor.find(drawn_evidence(drawn)) for drawn in rows(table)]
    values = {finding.value for finding in findings if finding is not None}

    assert len({factor.words(value) for value in values}) == len(values)


def test_the_tuple_and_the_folder_hold_the_same_factors() -> None:
    assert sorted(factor.code for factor in FACTORS) == sorted(
        path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"
    )


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.code)
def test_a_factor_says_everything_that_is_asked_of_it(factor: Factor) -> None:
    assert factor.question.endswith("?")
    assert set(factor.evidence) <= {kind.name for kind in EVIDENCE_KINDS}
    for words in (factor.unit, factor.unknown, factor.to_young_person, factor.source):
        assert words.strip()
    assert roles_that_may(factor.permission)


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.code)
def test_what_a_young_person_is_told_is_about_help_and_not_about_risk(factor: Factor) -> None:
    told = factor.to_young_person.lower()

    assert "help" in told or "planning with you" in told
    assert not any(word in told for word in ("risk", "neet", "score", "points", "fail", "problem"))


def test_every_kind_of_evidence_is_asked_by_some_factor() -> None:
    assert {kind.name for kind in EVIDENCE_KINDS} == {name for factor in FACTORS for name in factor.evidence}


def test_no_two_kinds_of_evidence_share_a_heading() -> None:
    headings = [heading for kind in EVIDENCE_KINDS for heading in (kind.name, *kind.also)]

    assert len(headings) == len(set(headings))


def test_a_factor_is_explained_whatever_its_case_and_says_what_each_scheme_gives() -> None:
    (meaning,) = factors_named(" Attendance ")

    assert meaning.label == factor_of("attendance").question
    assert (
        "Points, oxfordshire-2022",
        "below 90: 1 (medium confidence); below 85: 2 (medium confidence)",
    ) in meaning.facts


def test_a_factor_that_a_scheme_does_not_ask_says_so() -> None:
    (meaning,) = factors_named("ever_excluded")

    assert ("Points, oxfordshire-2022", "none: not asked by this scheme") in meaning.facts


def test_nothing_is_explained_for_a_code_that_no_factor_has() -> None:
    assert factors_named("330") == ()
    with pytest.raises(KeyError):
        factor_of("330")
