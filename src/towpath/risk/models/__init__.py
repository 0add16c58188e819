"""Everything kept for early identification."""

from towpath.risk.models.evidence import Evidence

__all__ = ["Evidence"]
