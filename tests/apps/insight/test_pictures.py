"""The charts of figures are made of what may be shown, and of nothing else."""

from tests.apps.insight.conftest import ENGLAND, FARBANK, SALTMARSH, scorecard
from tests.apps.insight.test_rates import DECEMBER, FEBRUARY, JANUARY, month, rates_of
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.insight.actions import load_benchmark
from towpath.insight.pictures import rank_chart, rates_chart, svg_of
from towpath.insight.queries import list_councils, show_benchmark
from towpath.insight.releases import release_rates
from towpath.rules.ranks import Measure


def test_the_chart_of_rates_has_the_released_figures():
    chart = rates_chart(release_rates(rates_of(DECEMBER, JANUARY, FEBRUARY), upper=4), place="Saltmarsh")

    assert chart.title == "NEET fell from 3.7% to 3.4% in Saltmarsh between December 2025 and February 2026"
    assert chart.rows[0] == ("December 2025", "3.7", "0.2")


def test_a_hidden_rate_is_hidden_in_the_chart():
    small = month(11, cohort=6000, eet=5777, neet=220)  # 3 not known

    chart = rates_chart(release_rates(rates_of(small), upper=4), place="Saltmarsh")

    assert chart.rows == (("December 2025", "c", "c"),)


def test_the_chart_of_ranks_has_every_council(saltmarsh, adviser, settings, tmp_path):
    settings.VAR = tmp_path
    load_benchmark([("s.csv", scorecard(ENGLAND, SALTMARSH, FARBANK))], organisation=saltmarsh, by=SETUP, at=MORNING)

    chart = rank_chart(
        show_benchmark(adviser, "343", Measure.COMBINED, 2031), list_councils(adviser, Measure.COMBINED, 2031)
    )

    assert chart.rows == (("Saltmarsh", "3.8"), ("Farbank", "5.0"))
    assert "<svg" in svg_of(chart, "saltmarsh")
    assert [file.name for file in (tmp_path / "charts" / "saltmarsh").iterdir()] == [chart.name]


def test_shipped_figures_make_no_chart_of_ranks(adviser):
    shown = show_benchmark(adviser, "343", Measure.NEET, 2025)

    assert rank_chart(shown, list_councils(adviser, Measure.NEET, 2025)) is None
