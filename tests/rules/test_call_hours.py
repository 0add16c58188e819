"""Hours are counted from call to call, and a break is none."""

from datetime import UTC, datetime, timedelta

from towpath.rules.call_hours import worked

NINE = datetime(2026, 1, 31, 9, tzinfo=UTC)


def test_time_runs_from_call_to_call_and_stops_over_a_break() -> None:
    calls = [NINE, NINE + timedelta(minutes=4), NINE + timedelta(minutes=19), NINE + timedelta(hours=3)]

    assert worked(reversed(calls)) == timedelta(minutes=4 + 15)


def test_one_call_takes_no_time_that_is_known() -> None:
    assert worked([NINE]) == timedelta()
