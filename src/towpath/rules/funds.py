"""
Money for young people: whole pence, two people, and no more than there is.

Every movement is from one account of a pot to another, so that what is in the pot's accounts always adds up to nought.
Only the funder's account, where the money comes from, may fall below it. Source: our own rule, after the discretionary
funds of neighbouring councils: entitlements first, authority before money is agreed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, DecimalException

from towpath.rules.dates import day_words

FUNDER, AVAILABLE, PROMISED, SPENT = "funder", "available", "promised", "spent"
ACCOUNTS = (FUNDER, AVAILABLE, PROMISED, SPENT)
MOST_PENCE = 1_000_000_00
DECIDE_WITHIN = timedelta(days=3)
RECEIPT_WITHIN = timedelta(days=14)

NOT_ENTITLED, REFUSED, NOT_ENOUGH, TOO_LATE, WOULD_PAY = (
    "not_entitled", "refused", "not_enough", "too_late", "would_pay",
)  # fmt: skip
FOUND = (NOT_ENTITLED, REFUSED, NOT_ENOUGH, TOO_LATE, WOULD_PAY)
"""What can be found of something that may pay before a fund does. Only the last leaves nothing for a fund."""


class MoneyError(ValueError):
    """What was typed is not an amount of money that can be given."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one entitlement: a code of `FOUND`, and words where there is more to say."""

    found: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """Pence from one account of a pot to another."""

    source: str
    target: str
    pence: int


def pence_of(typed: str) -> int:
    """
    Return an amount typed in pounds, as "£1,200.50", in pence.

    :raises MoneyError: it is no amount, is nothing or less, has parts of a penny, or is beyond belief
    """
    try:
        pence = Decimal(typed.strip().removeprefix("£").replace(",", "")) * 100
    except DecimalException:
        raise MoneyError(f"{typed!r} is not an amount. Write it in pounds, such as 24.50.") from None
    if not pence.is_finite() or pence != pence.to_integral_value():
        raise MoneyError(f"{typed!r} is not a whole number of pence. Write it in pounds, such as 24.50.")
    if not 0 < pence <= MOST_PENCE:
        raise MoneyError(f"{typed!r} must be more than £0 and at most {pounds(MOST_PENCE)}.")
    return int(pence)


def pounds(pence: int) -> str:
    """Return pence as "£1,200.50"; less than nothing with a minus before the pound sign."""
    return f"{'-' if pence < 0 else ''}£{Decimal(abs(pence)) / 100:,.2f}"


def statement(movements: Iterable[Movement]) -> Iterator[dict[str, int]]:
    """
    Yield what is in each account of one pot after each of these movements.

    :raises MoneyError: a movement is of nothing or less, stays where it is, or leaves less than nothing behind
    """
    held = dict.fromkeys(ACCOUNTS, 0)
    for each in movements:
        if each.pence <= 0 or each.source == each.target:
            raise MoneyError(f"{each} moves nothing.")
        held[each.source] -= each.pence
        held[each.target] += each.pence
        if each.source != FUNDER and held[each.source] < 0:
            raise MoneyError(f"{each} would leave {pounds(held[each.source])} in {each.source}.")
        yield dict(held)


def balances(movements: Iterable[Movement]) -> dict[str, int]:
    """
    Return what is in each account of one pot after all these movements.

    :raises MoneyError: as `statement`
    """
    held = dict.fromkeys(ACCOUNTS, 0)
    for after in statement(movements):
        held = after
    return held


def decide_by_date(asked_date: date) -> date:
    """Return by what day a request asked on a day is to be decided. Source: our own rule."""
    return asked_date + DECIDE_WITHIN


def receipt_due_date(paid_date: date) -> date:
    """Return the last day on which the receipt of what was paid on a day is in time. Source: our own rule."""
    return paid_date + RECEIPT_WITHIN


def reason_not_to_ask(
    *, kind: str, pays_for: Collection[str], from_date: date, to_date: date, on: date, wanted: Collection[str],
    checked: Mapping[str, Check],
) -> str:  # fmt: skip
    """
    Return why money may not be asked of a pot, and what to do; nothing where it may.

    :param wanted: the entitlements to be looked into first; `checked` is what was found of each
    """
    if kind not in pays_for:
        return "This pot may not pay for that. Choose another pot."
    if not from_date <= on <= to_date:
        return f"This pot may be used from {day_words(from_date)} to {day_words(to_date)}. Choose another pot."
    if any(each not in checked or checked[each].found not in FOUND for each in wanted):
        return "Say what you found when you checked what else would pay. A fund comes last."
    if any(checked[each].found == WOULD_PAY for each in wanted):
        return "Something else would pay for this. Help them to get that first; a fund comes last."
    return ""


def reason_not_to_approve(*, asked_by: str, approver: str, pence: int, available: int) -> str:
    """Return why somebody may not approve what was asked; nothing where they may."""
    if asked_by == approver:
        return "You asked for this, so somebody else must approve it."
    if pence > available:
        return f"{pounds(pence)} was asked for and {pounds(available)} is left in this pot. Nothing was approved."
    return ""
