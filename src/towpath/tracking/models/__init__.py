"""Everything the ledger keeps."""

from towpath.tracking.models.guarantee import GuaranteeFact, IntendedDestinationFact
from towpath.tracking.models.statement import Conflict, Proposal, Spell, Statement

__all__ = ["Conflict", "GuaranteeFact", "IntendedDestinationFact", "Proposal", "Spell", "Statement"]
