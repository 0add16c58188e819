"""Giving a young person the NCCIS identifier that they are sent under, once and for good."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import Events
from towpath.organisation.models import Organisation
from towpath.people.actions.book import CHUNK, open_book
from towpath.people.models import Identifier
from towpath.returns.actions.chunks import NUMBERED

LOCAL_DIGITS = 10
STEP = 10 ** (LOCAL_DIGITS - 1)


class NumberTakenError(Exception):
    """Somebody was given a number, or the number was given to somebody, while the return was being built."""


@dataclass(slots=True, kw_only=True)
class Numbers:
    """
    Numbers not yet given: the council's three digits and ten that are the record's own.

    A number that anybody ever had is never given again. `given` are those to be written down.
    """

    organisation: Organisation
    given: dict[int, str] = field(default_factory=dict)

    def propose(self, person_ids: Iterable[int]) -> Mapping[int, str]:
        """Return a number for each of these people, to be written down if they are sent. One query, as a rule."""
        proposed: dict[int, str] = {}
        waiting = {person_id: person_id for person_id in person_ids}
        while waiting:
            numbers = {person_id: self._number(local) for person_id, local in waiting.items()}
            taken = set(
                Identifier.objects.filter(organisation=self.organisation, value__in=numbers.values()).values_list(
                    "value", flat=True
                )
            )
            proposed |= {person_id: number for person_id, number in numbers.items() if number not in taken}
            waiting = {person_id: waiting[person_id] + STEP for person_id in waiting if person_id not in proposed}
        return proposed

    def _number(self, local: int) -> str:
        return f"{self.organisation.database_id}{local % 10**LOCAL_DIGITS:0{LOCAL_DIGITS}d}"

    def write(self, events: Events, *, by: Actor, at: datetime) -> None:
        """
        Write down the numbers given, inside the transaction that keeps the return. Six queries for each 500.

        :raises NumberTakenError: somebody gave one of these people a number since they were gathered
        """
        person_ids = sorted(self.given)
        # Two returns built at once must not both number the same people.
        Organisation.objects.select_for_update(no_key=True).get(pk=self.organisation.pk)
        for start in range(0, len(person_ids), CHUNK):
            chunk = person_ids[start : start + CHUNK]
            self._keep_others_out(chunk)
            book = open_book(self.organisation, chunk, source=NUMBERED, on=localdate(at), by=by, at=at)
            for person_id in chunk:
                number = self.given[person_id]
                book.believe(Identifier, person_id, told="nccis_id", kind=Identifier.Kind.NCCIS.value, value=number)
            book.write(events)

    def _keep_others_out(self, person_ids: Collection[int]) -> None:
        theirs = Q(person_id__in=person_ids) | Q(value__in=[self.given[person_id] for person_id in person_ids])
        held = Identifier.objects.filter(
            theirs, organisation=self.organisation, kind=Identifier.Kind.NCCIS, withdrawn_at__isnull=True
        )
        if held.exists():
            raise NumberTakenError
