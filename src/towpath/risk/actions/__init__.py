"""What can be done in early identification."""

from towpath.risk.actions.evidence import EVIDENCE, NewEvidence
from towpath.risk.actions.runs import EARLY_YEARS, SchemeNotInForceError, run_scheme

__all__ = ["EARLY_YEARS", "EVIDENCE", "NewEvidence", "SchemeNotInForceError", "run_scheme"]
