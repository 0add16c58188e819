"""Everything kept for early identification."""

from towpath.risk.models.evidence import Evidence
from towpath.risk.models.run import Assessment, Run

__all__ = ["Assessment", "Evidence", "Run"]
