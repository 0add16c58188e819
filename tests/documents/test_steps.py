"""The pictures of a run say what is hidden and what stands apart, and draw nothing that is hidden."""

import re
from decimal import Decimal

import pytest

from towpath.documents.charts import drawn
from towpath.documents.parts import Part, parts_chart
from towpath.documents.steps import PairPoint, StepPoint, before_and_after_chart, funnel_chart


def test_a_hidden_step_has_its_word_and_no_bar():
    started = StepPoint(name="Started", count=Decimal(22), text="22", percent_text="100%")
    hidden = StepPoint(name="Into work", count=None, text="hidden", percent_text="")

    chart = funnel_chart([started, hidden], title="How far they came")

    assert [(each["label"], each["count"]) for each in chart.spec["data"]["values"]] == [
        ("22 (100%)", 22),
        ("hidden", 0),
    ]
    assert "Into work: hidden" in chart.summary
    assert chart.rows == (("Started", "22", "100%"), ("Into work", "hidden", ""))


def test_what_stands_apart_is_drawn_apart(tmp_path):
    apart = StepPoint(name="Apart", count=Decimal(1), text="1 apart", percent_text="", is_apart=True)

    chart = funnel_chart([apart], title="How far they came")

    assert chart.spec["data"]["values"][0]["kind"] == "apart"
    assert "1 apart" in drawn(chart, tmp_path)


def test_hidden_means_are_told_and_not_drawn(tmp_path):
    shown = PairPoint(
        name="Money", people_text="12", before=Decimal("3.0"), before_text="3.0", after=Decimal("6.5"), after_text="6.5"
    )
    hidden = PairPoint(
        name="Work", people_text="hidden", before=None, before_text="hidden", after=None, after_text="hidden"
    )

    chart = before_and_after_chart([shown, hidden], title="Before and after", least=1, most=10)

    assert {each["question"] for each in chart.spec["data"]["values"]} == {"Money"}
    assert "Work: hidden before and hidden after" in chart.summary
    assert "after 6.5" in drawn(chart, tmp_path)


def test_a_picture_of_nothing_is_refused():
    with pytest.raises(ValueError, match="a step at least"):
        funnel_chart([], title="")
    with pytest.raises(ValueError, match="a question at least"):
        before_and_after_chart([], title="", least=1, most=10)


LONGEST = "Bus and train fares to college and to interviews"
PHONE = 360
"""What a phone 390 wide leaves for a picture, in pixels."""


def test_a_phone_shows_every_picture_of_bars_near_its_own_size_with_its_names_whole(tmp_path):
    funnel = funnel_chart(
        [
            StepPoint(name=LONGEST, count=Decimal(1423), text="1,423", percent_text="100.0%"),
            StepPoint(name="In learning", count=None, text="hidden", percent_text=""),
        ],
        title="How far they came",
    )
    pair = PairPoint(
        name=LONGEST, people_text="12", before=Decimal(3), before_text="3.0", after=Decimal(6), after_text="6.0"
    )
    parts = parts_chart(
        [Part(name=LONGEST, amount=120_000, text="£1,200.00")], title="Spent", headings=("What", "£"), whole="£1,200.00"
    )

    for chart in (funnel, before_and_after_chart([pair], title="Before and after", least=1, most=10), parts):
        svg = drawn(chart, tmp_path)

        # Words are drawn 14 high: of 360 in 420 six sevenths are left, and that is 12.
        assert int(re.match(r'<svg[^>]* width="([0-9]+)', svg)[1]) <= PHONE * 14 / 12
        assert svg.count(f">{LONGEST}</text>") == 1
