"""Everything the ledger keeps."""

from towpath.tracking.models.desk import (
    CallSession,
    CallTurn,
    ListOwner,
    Overrule,
    PersonLease,
    SampledConfirmation,
)
from towpath.tracking.models.guarantee import (
    GuaranteeCohort,
    GuaranteeFact,
    GuaranteeMember,
    IntendedDestinationFact,
)
from towpath.tracking.models.moves import CouncilMove
from towpath.tracking.models.notices import LeaverNotice
from towpath.tracking.models.statement import Conflict, Proposal, Spell, Statement

__all__ = [
    "CallSession",
    "CallTurn",
    "Conflict",
    "CouncilMove",
    "GuaranteeCohort",
    "GuaranteeFact",
    "GuaranteeMember",
    "IntendedDestinationFact",
    "LeaverNotice",
    "ListOwner",
    "Overrule",
    "PersonLease",
    "Proposal",
    "SampledConfirmation",
    "Spell",
    "Statement",
]
