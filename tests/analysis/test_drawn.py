"""The drawn tables that specify the rules come out of the SQL engine too."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.analysis.histories import STANDARDS
from tests.analysis.tables import RESIDENCE, TRACKED, put_rows, put_statements, table_spells
from tests.examples.cohort import academic_ages
from tests.examples.currency import lapse_dates
from tests.examples.drawn import Example, day, rows, statements, sure_day, total
from tests.examples.spells import overlaps, status_on_a_date
from tests.examples.windows import first_six_months
from tests.examples.windows.first_six_months import WindowExample
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.neet_days import days_by_person
from towpath.analysis.rates import monthly_rates
from towpath.analysis.spells import build_spells


@pytest.fixture(scope="module")
def engine() -> Iterator[Connection]:
    with open_engine(threads=1) as connection:
        yield connection


@pytest.mark.parametrize("example", overlaps.EXAMPLES, ids=lambda example: example.name)
def test_overlaps_are_as_drawn(engine: Connection, example: Example) -> None:
    put_statements(engine, {"the person": statements(example.given)})

    build_spells(engine, STANDARDS)

    found = [(from_date, to_date, code, group) for _, from_date, to_date, code, group, _ in table_spells(engine)]
    assert found == [
        (day(cells["from"]), day(cells["to"]), cells["code"], cells["group"]) for cells in rows(example.expected)
    ]


def test_lapse_dates_are_as_drawn(engine: Connection) -> None:
    drawn = {f"row {number:03}": cells for number, cells in enumerate(rows(lapse_dates.TABLE))}
    people = {
        person: statements("  ".join(cells) + "\n" + "  ".join(cells.values())) for person, cells in drawn.items()
    }
    put_statements(engine, people)

    build_spells(engine, STANDARDS)

    # A statement that lapses before it starts makes no spell at all.
    expected = {
        person: day(cells["lapses"])
        for person, cells in drawn.items()
        if cells["lapses"] == "-" or sure_day(cells["lapses"]) >= sure_day(cells["start"])
    }
    assert {person: lapses_date for person, *_, lapses_date in table_spells(engine)} == expected
    assert len(drawn) - len(expected) == 1


@pytest.mark.parametrize("with_currency", [True, False])
def test_status_on_a_day_is_as_drawn(engine: Connection, with_currency: bool) -> None:
    put_statements(engine, {"the person": statements(status_on_a_date.GIVEN)})

    build_spells(engine, STANDARDS, with_currency=with_currency)

    for cells in rows(status_on_a_date.EXPECTED if with_currency else status_on_a_date.WITHOUT_CURRENCY):
        on = sure_day(cells["on"])
        speaking = [
            (group, code)
            for _, from_date, to_date, code, group, _ in table_spells(engine)
            if from_date <= on <= (to_date or date.max)
        ]
        assert speaking == ([(cells["group"], cells["code"])] if cells["standing"] == "CURRENT" else []), on


@pytest.mark.parametrize("example", first_six_months.EXAMPLES, ids=lambda example: example.name)
def test_days_in_the_first_six_months_are_as_drawn(engine: Connection, example: WindowExample) -> None:
    put_statements(engine, {"the person": statements(example.given)})
    put_rows(engine, "tracked", TRACKED, [("the person", example.birth_date, example.left_date)])
    build_spells(engine, STANDARDS)

    [(_, window)] = days_by_person(engine, first=first_six_months.FIRST, last=first_six_months.LAST)

    assert window.neet == total(example.neet)
    assert window.not_known == total(example.not_known)
    assert window.days == total(example.days)
    assert window.is_partial is example.partial


@pytest.mark.parametrize("cells", rows(academic_ages.TABLE), ids=lambda cells: f"{cells['birth']} on {cells['on']}")
def test_the_measured_cohort_is_as_drawn(engine: Connection, cells: dict[str, str]) -> None:
    put_statements(engine, {})
    put_rows(engine, "residence", RESIDENCE, [("the person", sure_day(cells["birth"]), "343", date.min, date.max)])
    build_spells(engine, STANDARDS)

    # Academic age is the same on every day of a month, so the month's end answers for the day drawn.
    [rates] = monthly_rates(engine, first=sure_day(cells["on"]), last=sure_day(cells["on"]))

    assert rates.cohort == (1 if cells["measured"] == "yes" else 0)
