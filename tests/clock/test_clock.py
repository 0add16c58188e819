"""The one clock: real time goes on as it does, and a stated day never runs backwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from towpath import clock
from towpath.clock import LONDON, now, today

STATED = date(2026, 1, 31)


def at(monkeypatch: pytest.MonkeyPatch, real: datetime) -> None:
    """Let it really be this instant."""

    class Stopped(datetime):
        @classmethod
        def now(cls, zone: object = None) -> datetime:
            return real.astimezone(zone)

    monkeypatch.setattr(clock, "datetime", Stopped)


@pytest.fixture
def stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", STATED.isoformat())


REAL = (
    datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 21, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 11, 22, 0, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 8, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 59, tzinfo=UTC),  # The clocks go forward a minute later.
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 59, tzinfo=UTC),  # And back.
    datetime(2027, 10, 31, 1, 0, tzinfo=UTC),
)


@pytest.mark.usefixtures("stated")
def test_what_happens_later_on_another_real_day_is_later_on_the_stated_one(monkeypatch: pytest.MonkeyPatch):
    instants = []
    for real in REAL:
        at(monkeypatch, real)
        instants.append(now())

    assert instants == sorted(instants)
    assert instants[0] < instants[3] < instants[-1]
    assert {instant.astimezone(LONDON).date() for instant in instants} == {STATED}


@pytest.mark.usefixtures("stated")
def test_a_stated_day_is_in_its_evening_after_all_that_an_invented_month_records(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, REAL[0])

    assert now() > datetime(2026, 1, 31, 18, 0, tzinfo=LONDON)


@pytest.mark.usefixtures("stated")
@pytest.mark.parametrize("real", [datetime(1999, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)])
def test_a_stated_day_never_ends_however_wrong_the_real_clock_is(monkeypatch: pytest.MonkeyPatch, real: datetime):
    at(monkeypatch, real)

    assert (now().date(), today()) == (STATED, STATED)


@pytest.mark.usefixtures("stated")
def test_a_second_later_is_later(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, REAL[0])
    before = now()
    at(monkeypatch, REAL[0] + timedelta(seconds=1))

    assert before < now()


def test_without_a_stated_day_the_date_and_the_time_are_of_one_instant(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, datetime(2026, 6, 30, 23, 0, tzinfo=UTC))  # Midnight in London's summer.

    assert now() == datetime(2026, 7, 1, 0, 0, tzinfo=LONDON)
    assert today() == date(2026, 7, 1)


def test_an_hour_that_comes_twice_is_told_apart(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    first = now()
    at(monkeypatch, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))

    assert now() - first == timedelta(0)  # By the wall they are equal,
    assert now().astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)  # and an hour apart.


def test_a_stated_day_that_is_none_says_what_to_write(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TOWPATH_TODAY", "31/01/2026")

    with pytest.raises(ValueError, match=r"'31/01/2026'\. Set it to a date such as 2026-01-31"):
        today()
