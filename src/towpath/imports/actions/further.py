"""
What a row says besides people, activities and plans: that somebody is still there, what is only proposed, and contacts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from towpath.contact.history import PastContact, plan_history, record_history
from towpath.imports.actions.desk import Desk
from towpath.imports.effects import ActivityTold
from towpath.imports.models import Batch, ImportedContact, Row
from towpath.tracking.actions.proposed import known_proposals, propose_statements
from towpath.tracking.models import Statement
from towpath.tracking.values import NewStatement

if TYPE_CHECKING:
    from towpath.imports.actions.doing import Became, Doing

OUTCOME = Row.Outcome
HERE_NOTHING, HERE_ANOTHER, PROPOSED = "here_nothing", "here_another", "proposed"
NOON = time(12)
"""A list gives the day of a contact and not the hour; of several that it says alike, each stands a second later."""


def is_ours(desk: Desk, speaking: Statement) -> bool:
    """Return whether a statement is this sender's own, or of the place whose list it is."""
    ours = desk.meaning.establishment_id
    return speaking.sender == desk.batch.sender.code or (ours is not None and speaking.establishment_id == ours)


def still_there(desk: Desk, became: "Became", speaking: Statement | None) -> Iterable[tuple["Became", NewStatement]]:
    """Yield what speaks of somebody once more, vouched for on the day they were still there."""
    seen = became.place.effects.still_on
    assert seen is not None
    if speaking is None or (speaking.end_date is not None and speaking.end_date < seen):
        became.outcomes.append(OUTCOME.HELD)
        became.because = HERE_NOTHING
    elif not is_ours(desk, speaking):
        became.outcomes.append(OUTCOME.HELD)
        became.because = HERE_ANOTHER
    elif speaking.verified_date is None or speaking.verified_date < seen:
        yield became, _vouched_for_again(desk, became, speaking, seen)


def _vouched_for_again(desk: Desk, became: "Became", speaking: Statement, seen: date) -> NewStatement:
    return NewStatement(
        person_id=became.person_id or 0,
        code=speaking.code,
        start_date=speaking.start_date,
        end_date=speaking.end_date,
        verified_date=seen,
        review_date=speaking.review_date,
        expected_end_date=speaking.expected_end_date,
        how=speaking.how,
        sender=desk.batch.sender.code,
        source=became.place.row.source,
        establishment_id=speaking.establishment_id,
        provider_name=speaking.provider_name,
        course_title=speaking.course_title,
    )


def settle_further(batch: Batch, rows: Sequence["Became"], doing: "Doing") -> None:
    """Keep, or show, the proposals and contacts that rows tell of."""
    _settle_proposals(batch, rows, doing)
    _settle_contacts(batch, rows, doing)


def _settle_proposals(batch: Batch, rows: Sequence["Became"], doing: "Doing") -> None:
    told = [(became, _proposal(batch, became, each)) for became in rows for each in became.place.effects.proposals]
    if not told:
        return
    people = {new.person_id for _, new in told}
    known = known_proposals(people, on=batch.as_at_date, last_told=_last_told(batch, people))
    fresh = []
    for became, new in told:
        if known.has(new):
            became.outcomes.append(OUTCOME.UNCHANGED)
            continue
        known.add(new)
        fresh.append(new)
        became.outcomes.append(OUTCOME.UPDATED)
        became.because = PROPOSED
    if doing.for_good:
        propose_statements(organisation=batch.organisation, incoming=fresh, by=doing.by, at=doing.at)


def _last_told(batch: Batch, people: Collection[int]) -> Mapping[int, date]:
    """Return the day of the sender's latest list before this one that named each of these people."""
    before = Row.objects.filter(
        person_id__in=people,
        batch__sender=batch.sender,
        batch__state=Batch.State.APPLIED,
        batch__as_at_date__lte=batch.as_at_date,
    ).exclude(batch=batch)
    return dict(before.values_list("person_id").annotate(Max("batch__as_at_date")))


def _proposal(batch: Batch, became: "Became", told: ActivityTold) -> NewStatement:
    return NewStatement(
        person_id=became.person_id or 0,
        code=told.code,
        start_date=told.start_date,
        verified_date=told.verified_date,
        how=told.how,
        sender=batch.sender.code,
        source=became.place.row.source,
        provider_name=told.provider_name[:200],
        course_title=told.course_title[:200],
    )


def _settle_contacts(batch: Batch, rows: Sequence["Became"], doing: "Doing") -> None:
    told = list(_contacts(rows))
    if not told:
        return
    incoming = [contact for _, contact in told]
    if not doing.for_good:
        for (became, _), is_new in zip(told, plan_history(incoming), strict=True):
            became.outcomes.append(OUTCOME.UPDATED if is_new else OUTCOME.UNCHANGED)
        return
    written = record_history(organisation=batch.organisation, incoming=incoming, by=doing.by, at=doing.at)
    for (became, _), event_id in zip(told, written, strict=True):
        became.outcomes.append(OUTCOME.UPDATED if event_id else OUTCOME.UNCHANGED)
    links = [
        ImportedContact(row=became.place.row, event_id=event_id)
        for (became, _), event_id in zip(told, written, strict=True)
        if event_id
    ]
    ImportedContact.objects.bulk_create(links)


def _contacts(rows: Sequence["Became"]) -> Iterator[tuple["Became", PastContact]]:
    for became in rows:
        for told in became.place.effects.contacts:
            yield (
                became,
                PastContact(
                    person_id=became.person_id or 0,
                    happened_at=timezone.make_aware(datetime.combine(told.happened_date, NOON))
                    + timedelta(seconds=told.repeat - 1),
                    channel=told.channel,
                    outcome=told.outcome,
                    words=told.words,
                    audience="need_to_know" if told.is_for_few else "team",
                ),
            )
