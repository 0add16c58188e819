"""Everything kept for early identification."""

from towpath.risk.models.evidence import Evidence
from towpath.risk.models.lists import LineEntry, ListLine, ListSignOff, SchoolList
from towpath.risk.models.objection import Objection
from towpath.risk.models.run import Assessment, Run

__all__ = ["Assessment", "Evidence", "LineEntry", "ListLine", "ListSignOff", "Objection", "Run", "SchoolList"]
