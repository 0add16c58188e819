"""Recording evidence: what was last told of a person and a day stands."""

from dataclasses import dataclass
from datetime import date

from towpath.people.standing import Standing
from towpath.risk.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """One piece of evidence; see `Evidence` for its parts."""

    person_id: int
    name: str
    value: str
    as_at_date: date
    source: str


EVIDENCE = Standing(model=Evidence, key_names=("name", "as_at_date"), kind="risk.evidence_recorded")
"""Evidence, recorded, planned and withdrawn as facts of which the latest stands."""
