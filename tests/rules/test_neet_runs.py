"""How long somebody has been NEET, and whether they came back to it."""

from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN, day, rows
from towpath.rules.neet_runs import band_of, neet_run

ON = date(2026, 1, 31)

# Stretches are "from/to group" with commas between; nothing after the stroke is open. What is expected on 31 January
# 2026: since when they are NEET, and when they left it before, if they came back within six months of that.
RUNS = """
stretches   breaks  since   left
-   yes   -   -
2025-09-08/ EET   yes   -   -
2025-11-10/ NEET   yes   2025-11-10  -
2025-11-10/2026-01-30 NEET   yes   -   -   # It ended the day before
2025-11-10/2026-01-31 NEET   yes   2025-11-10  -   # It ends that day
2026-02-01/ NEET   yes   -   -   # It has not begun
2025-10-01/2025-11-09 NEET, 2025-11-10/ NEET   yes   2025-10-01  -   # Two reasons, one run
2025-10-01/2025-11-08 NEET, 2025-11-10/ NEET   yes   2025-11-10  -   # A day not known breaks it
2025-10-01/2025-11-08 NEET, 2025-11-10/ NEET   no   2025-10-01  -
2025-06-01/2025-08-31 NEET, 2025-09-01/2025-11-30 EET, 2025-12-01/ NEET   yes   2025-12-01  2025-08-31  # Back
2025-06-01/2025-07-31 NEET, 2025-08-01/2026-01-30 EET, 2026-01-31/ NEET   yes   2026-01-31  2025-07-31  # To the day
2025-06-01/2025-07-30 NEET, 2025-08-01/2026-01-30 EET, 2026-01-31/ NEET   yes   2026-01-31  -   # A day more
2025-06-01/2025-08-31 NEET, 2025-12-01/ NEET   yes   2025-12-01  -   # Not known is not having left
2025-06-01/2025-08-31 OTHER, 2025-09-01/2025-11-30 EET, 2025-12-01/ NEET   yes   2025-12-01  -   # Never NEET before
"""


@pytest.mark.parametrize("cells", rows(RUNS), ids=lambda cells: cells["stretches"])
def test_a_run_reaches_a_day_and_says_whether_it_is_a_return(cells):
    stretches = []
    for told in cells["stretches"].split(", ") if cells["stretches"] != UNKNOWN else ():
        days, group = told.split()
        first, last = days.split("/")
        stretches.append((date.fromisoformat(first), date.fromisoformat(last) if last else None, group))

    found = neet_run(stretches, ON, not_known_breaks_run=cells["breaks"] == "yes")

    assert (found.since if found else None, found.left_date if found else None) == (
        day(cells["since"]),
        day(cells["left"]),
    )
    assert found is None or found.is_return is (cells["left"] != UNKNOWN)


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "up to 4 weeks"), (28, "up to 4 weeks"), (29, "4 to 13 weeks"), (365, "26 to 52 weeks"), (366, "over a year")],
)
def test_lengths_fall_in_bands(days, band):
    assert band_of(days) == band
