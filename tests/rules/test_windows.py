import pytest

from tests.examples.drawn import statements, total
from tests.examples.windows import first_six_months
from tests.examples.windows.first_six_months import WindowExample
from towpath.rules.spells import spells_of
from towpath.rules.windows import days_in_window
from towpath.standards import load_standards


@pytest.mark.parametrize("example", first_six_months.EXAMPLES, ids=lambda example: example.name)
def test_days_in_the_first_six_months_are_as_drawn(example: WindowExample) -> None:
    spells = spells_of(statements(example.given), load_standards())

    days = days_in_window(
        spells,
        first_six_months.FIRST,
        first_six_months.LAST,
        birth_date=example.birth_date,
        left_date=example.left_date,
    )

    assert days.neet == total(example.neet)
    assert days.not_known == total(example.not_known)
    assert days.days == total(example.days)
    assert days.is_partial is example.partial
