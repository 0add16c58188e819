"""Charts say what they show, hide what is hidden, and are drawn once."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from towpath.documents import charts
from towpath.documents.charts import CouncilPoint, MonthPoint, drawn, rank_among_councils, rates_over_months
from towpath.rules.dates import month_ends

AUTUMN = "between October 2025 and November 2025"


def months(*rates: tuple[str, str]) -> list[MonthPoint]:
    ends = month_ends(date(2025, 10, 1), date(2026, 9, 1))
    return [
        MonthPoint(month_end=end, neet=number(neet), neet_text=neet, not_known=number(other), not_known_text=other)
        for end, (neet, other) in zip(ends, rates, strict=False)
    ]


def number(text: str) -> Decimal | None:
    return None if text == "c" else Decimal(text)


def councils() -> list[CouncilPoint]:
    return [
        CouncilPoint(name="Farbank", value=Decimal("4.8"), is_neighbour=True),
        CouncilPoint(name="Saltmarsh", value=Decimal("3.6"), is_own=True),
        CouncilPoint(name="Stillwater", value=Decimal("3.6")),
        CouncilPoint(name="Upton", value=Decimal("1.0")),
    ]


def ranked(**changes):
    told = {"measure_words": "NEET", "year": 2031, "rank_words": "joint 2nd of 4, 2 tied", "lower_is_better": True}
    return rank_among_councils(councils(), **{**told, "england": Decimal("3.4"), **changes})


@pytest.mark.parametrize(
    ("rates", "title"),
    [
        ([("4.1", "0.6"), ("3.6", "0.2")], f"NEET fell from 4.1% to 3.6% in Saltmarsh {AUTUMN}"),
        ([("3.5", "0.6"), ("3.6", "0.2")], f"NEET rose from 3.5% to 3.6% in Saltmarsh {AUTUMN}"),
        ([("3.5", "0.6"), ("3.5", "0.2")], f"NEET began and ended at 3.5% in Saltmarsh {AUTUMN}"),
        ([("3.5", "0.6")], "NEET was 3.5% in Saltmarsh in October 2025"),
        ([("c", "c")], "NEET is hidden in Saltmarsh in October 2025"),
    ],
)  # fmt: skip
def test_a_title_says_what_happened(rates, title):
    assert rates_over_months(months(*rates), place="Saltmarsh").title == title


def test_the_summary_and_the_table_tell_what_the_picture_shows():
    chart = rates_over_months(months(("4.1", "0.6"), ("3.9", "c"), ("3.6", "0.2")), place="Saltmarsh")

    assert chart.summary == (
        "A line chart of 3 month ends. NEET fell from 4.1% to 3.6%; not known fell from 0.6% to 0.2%."
        " Small numbers are hidden in November 2025."
    )
    assert chart.rows == (
        ("October 2025", "4.1", "0.6"),
        ("November 2025", "3.9", "c"),
        ("December 2025", "3.6", "0.2"),
    )


def test_months_that_are_all_hidden_are_not_named_one_by_one():
    chart = rates_over_months(months(("c", "c"), ("c", "c")), place="Saltmarsh")

    assert chart.summary.endswith("not known is hidden. Small numbers are hidden in every month.")


def test_a_hidden_month_is_a_gap_and_its_number_is_nowhere():
    chart = rates_over_months(months(("4.1", "0.6"), ("3.9", "c"), ("3.6", "0.2")), place="Saltmarsh")

    november = re.findall(r'\{"month": "2025-11-30", "rate": "Not known", "percent": ([^}]*)\}', json.dumps(chart.spec))
    assert november
    assert set(november) == {"null"}


def test_no_months_make_no_chart():
    with pytest.raises(ValueError, match="a month at least"):
        rates_over_months([], place="Saltmarsh")


def test_councils_stand_best_first_with_their_own_marked():
    chart = ranked()

    assert chart.title == "Saltmarsh was joint 2nd of 4, 2 tied, with 3.6% NEET, 2031"
    assert [name for name, _ in chart.rows] == ["Upton", "Saltmarsh", "Stillwater", "Farbank"]
    assert chart.summary.startswith(
        "A dot for each of 4 councils, the best first: from 1.0% (Upton) to 4.8% (Farbank)."
    )


def test_where_higher_is_better_the_highest_stands_first():
    assert [name for name, _ in ranked(lower_is_better=False).rows] == ["Farbank", "Saltmarsh", "Stillwater", "Upton"]


def test_a_chart_is_about_one_council():
    with pytest.raises(ValueError, match="2 councils are marked"):
        rank_among_councils(
            [*councils(), replace(councils()[1], name="Other")], measure_words="NEET", year=2031, rank_words="",
            england=None, lower_is_better=True,
        )  # fmt: skip


def test_a_chart_is_drawn_once_and_then_kept(tmp_path, monkeypatch):
    first = drawn(ranked(), tmp_path)
    monkeypatch.setattr(charts.vl_convert, "vegalite_to_svg", None)

    assert drawn(ranked(), tmp_path) == first
    assert [file.name for file in tmp_path.iterdir()] == [ranked().name]


def test_other_numbers_are_another_file():
    assert ranked().name != ranked(england=Decimal("3.5")).name
    assert ranked().name == ranked().name


def test_the_picture_is_whole_and_fetches_nothing(tmp_path):
    svg = drawn(ranked(), tmp_path) + drawn(
        rates_over_months(months(("4.1", "0.6"), ("3.6", "0.2")), place="S"), tmp_path
    )

    assert svg.count("<svg") == 2
    assert "Saltmarsh 3.6%" in svg
    assert "England 3.4%" in svg
    assert "Not known" in svg
    assert not re.search(r"""(href|src)=["']?http|<script|url\(http""", svg)


def test_a_phone_shows_a_chart_at_nearly_its_size(tmp_path):
    points = [
        charts.YearPoint(year=year, name=name, value=Decimal("3.1"), kind=kind)
        for year in range(2017, 2027)
        for name, kind in (("Saltmarsh (invented)", "own"), ("England", "England"), ("North West", "North West"))
    ]
    alike = [charts.LikenessPoint(name="Special educational needs, with a plan", before=0.8, after=0.1)] * 2
    told = [
        rates_over_months(months(*[("4.1", "0.6")] * 11), place="Saltmarsh"), ranked(),
        charts.council_over_years(points, measure_words="NEET"), charts.likeness(alike, limit=0.1),
    ]  # fmt: skip

    widths = [float(re.findall(r'viewBox="0 0 ([\d.]+) ', drawn(chart, tmp_path))[0]) for chart in told]

    # Words of 14 pixels are shown at 11 or more on a phone of 390, less its margins.
    assert max(widths) <= 460


def test_no_chart_tells_anything_by_red_and_green():
    spec = json.dumps(ranked().spec) + json.dumps(rates_over_months(months(("1.0", "1.0")), place="S").spec)

    for colour in set(re.findall(r"#[0-9a-f]{6}", spec)):
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert not (green > red + 40 and green > blue + 40), f"{colour} is a green."
        assert not (red > 180 and green < 80 and blue < 80), f"{colour} is a red."
