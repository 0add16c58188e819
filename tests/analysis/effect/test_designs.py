"""Who is matched with whom and how much each counts, worked by hand; and what nobody can be weighed to."""

import numpy as np
import pytest

from towpath.analysis.effect.balance import effective_size
from towpath.analysis.effect.designs import Design, NoOverlap, counted, matched
from towpath.analysis.effect.effects import effect_of
from towpath.analysis.effect.entropy import OutOfReach, balanced
from towpath.analysis.effect.estimates import difference, e_value
from towpath.analysis.effect.sample import Facts, Sample, sample_of
from towpath.analysis.effect.trial import LARGE_EFFECT, NO_EFFECT, borough

# A line a person in the order of the file: T treated or C control, the probability, and the pair expected.
LINES = {
    "the likeliest chooses first, and nobody is used twice": """
        T .60  b
        T .70  a
        C .68  a
        C .50  b
    """,
    "the one before is taken where both are as near": """
        T .50  a
        C .75  -
        C .25  a
    """,
    "of equals, treated and controls, the earlier row comes first": """
        T .40  a
        T .40  b
        C .40  a
        C .40  b
        C .40  -
    """,
    "of equals below, the last row stands nearest in the line": """
        T .40  a
        C .30  -
        C .30  a
    """,
    "beyond the caliper of .15 there is no match": """
        T .90  -
        T .50  a
        C .70  -
        C .40  a
    """,
    "when the controls run out the least likely go without": """
        T .30  -
        T .80  a
        C .35  a
    """,
}


@pytest.mark.parametrize("name", LINES)
def test_matching_follows_its_line(name: str) -> None:
    rows = [line.split() for line in LINES[name].strip().splitlines()]
    width = 0.15 if "caliper" in name else np.inf

    pairs = matched(np.array([float(row[1]) for row in rows]), np.array([row[0] == "T" for row in rows]), width=width)

    expected = [row[2] for row in rows]
    assert [pair >= 0 for pair in pairs] == [letter != "-" for letter in expected]
    for letter in set(expected) - {"-"}:
        assert len({int(pair) for pair, drawn in zip(pairs, expected, strict=True) if drawn == letter}) == 1


def test_everybody_keeps_one_partner_in_a_large_crowd() -> None:
    chance = np.random.default_rng(5)
    treated = chance.random(3000) < 0.4

    pairs = matched(np.round(chance.random(3000), 2), treated, width=np.inf)

    numbers, counts = np.unique(pairs[pairs >= 0], return_counts=True)
    assert len(numbers) == treated.sum()
    assert set(counts) == {2}
    assert sorted(pairs[treated]) == list(range(int(treated.sum())))


def test_two_controls_are_weighed_to_the_mean_between_them() -> None:
    weights = balanced(np.array([[0.0], [10.0]]), np.array([2.5]))

    # w × 10 = 2.5 and the two sum to 1.
    assert weights == pytest.approx([1 - 0.25, 0.25])


def test_controls_at_no_distance_count_the_same() -> None:
    weights = balanced(np.array([[1.0, 0.0], [3.0, 0.0], [1.0, 4.0], [3.0, 4.0]]), np.array([2.0, 2.0]))

    assert weights == pytest.approx([1 / 4] * 4)
    assert effective_size(weights) == pytest.approx(4)


def test_where_all_the_treated_share_an_extreme_only_such_controls_count() -> None:
    controls = np.array([[1.0, 2.0], [1.0, 6.0], [0.0, 3.0]])

    weights = balanced(controls, np.array([1.0, 3.0]))

    # 2 (1 - w) + 6 w = 3.
    assert weights == pytest.approx([1 - 0.25, 0.25, 0])


def test_a_mean_beyond_every_control_is_refused_by_its_column() -> None:
    with pytest.raises(OutOfReach) as beyond:
        balanced(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([2.0, 5.0]))

    assert beyond.value.columns == (1,)


def test_means_within_each_column_that_no_controls_have_together_are_refused() -> None:
    # The controls lie on a line from (0, 0) to (1, 1); (.2, .8) is off it.
    line = np.array([[place, place + bend] for place, bend in ((0.0, 0.0), (0.3, 0.01), (0.6, -0.01), (1.0, 0.0))])

    with pytest.raises(OutOfReach):
        balanced(line, np.array([0.2, 0.8]))


def people(drawn: str) -> Sample:
    """Return the people of a table: treated, outcome, and then covariates, of which words are categories."""
    headings, *lines = [line.split() for line in drawn.strip().splitlines()]
    columns = list(zip(*lines, strict=True))
    facts = [
        Facts(name=name, words=np.array(column, object))
        if column[0].isalpha()
        else Facts(name=name, numbers=np.array(column, float))
        for name, column in zip(headings[2:], columns[2:], strict=True)
    ]
    return sample_of(np.array(columns[0], float), np.array(columns[1], float), facts)


APART = people("""
    treated  days  age  town
    1        10    15   north
    1        12    16   north
    1        15    17   north
    0        20    15   south
    0        22    16   south
    0        25    17   south
""")


@pytest.mark.parametrize("design", [Design.ENTROPY, Design.NEAREST, Design.IPW])
def test_groups_with_nothing_in_common_are_refused_by_the_covariate_in_the_way(design: Design) -> None:
    with pytest.raises(NoOverlap) as apart:
        effect_of(APART, design)

    assert apart.value.covariates == ("town",)


def test_covariates_that_only_together_leave_nothing_in_common_are_both_named() -> None:
    together = people("""
        treated  days  maths  english  age
        1        10    .2     .8       15
        1        12    .3     .9       17
        0        20    0      0        15
        0        22    .3     .31      17
        0        25    .6     .59      16
        0        21    1      1        16
        0        29    .5     .5       18
    """)

    with pytest.raises(NoOverlap) as apart:
        counted(together, Design.ENTROPY, caliper=0.2)

    assert apart.value.covariates == ("maths", "english")


def test_the_difference_of_two_and_two_is_worked_by_hand() -> None:
    four = people("""
        treated  days  age
        1        10    15
        1        14    16
        0        20    15
        0        26    17
    """)

    found = difference(four, np.ones(4), None)

    assert found.estimate == pytest.approx((10 + 14) / 2 - (20 + 26) / 2)
    # HC1: residuals 2 and 3 twice each; each group's squares over its size squared, times n / (n - 2).
    assert found.se == pytest.approx(((4 + 4) / 4 * 4 / 2 + (9 + 9) / 4 * 4 / 2) ** 0.5)


def test_a_covariate_that_says_nothing_new_is_left_out_with_a_word() -> None:
    sample = borough(1, NO_EFFECT)
    twice = sample_of(
        sample.treated.astype(float),
        sample.outcome,
        [
            Facts(name="points", numbers=sample.shown[:, 1]),
            Facts(name="points_again", numbers=2 * sample.shown[:, 1] + 7),
            Facts(name="council", words=np.full(len(sample.outcome), "Northmere", object)),
        ],
    )

    found = effect_of(twice, Design.ENTROPY)

    assert [words.split(" says nothing")[0] for words in found.warnings] == ["points_again", "council"]
    assert all(abs(each.smd_after or 0) < 1e-6 for each in found.balance)


@pytest.mark.parametrize(("rate", "expected"), [(2.0, 2 + 2**0.5), (0.5, 2 + 2**0.5), (1.0, 1.0)])
def test_the_e_value_of_a_risk_ratio_is_the_published_sum(rate: float, expected: float) -> None:
    # RR + sqrt(RR × (RR - 1)), of 1 / RR where it is below 1.
    happened = {2.0: (8, 4), 0.5: (3, 6), 1.0: (4, 4)}[rate]
    outcome = np.concatenate([np.arange(10) < count for count in happened]).astype(float)
    sample = sample_of(np.repeat([1.0, 0.0], 10), outcome, [Facts(name="age", numbers=np.arange(20.0) % 7)])

    found = e_value(sample, np.ones(20), difference(sample, np.ones(20), None))

    assert found is not None
    assert found.point == pytest.approx(expected)


@pytest.mark.slow
@pytest.mark.parametrize("effect", [NO_EFFECT, LARGE_EFFECT])
def test_nine_intervals_in_ten_hold_the_effect_that_was_put_in(effect: float) -> None:
    boroughs = 60

    found = [effect_of(borough(seed, effect), Design.ENTROPY).estimate for seed in range(boroughs)]

    held = sum(low <= effect <= high for low, high in (each.ci for each in found))
    assert held >= 0.9 * boroughs
    assert np.mean([each.estimate for each in found]) == pytest.approx(effect, abs=2)


def test_support_that_does_nothing_looks_harmful_until_the_groups_are_alike() -> None:
    sample = borough(11, NO_EFFECT)

    plain, weighed = effect_of(sample, Design.UNADJUSTED), effect_of(sample, Design.ENTROPY)

    assert plain.estimate.ci[0] > 0
    assert weighed.estimate.ci[0] < 0 < weighed.estimate.ci[1]


def test_people_who_share_their_luck_are_not_counted_as_many() -> None:
    sample = borough(3, NO_EFFECT)
    schools = np.array([f"school {row // 20}" for row in range(len(sample.outcome))], object)
    lucky = sample.outcome + np.random.default_rng(3).normal(0, 30, 20)[np.arange(len(schools)) // 20]
    facts = [Facts(name="points", numbers=sample.shown[:, 1])]
    apart = sample_of(sample.treated.astype(float), lucky, facts)
    together = sample_of(sample.treated.astype(float), lucky, facts, schools)

    for design in (Design.ENTROPY, Design.NEAREST):
        alone, shared = effect_of(apart, design).estimate, effect_of(together, design).estimate
        assert alone.estimate == shared.estimate
        assert alone.se != shared.se
        assert shared.ci[1] - shared.ci[0] > 0
