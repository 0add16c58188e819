"""Proposals that a list brings, many at once: news of somebody that a person has yet to agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.actions.undo import came_by
from towpath.people.standing import public_ids_of
from towpath.rules.repeated import Proposed, says_nothing_new
from towpath.tracking.models import Proposal
from towpath.tracking.models.statement import UNDONE, Activity
from towpath.tracking.values import NewStatement


class KnownProposals:
    """What is proposed of some people or was: once decided, it is not asked again, however often a list tells of it."""

    def __init__(self, rows: Iterable[NewStatement | Activity]) -> None:
        self._told: dict[tuple[int, str, str], list[Proposed]] = defaultdict(list)
        for row in rows:
            self.add(row)

    def add(self, one: NewStatement | Activity) -> None:
        self._told[one.person_id, one.code, one.sender].append(_proposed(one))

    def has(self, one: NewStatement | Activity) -> bool:
        """Return whether the same sender has told of the same activity before."""
        told = self._told.get((one.person_id, one.code, one.sender), ())
        return any(says_nothing_new(_proposed(one), earlier) for earlier in told)


def _proposed(one: NewStatement | Activity) -> Proposed:
    return Proposed(one.start_date, one.verified_date)


def known_proposals(person_ids: Iterable[int]) -> KnownProposals:
    """
    Return what is proposed of these people or was.

    What was refused because its list was undone may be proposed anew. One query.
    """
    rows = Proposal.objects.filter(person_id__in=set(person_ids)).exclude(
        state=Proposal.State.REFUSED, decided_by=UNDONE
    )
    return KnownProposals(rows)


def propose_statements(
    *, organisation: Organisation, incoming: Sequence[NewStatement], by: Actor, at: datetime
) -> list[Proposal]:
    """Keep what a list says as proposals, for a person to make statements of or to refuse."""
    if not incoming:
        return []
    with transaction(by=by, at=at) as events:
        rows = [Proposal(organisation=organisation, received_at=at, **new.columns()) for new in incoming]
        Proposal.objects.bulk_create(rows)
        public_ids = public_ids_of(row.person_id for row in rows)
        for row in rows:
            subject = f"tracking_proposal:{row.pk}"
            events.record("tracking.proposed", person=public_ids[row.person_id], subject=subject)
    return rows


def refuse_proposals_of(*, organisation: Organisation, source: str, by: Actor, at: datetime) -> int:
    """Refuse every open proposal that came by a source, because the source is withdrawn, and return how many."""
    rows = Proposal.objects.filter(came_by(source), organisation=organisation, state=Proposal.State.OPEN)
    told = dict(rows.order_by("pk").values_list("pk", "person__public_id"))
    if told:
        with transaction(by=by, at=at) as events:
            # Whoever looks later reads that no person decided this one.
            rows.update(state=Proposal.State.REFUSED, decided_at=at, decided_by=UNDONE)
            for pk, public_id in told.items():
                subject = f"tracking_proposal:{pk}"
                events.record("tracking.proposal_refused", person=public_id, subject=subject, after={"because": UNDONE})
    return len(told)
