"""What people do with a fund: open a pot, ask, decide, pay, keep the receipt, take back, and tell the funder."""

from towpath.funds.actions.moving import FundsChangedError, FundsRefusedError
from towpath.funds.actions.payments import keep_receipt, pay_support, take_back
from towpath.funds.actions.pots import agree_report, open_pot, release_report
from towpath.funds.actions.requests import (
    approve_support,
    ask_again,
    ask_support,
    refuse_support,
    send_back_support,
)

__all__ = [
    "FundsChangedError",
    "FundsRefusedError",
    "agree_report",
    "approve_support",
    "ask_again",
    "ask_support",
    "keep_receipt",
    "open_pot",
    "pay_support",
    "refuse_support",
    "release_report",
    "send_back_support",
    "take_back",
]
