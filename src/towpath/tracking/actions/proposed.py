"""Proposals that a list brings, many at once: news of somebody that a person has yet to agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.actions.undo import came_by
from towpath.people.standing import public_ids_of
from towpath.rules.repeated import Proposed, says_nothing_new
from towpath.tracking.models import Proposal, Spell
from towpath.tracking.models.statement import UNDONE, Activity
from towpath.tracking.values import NewStatement


@dataclass(frozen=True, slots=True)
class _Known:
    told: Proposed
    stands: bool


class KnownProposals:
    """
    What is proposed of some people or was: once decided, it is not asked again while lists go on telling of it.

    `last_told` is the latest list before this one that named each of them.
    """

    def __init__(self, last_told: Mapping[int, date]) -> None:
        self._last_told = last_told
        self._known: dict[tuple[int, str, str], list[_Known]] = defaultdict(list)

    def add(self, one: NewStatement | Activity, *, stands: bool = True) -> None:
        """Keep what was proposed; what is new waits, and so stands."""
        self._known[one.person_id, one.code, one.sender].append(_Known(_proposed(one), stands))

    def has(self, one: NewStatement | Activity) -> bool:
        """Return whether the same sender has told of the same activity before."""
        return any(
            says_nothing_new(_proposed(one), known.told, last_told=self._latest(one, known.told), stands=known.stands)
            for known in self._known.get((one.person_id, one.code, one.sender), ())
        )

    def _latest(self, one: NewStatement | Activity, told: Proposed) -> date | None:
        days = (told.told_date, self._last_told.get(one.person_id))
        return max((day for day in days if day is not None), default=None)


def _proposed(one: NewStatement | Activity) -> Proposed:
    return Proposed(one.start_date, one.verified_date)


def known_proposals(person_ids: Iterable[int], *, on: date, last_told: Mapping[int, date]) -> KnownProposals:
    """
    Return what is proposed of these people or was, as a list of that day finds it. Two queries.

    What was refused because its list was undone may be proposed anew, and so may what was taken and withdrawn since.
    """
    people = set(person_ids)
    speaks = Spell.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=on), person__in=people, from_date__lte=on)
    speaking = set(speaks.values_list("person_id", "code"))
    rows = Proposal.objects.filter(person_id__in=people).exclude(state=Proposal.State.REFUSED, decided_by=UNDONE)
    known = KnownProposals(last_told)
    for row in rows.exclude(state=Proposal.State.TAKEN, statement__withdrawn_at__isnull=False).order_by("pk"):
        counts = row.state == Proposal.State.TAKEN and (row.person_id, row.code) in speaking
        known.add(row, stands=counts or row.state == Proposal.State.OPEN)
    return known


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
