"""What can be done in early identification."""

from towpath.risk.actions.evidence import NewEvidence, record_evidence, withdraw_evidence_of

__all__ = ["NewEvidence", "record_evidence", "withdraw_evidence_of"]
