"""Money for young people: amounts, the ledger of a pot, who may approve."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.examples.drawn import rows
from tests.examples.funds.balances import A_POT_THROUGH_A_MONTH
from tests.examples.funds.released import WHO_WAS_PAID_FOR
from towpath.rules.fund_report import hidden_kinds, is_total_hidden
from towpath.rules.funds import (
    ACCOUNTS,
    FUNDER,
    Check,
    MoneyError,
    Movement,
    balances,
    decide_by_date,
    pence_of,
    pounds,
    reason_not_to_approve,
    reason_not_to_ask,
    receipt_due_date,
    statement,
)


def sum_of(cell: str) -> int:
    return sum(int(part) for part in cell.replace("-", "+-").split("+") if part)


def test_the_drawn_pot_holds_what_is_drawn() -> None:
    made = []
    for row in rows(A_POT_THROUGH_A_MONTH):
        made.append(Movement(row["source"], row["target"], int(row["pence"])))

        assert balances(made) == {account: sum_of(row[account]) for account in ACCOUNTS}


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("20", 20_00), ("£1,200.50", 1_200_50), (" 0.01 ", 1), ("1000000", 1_000_000_00), ("1e2", 100_00)],
)
def test_an_amount_in_pounds_is_read_in_pence(typed: str, pence: int) -> None:
    assert pence_of(typed) == pence


@pytest.mark.parametrize(
    "typed", ["", "ten", "-5", "0", "0.005", "1000000.01", "NaN", "Infinity", "1e99", "1e999999", "£"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(MoneyError):
        pence_of(typed)


@pytest.mark.parametrize(("pence", "words"), [(0, "£0.00"), (5, "£0.05"), (1_200_50, "£1,200.50"), (-1, "-£0.01")])
def test_pence_are_said_in_pounds(pence: int, words: str) -> None:
    assert pounds(pence) == words


@pytest.mark.parametrize("movement", [Movement(FUNDER, "spent", 0), Movement("spent", "spent", 1)])
def test_a_movement_of_nothing_is_refused(movement: Movement) -> None:
    with pytest.raises(MoneyError):
        balances([movement])


@pytest.mark.parametrize(("pence", "available", "may"), [(19_99, 20_00, True), (20_00, 20_00, True), (20_01, 20_00, 0)])
def test_no_more_than_is_left_may_be_approved(pence: int, available: int, may: bool) -> None:
    assert (not reason_not_to_approve(asked_by="a", approver="b", pence=pence, available=available)) == may


def test_a_statement_holds_what_was_left_after_each_movement() -> None:
    drawn = rows(A_POT_THROUGH_A_MONTH)
    made = [Movement(row["source"], row["target"], int(row["pence"])) for row in drawn]

    lines = list(statement(made))

    assert [line["available"] for line in lines] == [sum_of(row["available"]) for row in drawn]
    assert lines[-1] == balances(made)
    assert balances([]) == dict.fromkeys(ACCOUNTS, 0)


def test_a_request_is_to_be_decided_within_three_days() -> None:
    assert decide_by_date(date(2026, 2, 27)) == date(2026, 3, 2)  # 28 - 27 + 2 = 3 days


def test_a_receipt_is_due_two_weeks_after_the_payment() -> None:
    assert receipt_due_date(date(2026, 2, 20)) == date(2026, 3, 6)  # 28 - 20 + 6 = 14 days


@pytest.mark.parametrize("row", rows(WHO_WAS_PAID_FOR), ids=lambda row: " ".join(row.values()))
def test_what_is_told_of_spending_picks_nobody_out(row: dict[str, str]) -> None:
    people = {kind: frozenset(row[kind].replace("-", "")) for kind in ("travel", "clothing", "food")}

    assert hidden_kinds(people) == frozenset(row["hidden"].replace("-", "").split())
    assert is_total_hidden(people) == (row["total"] == "hidden")


@given(st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.integers(1, 12)), min_size=1), st.integers(1, 6))
def test_behind_hidden_spending_stand_more_than_a_few_or_nothing_is_told(
    people: dict[str, frozenset[int]], upper: int
) -> None:
    hidden = hidden_kinds(people, upper=upper)

    assert all(kind in hidden for kind in people if 1 <= len(people[kind]) <= upper)
    together = frozenset[int]().union(*(people[kind] for kind in hidden))
    assert is_total_hidden(people, upper=upper) or not together or len(together) > upper


def test_nobody_approves_their_own() -> None:
    assert "somebody else" in reason_not_to_approve(asked_by="a", approver="a", pence=1, available=2)


ASKED = """
kind      on          bursary       said
travel    2026-01-30  refused       may be used from   # the day before it begins
travel    2026-01-31  refused       -                  # its first day
travel    2026-03-31  refused       -                  # its last
travel    2026-04-01  refused       may be used from   # the day after
clothing  2026-02-01  refused       may not pay
travel    2026-02-01  -             what else would pay
travel    2026-02-01  perhaps       what else would pay  # no code of ours
travel    2026-02-01  not_entitled  -
travel    2026-02-01  not_enough    -
travel    2026-02-01  too_late      -
travel    2026-02-01  would_pay     a fund comes last
"""


@pytest.mark.parametrize("row", rows(ASKED), ids=lambda row: f"{row['kind']} {row['on']} {row['bursary']}")
def test_a_pot_pays_for_its_kinds_in_its_days_after_what_comes_first(row: dict[str, str]) -> None:
    said = reason_not_to_ask(
        kind=row["kind"],
        pays_for=["travel"],
        from_date=date(2026, 1, 31),
        to_date=date(2026, 3, 31),
        on=date.fromisoformat(row["on"]),
        wanted=["bursary"],
        checked={} if row["bursary"] == "-" else {"bursary": Check(row["bursary"])},
    )

    assert (not said) if row["said"] == "-" else row["said"] in said


class Ledger(RuleBasedStateMachine):
    """Any movement at all is tried; whatever is let in, the pot adds up and only the funder is below nought."""

    def __init__(self) -> None:
        super().__init__()
        self.held = dict.fromkeys(ACCOUNTS, 0)

    def _try(self, movement: Movement) -> None:
        # What is held already stands for all movements so far, so that a long run is not quadratic.
        so_far = [Movement(FUNDER, account, pence) for account, pence in self.held.items() if pence > 0]
        expected = self.held[movement.source] - movement.pence
        try:
            now = balances([*so_far, movement])
        except MoneyError:
            assert movement.source == movement.target or expected < 0
        else:
            assert movement.source == FUNDER or expected >= 0
            self.held = now

    @rule(source=st.sampled_from(ACCOUNTS), goal=st.sampled_from(ACCOUNTS), pence=st.integers(1, 50_00))
    def moves(self, source: str, goal: str, pence: int) -> None:
        self._try(Movement(source, goal, pence))

    @rule(goal=st.sampled_from(ACCOUNTS[1:]), source=st.sampled_from(ACCOUNTS[1:]))
    def moves_all_there_is(self, source: str, goal: str) -> None:
        if self.held[source]:
            self._try(Movement(source, goal, self.held[source]))

    @invariant()
    def adds_up(self) -> None:
        assert sum(self.held.values()) == 0
        assert all(pence >= 0 for account, pence in self.held.items() if account != FUNDER)


TestLedger = Ledger.TestCase
# Ten thousand steps, a hundred to a history: Hypothesis cannot hold a longer one.
TestLedger.settings = settings(max_examples=100, stateful_step_count=100, deadline=None)
