"""What can be done to the ledger."""

from towpath.tracking.actions.decisions import decide_conflict, decide_proposal, propose_statement
from towpath.tracking.actions.guarantees import record_guarantees, record_intended_destinations, withdraw_guarantees_of
from towpath.tracking.actions.projection import rebuild_all_spells, rebuild_spells
from towpath.tracking.actions.statements import (
    StatementRefusedError,
    record_statement,
    record_statements,
    withdraw_source,
    withdraw_statements,
)

__all__ = [
    "StatementRefusedError",
    "decide_conflict",
    "decide_proposal",
    "propose_statement",
    "rebuild_all_spells",
    "rebuild_spells",
    "record_guarantees",
    "record_intended_destinations",
    "record_statement",
    "record_statements",
    "withdraw_guarantees_of",
    "withdraw_source",
    "withdraw_statements",
]
