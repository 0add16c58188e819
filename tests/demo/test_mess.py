"""The mess is whole: every kind is planted, remembered, and does what it says."""

import random
from collections import Counter, defaultdict
from datetime import date

from towpath.demo.borough.faults import (
    FAULTS,
    Strike,
    impossible_date,
    misspell,
    scientific,
    temporary_upn,
    transpose_date,
)
from towpath.demo.borough.mess import load_kinds
from towpath.demo.borough.tables import Line
from towpath.rules.identifiers import is_temporary_upn

EXPECTED = {"accepted", "repaired", "noted", "flagged", "left_out", "skipped", "held", "rejected", "unseen"}


def strike(column, value, **cells):
    line = Line("T1", {column: value, **cells})
    return Strike(None, None, line, column, "plain", [line], random.Random(1))


def test_there_are_at_least_forty_kinds_and_each_is_told_in_words():
    kinds = load_kinds()

    assert len({kind.kind for kind in kinds}) == len(kinds) >= 40
    assert all(kind.words.endswith(".") and kind.expect in EXPECTED for kind in kinds)


def test_every_cell_fault_is_used_and_every_use_is_known():
    used = {kind.does for kind in load_kinds() if kind.level == "cell"}

    assert used == set(FAULTS)


def test_every_kind_is_planted_and_remembered(made):
    planted = Counter(row["kind"] for row in made.truth("faults"))

    assert {kind.kind for kind in load_kinds()} - set(planted) == set()


def test_each_planted_fault_stands_on_a_row_that_the_truth_knows(made):
    rows = {(row["file"], row["row"]): row for row in made.truth("rows")}

    for fault in made.truth("faults"):
        if fault["row"]:
            row = rows[fault["file"], fault["row"]]
            assert row["person_id"] == fault["person_id"]
            assert row["fault"] == fault["kind"]


def test_a_cell_fault_changes_the_cell_and_a_row_bears_one_fault_at_most(made):
    seen = defaultdict(int)
    for fault in made.truth("faults"):
        if fault["level"] == "cell":
            assert fault["true"] != fault["given"], fault
        if fault["row"]:
            seen[fault["file"], fault["row"]] += 1

    assert max(seen.values()) == 1


def test_day_and_month_change_places_only_where_that_makes_another_date():
    assert transpose_date(strike("birth_date", date(2009, 3, 11))) == {"birth_date": date(2009, 11, 3)}
    assert transpose_date(strike("birth_date", date(2009, 3, 13))) == {}
    assert transpose_date(strike("birth_date", date(2009, 4, 4))) == {}


def test_scientific_notation_loses_the_number():
    assert scientific(strike("uln", "9800523145")) == {"uln": "9.80E+09"}


def test_a_short_name_is_not_misspelt():
    assert misspell(strike("legal_given_name", "Jia")) == {}


def test_a_temporary_upn_is_one_the_rule_calls_temporary():
    upn = temporary_upn(strike("upn", "B343391716438"))["upn"]

    assert is_temporary_upn(str(upn))


def test_thirty_first_of_february_is_written_as_such():
    assert impossible_date(strike("birth_date", date(2009, 1, 1))) == {"birth_date": "31/02/2009"}
