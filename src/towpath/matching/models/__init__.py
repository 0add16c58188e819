"""Everything kept about who rows are about."""

from towpath.matching.models.decision import Decision

__all__ = ["Decision"]
