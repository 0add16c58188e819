"""What can be done in early identification."""

from towpath.risk.actions.evidence import EVIDENCE, NewEvidence

__all__ = ["EVIDENCE", "NewEvidence"]
