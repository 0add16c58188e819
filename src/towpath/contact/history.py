"""Contacts and notes that a list brings, many at once: what another system recorded, or what somebody is said to do."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.lists import CHANNELS, LISTS, OUTCOMES, meaning_of
from towpath.contact.models import ContactEvent
from towpath.organisation.lists import choices_in
from towpath.organisation.models import Organisation
from towpath.people.standing import public_ids_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PastContact:
    """One contact or note as a list gives it; `outcome` and `channel` are codes of the council's lists."""

    person_id: int
    happened_at: datetime
    channel: str
    outcome: str
    words: str = ""
    audience: str = ContactEvent.Audience.TEAM

    @property
    def content(self) -> tuple[object, ...]:
        """Return what makes it the same contact as another."""
        return (self.person_id, self.happened_at, self.channel, self.outcome, self.words)


def record_history(
    *, organisation: Organisation, incoming: Sequence[PastContact], by: Actor, at: datetime
) -> list[int | None]:
    """
    Record contacts, and return the id of each in the order given, None for what is in the log already, or was struck
    out of it.

    One transaction; the number of queries does not grow with the number of contacts.

    :raises KeyError: an outcome or channel is not one of the council's
    """
    fresh = _fresh(incoming)
    if not fresh:
        return [None] * len(incoming)
    known = choices_in(organisation.pk, LISTS)
    rows = {}
    for each in fresh:
        means = meaning_of(known[OUTCOMES.name][each.outcome])
        rows[each.content] = ContactEvent(
            organisation=organisation,
            person_id=each.person_id,
            happened_at=each.happened_at,
            kind=means.kind,
            channel=known[CHANNELS.name][each.channel].code,
            outcome=each.outcome,
            reached=means.reached,
            with_family=means.reached == ContactEvent.Reached.FAMILY,
            words=each.words,
            audience=each.audience,
            recorded_at=at,
            recorded_by=by.user,
        )
    with transaction(by=by, at=at) as events:
        ContactEvent.objects.bulk_create(rows.values())
        public_ids = public_ids_of(each.person_id for each in fresh)
        by_person: dict[int, list[int]] = defaultdict(list)
        for row in rows.values():
            by_person[row.person_id].append(row.pk)
        for person_id, ids in sorted(by_person.items()):
            events.record(
                "contact.history_recorded",
                person=public_ids[person_id],
                subject=f"contact_event:{ids[0]}",
                after={"rows": ids},
            )
    return [rows.pop(each.content).pk if each.content in rows else None for each in incoming]


def plan_history(incoming: Sequence[PastContact]) -> list[bool]:
    """Return, for each in the order given, whether `record_history` would write it. One query."""
    fresh = {each.content for each in _fresh(incoming)}
    planned = []
    for each in incoming:
        planned.append(each.content in fresh)
        fresh.discard(each.content)
    return planned


def strike_out_history(
    *, organisation: Organisation, event_ids: Collection[int], because: str, by: Actor, at: datetime
) -> int:
    """Strike out contacts that a list brought, unless somebody has changed them since, and return how many."""
    if not event_ids:
        return 0
    with transaction(by=by, at=at) as events:
        rows = ContactEvent.objects.filter(organisation=organisation, pk__in=event_ids, withdrawn_at__isnull=True)
        told = dict(rows.values_list("pk", "person__public_id"))
        rows.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_because=because)
        for pk, public_id in sorted(told.items()):
            events.record("contact.struck_out", person=public_id, subject=f"contact_event:{pk}")
    return len(told)


def _fresh(incoming: Sequence[PastContact]) -> list[PastContact]:
    """Return what the log does not hold, each once."""
    people = {each.person_id for each in incoming}
    columns = ("person_id", "happened_at", "channel", "outcome", "words")
    # One that was taken back by an undo may come again; one that a person struck out may not.
    rows = ContactEvent.objects.filter(person_id__in=people, first__isnull=True).exclude(
        withdrawn_because=UNDONE, withdrawn_at__isnull=False
    )
    held = set(rows.values_list(*columns))
    return list({each.content: each for each in incoming if each.content not in held}.values())


UNDONE = "The list that it came from was undone"
"""Why a contact was struck out that an undone list had brought."""
