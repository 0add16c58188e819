"""
The figures of R on MatchIt's lalonde, to four significant figures.

Worked by R 4.2.2 with MatchIt 4.7.1 and sandwich 3.0.2. The first pair of each line is the difference in means and its
standard error, the second the same after regression on the covariates in each group, the third the difference in the
share with any earnings.
"""

from pathlib import Path

import pytest

from towpath.analysis.effect.designs import Design
from towpath.analysis.effect.effects import Effect, effect_of
from towpath.analysis.effect.sample import Asked, Sample, read_sample
from towpath.analysis.engine import open_engine

COVARIATES = ("age", "educ", "race", "married", "nodegree", "re74", "re75")
FIGURES = """
unadjusted   -635.0262  676.7480  1647.5833  801.2852  -.0148  .0376
nearest       894.3675  705.2298  1121.1772  752.4193   .0108  .0460
ipw          1214.0712  825.3971  1270.1249  782.4036   .0126  .0528
"""


@pytest.fixture
def earnings(shared: Path) -> Path:
    return shared / "data" / "evaluation" / "lalonde_matchit.csv"


def read(file: Path, outcome: str = "re78") -> Sample:
    with open_engine(threads=1) as connection:
        sample, problems = read_sample(
            connection, file, Asked(treatment="treat", outcome=outcome, covariates=COVARIATES)
        )
    assert problems == []
    return sample


def with_any_earnings(file: Path, folder: Path) -> Path:
    headings, *rows = file.read_text().splitlines()
    made = folder / "any.csv"
    flagged = [f"{row},{1 if float(row.split(',')[-1]) > 0 else 0}" for row in rows]
    made.write_text("\n".join([f"{headings},any", *flagged]))
    return made


@pytest.mark.parametrize("line", FIGURES.split("\n")[1:-1])
def test_each_design_gives_the_figures_of_r(earnings, tmp_path, line: str) -> None:
    design, *figures = line.split()
    estimate, se, adjusted, adjusted_se, risk, risk_se = (float(each) for each in figures)

    found = effect_of(read(earnings), Design(design))
    share = effect_of(read(with_any_earnings(earnings, tmp_path), "any"), Design(design))

    assert found.adjusted is not None
    pairs = [
        (found.estimate.estimate, estimate),
        (found.estimate.se, se),
        (found.adjusted.estimate, adjusted),
        (found.adjusted.se, adjusted_se),
    ]
    for mine, theirs in pairs:
        assert mine == pytest.approx(theirs, rel=5e-8, abs=5e-5)
    # Published to four decimals.
    assert (round(share.estimate.estimate, 4), round(share.estimate.se, 4)) == (risk, risk_se)


def black(effect: Effect) -> tuple[float | None, float | None]:
    [found] = [each for each in effect.balance if each.covariate == "race = black"]
    return found.smd_before, found.smd_after


def test_plain_matching_leaves_race_apart_and_says_so(earnings) -> None:
    nearest = effect_of(read(earnings), Design.NEAREST)

    assert black(nearest) == (pytest.approx(1.7615, abs=5e-5), pytest.approx(1.0259, abs=5e-5))
    assert nearest.warnings[0] == "race = black still differs by 1.0259 standard deviations, more than 0.1."


def test_entropy_leaves_nothing_apart_and_says_what_its_controls_are_worth(earnings) -> None:
    entropy = effect_of(read(earnings), Design.ENTROPY)

    assert all(abs(each.smd_after or 0) < 1e-6 for each in entropy.balance)
    assert (entropy.treated, entropy.controls, entropy.warnings) == (185, 429, ())
    assert 90 < entropy.effective_controls < 110
    # With the means alike, regression on them moves the estimate no further.
    assert entropy.adjusted is not None
    assert entropy.adjusted.estimate == pytest.approx(entropy.estimate.estimate, rel=1e-6)


def test_a_caliper_leaves_out_whom_nobody_is_like(earnings) -> None:
    caliper = effect_of(read(earnings), Design.CALIPER, caliper=0.2)

    assert caliper.treated == caliper.controls < 185
    before, after = black(caliper)
    assert before is not None
    assert after is not None
    assert abs(after) < 0.1 < before
    assert any("have no match and are left out" in words for words in caliper.warnings)
