"""What can be done to the ledger."""

from towpath.tracking.actions.decisions import decide_conflict, decide_proposal, propose_statement
from towpath.tracking.actions.guarantees import DESTINATIONS, GUARANTEES, NewGuarantee, NewIntendedDestination
from towpath.tracking.actions.projection import rebuild_all_spells, rebuild_spells
from towpath.tracking.actions.statements import (
    StatementRefusedError,
    plan_statements,
    record_statement,
    record_statements,
    withdraw_source,
    withdraw_statements,
)

__all__ = [
    "DESTINATIONS",
    "GUARANTEES",
    "NewGuarantee",
    "NewIntendedDestination",
    "StatementRefusedError",
    "decide_conflict",
    "decide_proposal",
    "plan_statements",
    "propose_statement",
    "rebuild_all_spells",
    "rebuild_spells",
    "record_statement",
    "record_statements",
    "withdraw_source",
    "withdraw_statements",
]
