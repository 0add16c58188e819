"""Points, bands, reasons and what stays possible, as drawn."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.drawn import UNKNOWN, rows, total
from tests.examples.risk import worked_scores
from tests.rules.risk.tables import NOTHING_TELLS, drawn_evidence, whole_person
from towpath.rules.risk.evidence import Evidence, Piece, evidence_kind, stated
from towpath.rules.risk.score import (
    Missing,
    assumed,
    is_met,
    score,
    words_of_band,
    words_of_missing,
    words_of_reason,
)
from towpath.standards.risk import Operator, load_scheme

FIRST, SECOND = load_scheme("oxfordshire-2022"), load_scheme("oxfordshire-2023")
WORKED = {
    **NOTHING_TELLS,
    "in_care": "no",
    "suspensions": "0",
    "suspension_sessions": "0",
    "permanently_excluded": "no",
}


def shown(drawn: dict[str, str]) -> str:
    return " ".join(drawn.values())


@pytest.mark.parametrize("drawn", rows(worked_scores.TABLE), ids=shown)
def test_both_codings_score_as_drawn(drawn: dict[str, str]) -> None:
    for scheme in (FIRST, SECOND):
        assessment = score(whole_person(drawn), scheme)

        assert assessment.points == total(drawn[f"points_{scheme.version}"])
        assert assessment.band.code == drawn[f"band_{scheme.version}"]
        assert (assessment.possible, assessment.missing) == (assessment.points, ())
        assert assessment.is_sure


@pytest.mark.parametrize("drawn", rows(worked_scores.UNKNOWN), ids=shown)
def test_what_is_unknown_stays_possible(drawn: dict[str, str]) -> None:
    assessment = score(whole_person(drawn), FIRST)

    assert (assessment.points, assessment.possible) == (total(drawn["points"]), total(drawn["possible"]))
    assert (assessment.band.code, assessment.possible_band.code) == (drawn["band"], drawn["could_be"])
    assert assessment.missing


@pytest.mark.parametrize("drawn", rows(worked_scores.EXCLUSION), ids=shown)
def test_exclusion_scores_as_each_coding_has_it(drawn: dict[str, str]) -> None:
    told = {"suspensions": drawn["suspensions"], "suspension_sessions": drawn["sessions"]}
    told |= {"permanently_excluded": drawn["permanent"]}
    settled = {name: cell for name, cell in WORKED.items() if name not in told}
    rest = {"attendance_percent": "95", "sen_provision": "N", "eal": "no", "fsm_eligible": "no"}
    evidence = drawn_evidence({**settled, **rest, **told})

    for scheme in (FIRST, SECOND):
        assessment = score(evidence, scheme)

        assert assessment.points == total(drawn[f"points_{scheme.version}"])
        assert assessment.possible == total(drawn[f"possible_{scheme.version}"])


@pytest.mark.parametrize("drawn", rows(worked_scores.LANGUAGE), ids=shown)
def test_language_scores_as_each_coding_has_it(drawn: dict[str, str]) -> None:
    for scheme in (FIRST, SECOND):
        assert score(drawn_evidence(drawn), scheme).points == total(drawn[f"points_{scheme.version}"])


def test_reasons_are_plain_words_with_the_most_points_first() -> None:
    evidence = drawn_evidence({**WORKED, "attendance_percent": "84", "fsm_eligible": "yes", "sen_provision": "K"})
    assessment = score(evidence, FIRST)

    assert [words_of_reason(reason, FIRST) for reason in assessment.reasons] == [
        "Attended 84% of school (below 85%): 2 points",
        "Eligible for free school meals: 2 points",
        "Has SEN support: 1 point",
    ]
    assert words_of_missing(assessment.missing[0]) == "Not known: Is English their first language? Up to 1 point"
    assert assessment.missing == (Missing("first_language", 1),)


def test_a_reason_says_the_day_and_the_source_of_its_evidence() -> None:
    piece = Piece(Decimal("84.5"), date(2025, 12, 19), "import:3:15")
    (reason,) = score(Evidence({"attendance_percent": [piece]}, date(2026, 1, 31)), FIRST).reasons

    assert (reason.as_at_date, reason.source, reason.value) == (date(2025, 12, 19), "import:3:15", "84.5")
    words = words_of_reason(reason, FIRST)
    assert words == "Attended 84.5% of school (below 85%), as at 19 December 2025: 2 points"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("84.041095890410958904", "Attended 84.04% of school"),
        ("84.9999", "Attended 84.99% of school"),
        ("80", "Attended 80% of school"),
    ],
)
def test_a_share_worked_out_from_sessions_is_shown_short_and_never_rounded_up(value: str, words: str) -> None:
    (reason,) = score(Evidence({"attendance_percent": [Piece(Decimal(value), None, "import:1:1")]}), FIRST).reasons

    assert words_of_reason(reason, FIRST) == f"{words} (below 85%): 2 points"


@pytest.mark.parametrize(
    ("as_at", "points"),
    [
        pytest.param(date(2025, 2, 1), 2, id="eleven months and 30 days old"),
        pytest.param(date(2025, 1, 31), 0, id="a year old to the day"),
        pytest.param(date(2025, 1, 30), 0, id="older than a year"),
        pytest.param(None, 2, id="undated"),
    ],
)
def test_attendance_counts_for_a_year_and_then_is_not_known(as_at: date | None, points: int) -> None:
    evidence = Evidence({"attendance_percent": [Piece(Decimal(80), as_at)]}, date(2026, 1, 31))
    assessment = score(evidence, FIRST)

    assert assessment.points == points
    assert ("attendance" in {each.factor for each in assessment.missing}) == (points == 0)


def test_an_exclusion_of_long_ago_counts_only_where_ever_is_asked() -> None:
    long_ago = [Piece(Decimal(0), date(2026, 1, 1)), Piece(Decimal(3), date(2022, 1, 1))]
    evidence = Evidence({"suspensions": long_ago}, date(2026, 1, 31))

    assert score(evidence, FIRST).points == 0
    assert score(evidence, SECOND).points == 2


def test_nothing_known_scores_nothing_and_leaves_every_point_possible() -> None:
    for scheme in (FIRST, SECOND):
        assessment = score(stated({}), scheme)

        assert (assessment.points, assessment.possible) == (0, scheme.most_points)
        # Attendance 2, plan 2, language 1, exclusion 2, alternative provision 1 and seven circumstances of 2.
        assert scheme.most_points == 2 + 2 + 1 + 2 + 1 + 7 * 2
        assert words_of_band(assessment) == "none, could be red"


def test_a_band_that_is_sure_is_said_alone() -> None:
    assert words_of_band(score(drawn_evidence({"in_care": "yes", "fsm_eligible": "yes"}), FIRST)) == "red"


def test_weakly_known_criteria_are_named_only_where_they_gave_points() -> None:
    suspended = score(drawn_evidence({"suspensions": "2"}), FIRST)
    looked_after = score(drawn_evidence({"in_care": "yes"}), FIRST)

    assert [each.code for each in assumed(FIRST, [looked_after, suspended])] == ["some_suspension"]
    assert assumed(FIRST, [looked_after]) == ()


@pytest.mark.parametrize(
    ("operator", "met"),
    [("<", "yes no no"), ("<=", "yes yes no"), (">", "no no yes"), (">=", "no yes yes")],
)
def test_an_operator_is_felt_on_both_sides_of_its_cut(operator: str, met: str) -> None:
    criterion = dataclasses.replace(FIRST.criteria[0], operator=Operator(operator), value="85")
    found = [is_met(criterion, Decimal(value)) for value in ("84.9", "85.0", "85.1")]

    assert found == [word == "yes" for word in met.split()]


TOLD = st.fixed_dictionaries(
    {},
    optional={
        "attendance_percent": st.decimals(2, 100, places=1).map(str),
        "suspensions": st.integers(0, 5).map(str),
        "suspension_sessions": st.integers(0, 40).map(str),
        "first_language": st.sampled_from(["ENG", "ENB", "POL", "REF"]),
        "sen_provision": st.sampled_from(["E", "K", "N"]),
        **{
            name: st.sampled_from(["yes", "no"])
            for name in ("eal", "permanently_excluded", "in_care", "fsm_eligible", "pregnant", "send_flag")
        },
    },
)


@given(TOLD, st.sampled_from([FIRST, SECOND]))
def test_points_are_the_sum_of_reasons_and_never_more_than_possible(told, scheme) -> None:
    assessment = score(drawn_evidence(told), scheme)

    assert assessment.points == sum(reason.points for reason in assessment.reasons)
    assert assessment.points <= assessment.possible <= scheme.most_points
    assert (assessment.possible > assessment.points) == bool(assessment.missing)


@given(TOLD, st.sampled_from([FIRST, SECOND]), st.data())
def test_hearing_more_never_takes_the_points_above_what_was_possible(told, scheme, data) -> None:
    before = score(drawn_evidence(told), scheme)
    more = data.draw(st.sampled_from(["fsm_eligible", "in_care", "pregnant", "parent", "custody", "young_carer"]))

    after = score(drawn_evidence({more: data.draw(st.sampled_from(["yes", "no"])), **told}), scheme)

    assert before.points <= after.points <= after.possible <= before.possible


def test_a_kind_that_is_not_there_is_refused() -> None:
    assert evidence_kind("attendance_percent").unit == "percent of possible sessions, 0 to 100"
    with pytest.raises(KeyError):
        evidence_kind("shoe_size")


def test_dash_is_never_evidence() -> None:
    assert drawn_evidence({"in_care": UNKNOWN}).latest("in_care") is None
