"""A chart of parts says each part and what they make together, and is drawn."""

import pytest

from towpath.documents.charts import drawn
from towpath.documents.parts import Part, parts_chart


def test_the_parts_are_told_with_what_they_make_together(tmp_path):
    parts = [Part(name="Spent", amount=18_50, text="£18.50"), Part(name="Left", amount=81_50, text="£81.50")]

    chart = parts_chart(parts, title="Where the money is", headings=("Where", "How much"), whole="£100.00")

    assert chart.rows == (("Spent", "£18.50"), ("Left", "£81.50"), ("Together", "£100.00"))
    assert chart.summary == "Spent: £18.50; Left: £81.50; together £100.00."
    assert "£81.50" in drawn(chart, tmp_path)


def test_a_chart_of_no_parts_is_refused():
    with pytest.raises(ValueError, match="a part at least"):
        parts_chart([], title="Nothing", headings=("Where", "How much"), whole="£0.00")
