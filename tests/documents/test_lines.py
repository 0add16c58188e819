"""A few lines over time are told apart without colour, leave gaps, and are drawn for a phone."""

import json
import re
from datetime import date, timedelta

import pytest

from towpath.documents.charts import Chart, drawn
from towpath.documents.lines import LinePoint, lines_over_time

FIRST = date(2026, 8, 1)
FOR_A_PHONE = 460
"""Pixels: on a phone of 390, less its margins, words of 14 are shown at 11 or more."""


def trend(nights: int, *names: str, gap: int | None = None) -> Chart:
    points = [
        LinePoint(FIRST + timedelta(days=night), name, None if night == gap else float(night))
        for name in names
        for night in range(nights)
    ]
    return lines_over_time(points, title="Errors fell", summary="Fell.", axis="Records with an error")


def width(svg: str) -> float:
    [found] = re.findall(r'viewBox="0 0 ([\d.]+) ', svg)
    return float(found)


def test_the_table_has_a_row_for_each_day_and_says_where_nothing_is_known():
    chart = trend(3, "Stops the return", "To mend", gap=1)

    assert chart.headings == ("When", "Stops the return", "To mend")
    assert chart.rows == (("1 Aug 2026", "0", "0"), ("2 Aug 2026", "none", "none"), ("3 Aug 2026", "2", "2"))
    assert '"2026-08-02"' not in json.dumps(chart.spec)


@pytest.mark.parametrize("nights", [1, 4, 5, 61])
def test_an_axis_names_no_more_days_than_it_has_room_for_the_last_among_them(nights):
    named = trend(nights, "To mend").spec["encoding"]["x"]["axis"]["values"]

    assert 1 <= len(named) <= 4
    assert named[-1] == f"{FIRST + timedelta(days=nights - 1)}"


@pytest.mark.parametrize("nights", [7, 61])
def test_a_phone_shows_it_at_nearly_its_size_and_its_lines_differ_in_more_than_colour(tmp_path, nights):
    svg = drawn(trend(nights, "Stops the return", "Costs the figures", "To mend"), tmp_path)

    assert width(svg) <= FOR_A_PHONE
    assert {"1,0", "6,4", "2,3"} <= set(re.findall(r'stroke-dasharray="([^"]*)"', svg))


def test_no_lines_and_more_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="these are of 0"):
        trend(0, "To mend")
    with pytest.raises(ValueError, match="these are of 4"):
        trend(1, "a", "b", "c", "d")
