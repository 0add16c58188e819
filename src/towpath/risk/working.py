"""Working out a run: everybody of its population, scored from what was known at its instant. It writes nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from towpath.organisation.models import Organisation
from towpath.risk.gathering import gather
from towpath.risk.models import Assessment as AssessmentRow
from towpath.risk.population import Member
from towpath.rules.risk.evidence import Evidence
from towpath.rules.risk.score import score
from towpath.standards.risk import Scheme

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Worked:
    """One person's assessment, not yet kept, and how many pieces of their evidence could not be read."""

    member: Member
    row: AssessmentRow
    unreadable: int


def work_out(
    organisation: Organisation, members: Sequence[Member], scheme: Scheme, as_at: date, known_at: datetime
) -> Iterator[list[Worked]]:
    """Yield the assessments of these people in chunks, each at the cost of seven queries."""
    for start in range(0, len(members), CHUNK):
        chunk = members[start : start + CHUNK]
        known = gather(chunk, as_at, known_at)
        yield [
            Worked(
                member,
                _row(organisation, member, scheme, gathered.evidence, not_scored=gathered.not_scored),
                gathered.unreadable,
            )
            for member in chunk
            for gathered in [known[member.person_id]]
        ]


def _row(
    organisation: Organisation, member: Member, scheme: Scheme, evidence: Evidence, *, not_scored: str
) -> AssessmentRow:
    row = AssessmentRow(
        organisation=organisation,
        person_id=member.person_id,
        establishment_id=member.place.establishment_id,
        place_kind=member.place.kind,
        year_group=member.year_group,
    )
    if not_scored:
        row.not_scored = not_scored
        return row
    assessment = score(evidence, scheme)
    row.points, row.band = assessment.points, assessment.band.code
    row.possible, row.possible_band = assessment.possible, assessment.possible_band.code
    row.reasons = [
        {**asdict(reason), "as_at_date": reason.as_at_date and reason.as_at_date.isoformat()}
        for reason in assessment.reasons
    ]
    row.missing = [asdict(each) for each in assessment.missing]
    return row


COMPARED = (
    "person_id",
    "establishment_id",
    "place_kind",
    "year_group",
    "points",
    "band",
    "possible",
    "possible_band",
    "reasons",
    "missing",
    "not_scored",
)


def content_of(row: AssessmentRow) -> bytes:
    """Return all that was made of one person, as the one line of bytes that it is compared by."""
    told = {column: getattr(row, column) for column in COMPARED}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def digest_of(contents: Mapping[int, bytes]) -> str:
    """Return the SHA-256 of what was made of everybody, in the order of their ids."""
    whole = sha256()
    for person_id in sorted(contents):
        whole.update(contents[person_id])
    return whole.hexdigest()
