"""The rates that DfE will work out from a return, previewed."""

from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN, rows
from towpath.rules.returns.model import NO_DATE, Record, given_date
from towpath.rules.returns.rates import (
    ReturnRates,
    average_of,
    kept_rates,
    march_of,
    rates_of,
    winter_of,
)
from towpath.standards import load_standards

JANUARY = date(2026, 1, 31)
EDITION = load_standards().edition_on(JANUARY)

# One record a line. Born from 1 September 2007 to 31 August 2009, somebody is of academic age 16 or 17 on 31 January
# 2026. Source of what counts: docs/published-facts.md, Measures.
RECORDS = """
born        status  code  lapsed  guarantee  counted
2009-08-31  P       210   N       -          cohort participating
2007-09-01  P       210   N       -          cohort participating
2009-09-01  P       210   N       -          -                        # Year 11
2007-08-31  P       210   N       -          -                        # A year too old, with a plan
2008-05-05  P       619   N       -          cohort neet
2008-05-05  P       810   N       -          cohort not_known
2008-05-05  P       210   Y       -          cohort not_known         # Lapsed keeps its code and is not known
2008-05-05  P       619   Y       -          cohort not_known
2008-05-05  P       330   N       -          cohort                   # A job without training is EET and no more
2008-05-05  P       310   N       -          cohort participating
2008-05-05  P       260   N       -          cohort                   # A gap year
2008-05-05  P       110   N       -          cohort not_known         # Compulsory age is over
2008-05-05  P       710   N       -          -                        # Left out of the measures
2008-05-05  P       710   Y       -          cohort not_known
2008-05-05  P       999   N       -          cohort not_known         # No such code
2008-05-05  T       619   N       -          -                        # Leavers are not counted
2008-05-05  X       619   N       -          cohort neet              # No such status: seen, not lost
-           P       619   N       -          -
2009-12-01  P       110   N       110        guarantee offers
2008-12-01  P       210   N       159        cohort participating guarantee
2008-12-01  G       210   N       110        guarantee offers         # Only in the guarantee
"""


@pytest.mark.parametrize("cells", rows(RECORDS), ids=lambda cells: " ".join(cells.values()))
def test_a_record_counts_in_what_it_belongs_to(cells):
    born = NO_DATE if cells["born"] == UNKNOWN else given_date(date.fromisoformat(cells["born"]))
    record = Record(
        birth_date=born,
        cohort_status=cells["status"],
        activity_code=cells["code"],
        currency_lapsed=cells["lapsed"],
        guarantee_12_status="" if cells["guarantee"] == UNKNOWN else cells["guarantee"],
    )

    counted = {name for name, count in rates_of([record], JANUARY, EDITION).counts().items() if count}

    assert counted == set(cells["counted"].split()) - {UNKNOWN}


def test_a_percentage_is_of_its_own_cohort_and_unknown_of_nobody():
    rates = ReturnRates(cohort=200, neet=6, not_known=2, participating=180, guarantee=50, offers=48)

    assert [rates.percent(name) for name in ("neet", "not_known", "combined", "participating", "offers")] == [
        100 * 6 / 200,
        100 * 2 / 200,
        100 * (6 + 2) / 200,
        100 * 180 / 200,
        100 * 48 / 50,
    ]
    assert ReturnRates().percent("neet") is ReturnRates(cohort=9).percent("offers") is None


def test_the_winter_is_the_mean_count_of_the_mean_cohort_and_not_the_mean_of_the_rates():
    december, january = ReturnRates(cohort=100, neet=10), ReturnRates(cohort=300, neet=0)

    assert average_of([december, january]).percent("neet") == 100 * (10 + 0) / (100 + 300)
    assert december.beside(january).without(january) == december
    assert kept_rates(december.counts()) == december
    assert kept_rates(None) is kept_rates({}) is None


@pytest.mark.parametrize("month", [date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 31), date(2026, 8, 31)])
def test_winter_and_march_are_of_the_academic_year(month):
    assert winter_of(month) == (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28))
    assert march_of(month) == date(2026, 3, 31)


def test_two_born_on_one_day_are_two():
    twin = Record(birth_date=given_date(date(2008, 5, 5)), cohort_status="P", activity_code="210", currency_lapsed="N")

    assert rates_of([twin, twin], JANUARY, EDITION).cohort == 1 + 1
