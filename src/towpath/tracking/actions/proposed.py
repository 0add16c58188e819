"""Proposals that a list brings, many at once: news of somebody that a person has yet to agree."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.actions.undo import came_by
from towpath.people.standing import public_ids_of
from towpath.tracking.models import Proposal
from towpath.tracking.values import NewStatement, content_of

UNDONE = "source withdrawn"


def known_proposals(person_ids: Iterable[int]) -> set[tuple[int, tuple[object, ...]]]:
    """
    Return what is proposed of these people or was, as (person, content): once decided, it is not asked again.

    What was refused because its list was undone may be proposed anew. One query.
    """
    rows = Proposal.objects.filter(person_id__in=set(person_ids)).exclude(
        state=Proposal.State.REFUSED, decided_by=UNDONE
    )
    return {(row.person_id, content_of(row)) for row in rows}


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
