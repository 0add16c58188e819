"""What can be asked of the ledger."""

from towpath.tracking.queries.speaking import Speaking, speaking_statements

__all__ = ["Speaking", "speaking_statements"]
