"""What can be done with a list: receive, apply, undo; and who owes us one."""

from towpath.imports.actions.applying import accept_alarm, apply_batch
from towpath.imports.actions.forgetting import DecisionStaysError, forget, unsettle_row
from towpath.imports.actions.layouts import save_layout, withdraw_layout
from towpath.imports.actions.receiving import read_again, receive_list
from towpath.imports.actions.senders import add_sender, expect_list
from towpath.imports.actions.settling import NotHeldError, let_rows_go_on, look_again, settle_row
from towpath.imports.actions.states import NotReadyError
from towpath.imports.actions.undoing import undo_batch

__all__ = [
    "DecisionStaysError",
    "NotHeldError",
    "NotReadyError",
    "accept_alarm",
    "add_sender",
    "apply_batch",
    "expect_list",
    "forget",
    "let_rows_go_on",
    "look_again",
    "read_again",
    "receive_list",
    "save_layout",
    "settle_row",
    "undo_batch",
    "unsettle_row",
    "withdraw_layout",
]
