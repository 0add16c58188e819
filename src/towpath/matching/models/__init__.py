"""Everything kept about who rows are about, and which records may be one person."""

from towpath.matching.models.decision import Decision
from towpath.matching.models.pair import Pair

__all__ = ["Decision", "Pair"]
