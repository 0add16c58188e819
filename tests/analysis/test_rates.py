"""Rates: the running sums equal a plain count at each month's end, and the arithmetic is the published one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.histories import STANDARDS, corrected_terms, histories_of_people, residences
from tests.analysis.tables import RESIDENCE, put_rows, put_statements
from tests.examples.drawn import rows, statements, sure_day
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.rates import MonthRates, monthly_rates, monthly_rates_one_by_one
from towpath.analysis.spells import build_spells
from towpath.rules.statements import Statement

FIRST, LAST = date(2023, 8, 1), date(2025, 10, 1)


@pytest.fixture(scope="module")
def engine() -> Iterator[Connection]:
    with open_engine(threads=1) as connection:
        yield connection


@st.composite
def populations(draw):
    people = draw(histories_of_people())
    # Somebody with a statement and no home, and somebody with a home and no statement.
    living = [stretch for person in (*people, "silent") for stretch in draw(residences(person))]
    return people, living


@pytest.mark.slow
@given(
    population=populations(),
    with_currency=st.booleans(),
    known_on=st.none() | st.dates(date(2023, 8, 1), date(2026, 9, 1)),
    corrected=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_running_sums_equal_asking_about_each_person_each_month(
    engine, population, with_currency, known_on, corrected
) -> None:
    people, living = population
    standards = corrected_terms() if corrected else STANDARDS
    put_statements(engine, people)
    put_rows(engine, "residence", RESIDENCE, living)

    build_spells(engine, standards, known_on=known_on, with_currency=with_currency)
    summed = monthly_rates(engine, first=FIRST, last=LAST)

    assert summed == monthly_rates_one_by_one(
        engine, standards, first=FIRST, last=LAST, known_on=known_on, with_currency=with_currency
    )


def counted(engine: Connection, people: dict[str, list[Statement]], living: list[tuple[object, ...]]) -> list[str]:
    """Return each month's area, cohort, EET, NEET and not known as they are drawn, by both engines."""
    put_statements(engine, people)
    put_rows(engine, "residence", RESIDENCE, living)
    build_spells(engine, STANDARDS)
    summed = monthly_rates(engine, first=date(2025, 8, 1), last=date(2025, 11, 1))
    assert summed == monthly_rates_one_by_one(engine, STANDARDS, first=date(2025, 8, 1), last=date(2025, 11, 1))
    return [
        f"{rates.month_end:%b} {rates.area}: {rates.cohort} = {rates.eet} + {rates.neet} + {rates.not_known}"
        for rates in summed
    ]


def test_people_join_and_leave_on_1_september_by_academic_age(engine: Connection) -> None:
    born = [
        ("leaves", date(2007, 8, 31)),  # academic age 17 to 31 August 2025, then 18
        ("stays and turns 18 on 1 September", date(2007, 9, 1)),
        ("joins", date(2009, 8, 31)),  # academic age 16 from 1 September 2025
        ("a day too young", date(2009, 9, 1)),
    ]

    found = counted(engine, {}, [(person, birth, "343", date.min, date.max) for person, birth in born])

    assert found == [
        "Aug 343: 2 = 0 + 0 + 2",
        "Sep 343: 2 = 0 + 0 + 2",
        "Oct 343: 2 = 0 + 0 + 2",
        "Nov 343: 2 = 0 + 0 + 2",
    ]


def test_the_day_of_the_snapshot_is_the_last_day_of_the_month(engine: Connection) -> None:
    said = {
        # Ends on the last day of September, so is still there; the job that ends a day sooner is not.
        "to the end": statements("code  start  end\n619  2025-09-01  2025-09-30"),
        "a day short": statements("code  start  end\n619  2025-09-01  2025-09-29"),
        "from the last day": statements("code  start  end\n619  2025-10-31  -"),
        "within a month": statements("code  start  end\n619  2025-10-02  2025-10-30"),
    }

    found = counted(engine, said, [(person, date(2008, 1, 1), "343", date.min, date.max) for person in said])

    assert found == [
        "Aug 343: 4 = 0 + 0 + 4",
        "Sep 343: 4 = 0 + 1 + 3",
        "Oct 343: 4 = 0 + 1 + 3",
        "Nov 343: 4 = 0 + 1 + 3",
    ]


def test_a_mover_counts_where_they_live_on_the_last_day(engine: Connection) -> None:
    said = {"mover": statements("code  start\n619  2025-09-01")}
    living = [
        ("mover", date(2008, 1, 1), "343", date.min, date(2025, 9, 30)),
        ("mover", date(2008, 1, 1), "344", date(2025, 10, 1), date(2025, 11, 29)),
    ]

    assert counted(engine, said, living) == [
        "Aug 343: 1 = 0 + 0 + 1",
        "Aug 344: 0 = 0 + 0 + 0",
        "Sep 343: 1 = 0 + 1 + 0",
        "Sep 344: 0 = 0 + 0 + 0",
        "Oct 343: 0 = 0 + 0 + 0",
        "Oct 344: 1 = 0 + 1 + 0",
        "Nov 343: 0 = 0 + 0 + 0",
        "Nov 344: 0 = 0 + 0 + 0",  # left a day before the month's end
    ]


def test_custody_of_a_young_adult_leaves_the_cohort_only_while_it_is_current(engine: Connection) -> None:
    # 710 lapses 28 days after its review: 2 October + 28 days is 30 October, a day before the month's end.
    said = {"in custody": statements("code  start  review\n710  2025-09-10  2025-10-02")}

    assert counted(engine, said, [("in custody", date(2008, 1, 1), "343", date.min, date.max)]) == [
        "Aug 343: 1 = 0 + 0 + 1",
        "Sep 343: 0 = 0 + 0 + 0",
        "Oct 343: 1 = 0 + 0 + 1",
        "Nov 343: 1 = 0 + 0 + 1",
    ]


HUNDRED = """
people  born        code  start       verified    ended       what they are in December 2025
52      2008-10-10  230   2025-09-03  2025-10-01  -           EET    # college
9       2008-11-11  310   2025-01-06  2025-01-06  -           EET    # apprenticeship, to 6 January 2026
4       2008-12-12  330   2025-06-30  2025-06-30  -           UNKNOWN    # job, lapsed on 30 December: a day too soon
2       2008-12-13  330   2025-06-30  2025-07-01  -           EET    # the same job verified a day later: to 1 January
7       2009-01-14  619   2025-09-01  2025-09-02  -           NEET   # which never lapses
3       2009-02-15  615   2025-10-01  2025-10-02  -           NEET   # a start date agreed
5       2009-03-16  230   2025-09-03  2025-09-20  2025-12-12  UNKNOWN    # left college, nothing since
3       2009-04-17  810   2025-09-01  2025-12-01  -           UNKNOWN
6       2009-05-18  -     -           -           -           UNKNOWN    # nothing was ever said
2       2008-06-19  710   2025-12-10  2025-12-10  -           LEFT_OUT   # custody, to 7 January
4       2009-09-20  110   2025-09-03  2025-10-01  -           OUTSIDE    # Year 11
3       2007-08-21  230   2025-09-03  2025-10-01  -           OUTSIDE    # academic age 18
"""


def test_a_hundred_people_come_to_the_figures_worked_by_hand(engine: Connection) -> None:
    people, living = {}, []
    for cells in rows(HUNDRED):
        for number in range(int(cells["people"])):
            person = f"{cells['code']} {cells['born']} {number:02}"
            living.append((person, sure_day(cells["born"]), "343", date.min, date.max))
            if cells["code"] != "-":
                row = {"code": cells["code"], "start": cells["start"], "verified": cells["verified"]}
                drawn = {**row, "end": cells["ended"]}
                people[person] = statements("  ".join(drawn) + "\n" + "  ".join(drawn.values()))
    put_statements(engine, people)
    put_rows(engine, "residence", RESIDENCE, living)
    build_spells(engine, STANDARDS)

    [december] = monthly_rates(engine, first=date(2025, 12, 1), last=date(2025, 12, 1))

    assert len(living) == 100
    assert december.eet == 52 + 9 + 2
    assert december.neet == 7 + 3
    assert december.not_known == 4 + 5 + 3 + 6
    assert december.cohort == 63 + 10 + 18 == 100 - 2 - 4 - 3
    assert december.neet_percent == pytest.approx(10 / 91 * 100)
    assert december.not_known_percent == pytest.approx(18 / 91 * 100)
    assert december.combined_percent == pytest.approx(28 / 91 * 100)
    assert [december] == monthly_rates_one_by_one(engine, STANDARDS, first=date(2025, 12, 1), last=date(2025, 12, 1))


PUBLISHED = """
who                            cohort   neet   not_known  neet_percent  not_known_percent  combined_percent
females of 16, England 2026    321870   7350   4460       2.3           1.4                3.7
males of 17, England 2026      346100   16280  12100      4.7           3.5                8.2
Sefton, 2024 to 2025           6075     219    12         3.6           0.2                3.8
"""


@pytest.mark.parametrize("cells", rows(PUBLISHED), ids=lambda cells: cells["who"])
def test_percentages_are_the_published_ones_to_one_decimal(cells: dict[str, str]) -> None:
    """
    Source: docs/published-facts.md, Measures; the single measures of the two age rows are the counts over the cohort.
    """
    cohort, neet, not_known = (int(cells[name]) for name in ("cohort", "neet", "not_known"))

    rates = MonthRates(month_end=date(2026, 2, 28), area="343", cohort=cohort, eet=cohort - neet - not_known, neet=neet)

    assert rates.not_known == not_known
    for name in ("neet_percent", "not_known_percent", "combined_percent"):
        assert round(getattr(rates, name), 1) == float(cells[name])


def test_an_empty_cohort_has_no_percentage() -> None:
    rates = MonthRates(month_end=date(2026, 2, 28), area="343", cohort=0, eet=0, neet=0)

    assert (rates.neet_percent, rates.not_known_percent, rates.combined_percent) == (None, None, None)


def test_the_rates_of_a_day_are_those_then_known(engine: Connection) -> None:
    def said(code: str, written: datetime, number: int) -> Statement:
        return Statement(id=number, code=code, start_date=date(2025, 9, 3), recorded_at=written)

    found_late = [
        said("619", datetime(2025, 9, 20, 9, tzinfo=UTC), 1),
        said("230", datetime(2025, 12, 5, 9, tzinfo=UTC), 2),
    ]
    put_statements(engine, {"the person": found_late})
    put_rows(engine, "residence", RESIDENCE, [("the person", date(2008, 1, 1), "343", date.min, date.max)])

    for known_on, (eet, neet) in {date(2025, 12, 4): (0, 1), date(2025, 12, 5): (1, 0)}.items():
        build_spells(engine, STANDARDS, known_on=known_on)
        [november] = monthly_rates(engine, first=date(2025, 11, 1), last=date(2025, 11, 1))
        assert (november.eet, november.neet) == (eet, neet)
