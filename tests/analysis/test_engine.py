"""An engine that is lent speaks as one that is opened, and neither sees what another was told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import duckdb
import pytest

from towpath.analysis.engine import Connection, borrow_engine, open_engine


@pytest.mark.parametrize("engine", [open_engine, borrow_engine])
def test_every_engine_knows_the_words_in_which_dialects_differ(
    engine: Callable[[], AbstractContextManager[Connection]],
) -> None:
    for _ in range(2):
        with engine() as connection:
            told = connection.execute(
                "select days_after(date '2026-02-27', 2), days_between(date '2026-02-27', date '2026-03-01')"
            ).fetchone()
        # February 2026 has 28 days.
        assert told == (date(2026, 3, 1), 2)


def test_what_is_put_into_a_lent_engine_goes_as_it_is_given_back() -> None:
    with borrow_engine() as first, borrow_engine() as second:
        first.execute("create temp table told as select 1 as one")
        with pytest.raises(duckdb.CatalogException):
            second.execute("from told")
    with borrow_engine() as after, pytest.raises(duckdb.CatalogException):
        after.execute("from told")
