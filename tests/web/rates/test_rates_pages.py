"""Rates with their counts, small numbers hidden from those who may not see people, and the benchmark's words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.access.models import User
from towpath.analysis.rates import MonthRates
from towpath.insight.measures import Flow, Rates, WinterAverage
from towpath.insight.releases import release_rates
from towpath.organisation.models import Organisation
from towpath.rules.disclosure import Figure, Symbol
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement
from towpath.web.parts import Count
from towpath.web.rates.presenters import (
    averages_table,
    dated_words,
    figure_words,
    flows_table,
    is_all_hidden,
    is_empty,
    months_before,
    months_table,
    nearest_year,
    released_rows,
)

SPAN = "month_from=2025-12-31&month_to=2026-01-31"


def _month(end: date, cohort: int, eet: int, neet: int) -> MonthRates:
    return MonthRates(month_end=end, area="343", cohort=cohort, eet=eet, neet=neet)


# Three month ends: 200 in the cohort each time; NEET 8, 7 and 9; not known 2, 3 and 1.
WINTER = (
    _month(date(2025, 12, 31), 200, 190, 8),
    _month(date(2026, 1, 31), 200, 190, 7),
    _month(date(2026, 2, 28), 200, 190, 9),
)


def _rates(*months: MonthRates, flows: tuple[Flow, ...] = ()) -> Rates:
    averages = (WinterAverage(year=2026, months=WINTER),) if len(months) == 3 else ()
    return Rates(
        area="343",
        known_on=None,
        months=months,
        averages=averages,
        flows=flows,
        assumptions=(),
        edition="2020-21",
        standards_version="v",
        version="v",
        undated=0,
    )


def test_a_percentage_never_stands_without_its_count() -> None:
    [row] = months_table(_rates(WINTER[0])).rows

    # 8 of 200 is 4.0%, 2 of 200 is 1.0%, and 8 + 2 of 200 is 5.0%.
    assert row == ("Dec 2025", 200, 190, Count(8, "4.0%"), Count(2, "1.0%"), Count(10, "5.0%"))


def test_an_empty_cohort_has_no_percentage_and_no_nought() -> None:
    [row] = months_table(_rates(_month(date(2025, 12, 31), 0, 0, 0))).rows

    assert row[3] == Count(0, "no rate")  # "Not known" would be read as the status.


def test_a_winter_is_the_mean_of_counts_first() -> None:
    [row] = averages_table(_rates(*WINTER)).rows

    # (8 + 7 + 9) / 3 = 8.0 of 200 is 4.0%; (2 + 3 + 1) / 3 = 2.0 is 1.0%; together 10.0 is 5.0%.
    assert row == ("2025 to 2026", "200.0", "190.0", Count("8.0", "4.0%"), Count("2.0", "1.0%"), Count("10.0", "5.0%"))


def test_a_small_count_is_hidden_with_its_percentage() -> None:
    released = release_rates(_rates(WINTER[0]), upper=4)

    [row] = months_table(released).rows
    assert row[4] == Count("Hidden", "")
    # NEET taken from the joint count would give it away, so a second figure of that sum is hidden too.
    assert "Hidden" in (row[3].count, row[5].count)  # type: ignore[union-attr]


def test_months_in_which_nobody_is_counted_are_empty() -> None:
    nobody, somebody = _month(date(2025, 12, 31), 0, 0, 0), _month(date(2026, 1, 31), 1, 1, 0)

    assert is_empty(_rates(nobody))
    assert is_empty(release_rates(_rates(nobody), upper=4))
    assert not is_empty(_rates(nobody, somebody))
    assert not is_empty(release_rates(_rates(nobody, somebody), upper=4))


@pytest.mark.usefixtures("_own_folder")
def test_a_council_that_holds_nobody_is_told_what_to_do(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    words = _words(signed_in(staff["commissioner"]).get(f"/rates/?{SPAN}"))

    assert "Nobody to count" in words
    assert "NEET is hidden" not in words


def test_a_chart_of_nothing_but_hidden_rates_is_not_drawn() -> None:
    small, large = _month(date(2025, 12, 31), 100, 96, 2), _month(date(2026, 1, 31), 1000, 900, 60)

    assert is_all_hidden(release_rates(_rates(small), upper=4))
    assert not is_all_hidden(release_rates(_rates(small, large), upper=4))


def test_each_symbol_is_said_in_words() -> None:
    assert figure_words(Figure(Decimal("4.0")), "%") == "4.0%"
    assert figure_words(Figure(None, Symbol.SUPPRESSED)) == "Hidden"
    assert figure_words(Figure(None, Symbol.NOT_APPLICABLE)) == "Does not apply"


def test_a_month_in_which_nobody_moved_still_has_its_line() -> None:
    joined = Flow(month_end=date(2026, 1, 31), joined=True, other="EET", people=2)

    rows = flows_table(_rates(*WINTER[:2], flows=(joined,))).rows

    assert rows == [("Jan 2026", "2", "EET 2", "0", "Nobody"), ("Dec 2025", "0", "Nobody", "0", "Nobody")]


def test_a_file_that_leaves_has_the_symbols_of_dfe() -> None:
    rows = list(released_rows(release_rates(_rates(WINTER[0]), upper=4)))

    assert rows[0][:4] == ("month", "cohort", "eet", "neet")
    assert rows[1][0] == "2025-12"
    assert rows[1][5] == "c"


def test_months_go_back_over_a_leap_day() -> None:
    assert months_before(date(2024, 3, 15), 2) == [date(2024, 3, 31), date(2024, 2, 29)]


def test_a_published_file_is_dated_in_words() -> None:
    assert dated_words("2025-05") == "May 2025"
    assert dated_words("neighbours.csv") == "neighbours.csv"


def test_a_year_that_is_not_there_becomes_the_latest() -> None:
    assert nearest_year([2021, 2024], "2021") == 2021
    assert nearest_year([2021, 2024], "2022") == 2024
    assert nearest_year([2021, 2024], "x") == 2024


@pytest.fixture
def borough(saltmarsh: Organisation) -> list[int]:
    """Return twenty young people, of whom two are NEET since September and eighteen at college."""
    ids = make_pupils(saltmarsh, 20)
    told = [
        NewStatement(
            person_id=person_id,
            code="619" if place < 2 else "210",
            start_date=date(2025, 9, 8),
            verified_date=date(2026, 1, 20),
            how="young_person",
            sender="advisers",
            source="page:1",
        )
        for place, person_id in enumerate(ids)
    ]
    record_statements(organisation=saltmarsh, incoming=told, by=SETUP, at=MORNING)
    return ids


@pytest.fixture
def _own_folder(tmp_path: object, settings: LazySettings) -> None:
    settings.VAR = tmp_path


def _words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_own_folder")
def test_staff_see_every_number_marked_and_a_commissioner_none_that_is_small(
    staff: dict[str, User], signed_in: Callable[[User], Client], borough: list[int]
) -> None:
    # Given two of twenty NEET, which is 10.0%
    staff_words = _words(signed_in(staff["adviser"]).get(f"/rates/?{SPAN}"))
    outside_words = _words(signed_in(staff["commissioner"]).get(f"/rates/?{SPAN}"))

    assert "Not for release: small numbers are not hidden." in staff_words
    assert "2 (10.0%)" in staff_words
    assert "2 (10.0%)" not in outside_words
    assert "Hidden" in outside_words
    assert "Counts from 1 to 4 are hidden" in outside_words


@pytest.mark.usefixtures("_own_folder")
def test_the_file_and_the_picture_hide_small_numbers_whoever_asks(
    staff: dict[str, User], signed_in: Callable[[User], Client], borough: list[int]
) -> None:
    lead = signed_in(staff["data_lead"])

    text = lead.get(f"/rates/released.csv?{SPAN}").content.decode()
    picture = lead.get(f"/rates/chart.svg?{SPAN}")

    [line] = [line for line in text.splitlines() if line.startswith("2026-01")]
    assert line.split(",")[3] == "c"
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")


@pytest.mark.usefixtures("_own_folder")
def test_months_the_wrong_way_round_are_refused_in_words(
    staff: dict[str, User], signed_in: Callable[[User], Client], borough: list[int]
) -> None:
    answer = signed_in(staff["adviser"]).get("/rates/?month_from=2026-01-31&month_to=2025-12-31")

    assert "The first month must not be after the last." in _words(answer)


def test_a_published_figure_stands_with_rank_list_year_and_source(
    staff: dict[str, User], signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    # Given no file of DfE's at all, so that the few shipped figures speak
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(tmp_path))

    words = _words(signed_in(staff["commissioner"]).get("/rates/benchmark/?measure=not_known&year=2025"))

    # service-practice.md section 10.2: Sefton 2025, not known 0.2%, joint 9th of 151.
    assert "0.2%" in words
    assert "Joint 9th of 151, 4 tied, 1st being best" in words
    assert "Load DfE's scorecard of the year for the rest" in words
    assert "Source: DfE" in words


def test_a_council_without_figures_is_asked_to_choose(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(staff["adviser"])

    assert "Choose another to look at" in _words(client.get("/rates/benchmark/?area=000"))
    assert client.get("/rates/benchmark/chart.svg?area=000")["Location"] == "/rates/benchmark/"
    assert client.get("/rates/benchmark/?measure=nonsense&year=x").status_code == 200


@pytest.mark.usefixtures("_own_folder")
def test_a_stranger_sees_their_own_council_alone(
    stranger: User, signed_in: Callable[[User], Client], borough: list[int]
) -> None:
    words = _words(signed_in(stranger).get(f"/rates/?{SPAN}"))

    assert "2 (10.0%)" not in words
    assert "Nobody to count" in words  # Nobody lives at Farbank yet.


def test_nobody_may_post_to_a_rate(staff: dict[str, User], signed_in: Callable[[User], Client]) -> None:
    assert signed_in(staff["manager"]).post("/rates/").status_code == 405


def test_year_by_year_says_where_it_was_lowest_with_picture_and_table(
    staff: dict[str, User], signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    # Given no file of DfE's at all, so that the few shipped figures speak
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(tmp_path))
    client = signed_in(staff["commissioner"])

    words = _words(client.get("/rates/benchmark/years/?measure=combined"))

    assert "Liverpool City Region: lowest in 1 of 1 year (2025)." in words
    assert "Statistical neighbours: lowest in 1 of 1 year (2025)." in words
    assert "Joint 37th of 151, 7 tied" in words
    assert "NEET or not known rose from 3.5% to 3.8% from 2021 to 2025" in words
    picture = client.get("/rates/benchmark/years/chart.svg?measure=combined")
    assert picture.content.startswith(b"<svg")
    assert "Choose another to look at" in _words(client.get("/rates/benchmark/years/?area=000"))
    assert client.get("/rates/benchmark/years/chart.svg?area=000")["Location"] == "/rates/benchmark/years/"
