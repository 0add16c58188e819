"""One rule, two engines: made-up histories give the same spells in SQL as in Python."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.histories import STANDARDS, corrected_terms, histories_of_people
from tests.analysis.tables import put_statements, reference_spells, table_spells
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.spells import build_spells, histories
from towpath.rules.spells import spells_of
from towpath.rules.statements import Statement


@pytest.fixture(scope="module")
def engine() -> Iterator[Connection]:
    with open_engine(threads=1) as connection:
        yield connection


@pytest.mark.slow
@given(people=histories_of_people(), with_currency=st.booleans())
@settings(max_examples=100, deadline=None)
def test_made_up_histories_have_the_spells_of_the_reference(engine, people, with_currency) -> None:
    put_statements(engine, people)

    build_spells(engine, STANDARDS, with_currency=with_currency)

    expected = [
        spell
        for person in sorted(people)
        for spell in reference_spells(person, spells_of(people[person], STANDARDS, with_currency=with_currency))
    ]
    assert table_spells(engine) == expected


@pytest.mark.slow
@given(people=histories_of_people(), known_on=st.dates(date(2023, 8, 1), date(2026, 9, 1)))
@settings(max_examples=40, deadline=None)
def test_what_was_written_down_after_a_day_is_not_known_on_it(engine, people, known_on) -> None:
    put_statements(engine, people)

    build_spells(engine, STANDARDS, known_on=known_on)

    cut = datetime(known_on.year, known_on.month, known_on.day, tzinfo=UTC) + timedelta(days=1)
    expected = [
        spell
        for person in sorted(people)
        for spell in reference_spells(
            person, spells_of([said for said in people[person] if said.recorded_at < cut], STANDARDS)
        )
    ]
    assert table_spells(engine) == expected


@pytest.mark.slow
@given(people=histories_of_people())
@settings(max_examples=40, deadline=None)
def test_a_councils_corrections_change_both_engines_alike(engine, people) -> None:
    corrected = corrected_terms()
    put_statements(engine, people)

    build_spells(engine, corrected)

    expected = [
        spell for person in sorted(people) for spell in reference_spells(person, spells_of(people[person], corrected))
    ]
    assert table_spells(engine) == expected


def test_a_correction_from_a_day_moves_only_what_vouches_from_then(engine: Connection) -> None:
    job = Statement(id=1, code="330", start_date=date(2026, 1, 31), verified_date=date(2026, 1, 31))
    later = replace(job, verified_date=date(2026, 2, 28))
    put_statements(engine, {"before": [job], "from the day": [later]})

    build_spells(engine, corrected_terms())

    # The correction makes 330 last 1 month from 1 February 2026; before it, 6 months: 31 July.
    assert [lapses_date for *_, lapses_date in table_spells(engine)] == [date(2026, 7, 31), date(2026, 3, 28)]


def test_a_statement_withdrawn_is_known_only_before_its_withdrawal(engine: Connection) -> None:
    written = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    said = Statement(id=1, code="619", start_date=date(2026, 1, 1), recorded_at=written)
    put_statements(engine, {"the person": [said]})
    engine.execute("update statements set withdrawn_at = timestamp '2026-02-10 09:30:00'")
    spells_known = {
        date(2026, 1, 4): 0,
        date(2026, 1, 5): 1,  # known by the end of the day on which it was written down
        date(2026, 2, 9): 1,
        date(2026, 2, 10): 0,
        None: 0,
    }

    for known_on, spells in spells_known.items():
        build_spells(engine, STANDARDS, known_on=known_on)
        assert len(table_spells(engine)) == spells, known_on
        assert len(list(histories(engine, known_on=known_on))) == spells, known_on


def test_the_engine_may_not_fetch_extensions(engine: Connection) -> None:
    asked = "select value from duckdb_settings() where name like 'auto%_known_extensions'"

    assert engine.execute(asked).fetchall() == [("false",), ("false",)]
