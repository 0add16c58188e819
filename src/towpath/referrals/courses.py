"""From rows to the facts that the rules ask for: the course of a referral, and the terms of its council."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import partial

from django.utils.timezone import localdate

from towpath.contact.models import ContactEvent
from towpath.organisation.calendar import add_working_days
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people.among import among
from towpath.people.sameness import Sameness
from towpath.referrals.models import Referral
from towpath.rules.referrals import Answer, Course, Terms
from towpath.standards.calendar import bank_holidays

working_days_after = partial(add_working_days, holidays=bank_holidays())


def terms_of(organisation: Organisation, on: date) -> Terms:
    """Return in how many working days a council owes each thing. One query."""
    chosen = settings_on(organisation, on)
    return Terms(
        answer_days=int(chosen["referrals.answer_days"]),
        reply_days=int(chosen["referrals.reply_days"]),
        first_contact_days=int(chosen["referrals.first_contact_days"]),
    )


def courses_of(organisation: Organisation, referrals: Collection[Referral]) -> Mapping[int, Course]:
    """Return the course of each of these referrals, by its id. At most three queries."""
    reached = _first_reached(organisation, referrals)
    return {
        row.pk: Course(
            received_date=localdate(row.received_at),
            asked_date=_day(row.asked_at),
            replied_date=_day(row.replied_at),
            answer=Answer(row.answer),
            answered_date=_day(row.answered_at),
            first_contact_date=_day(reached.get(row.pk)),
            told_date=_day(row.told_at),
        )
        for row in referrals
    }


def _first_reached(organisation: Organisation, referrals: Collection[Referral]) -> dict[int, datetime]:
    """Return when each young person was first reached after being referred: an attempt is not a contact."""
    people = {row.person_id for row in referrals if row.person_id is not None}
    if not people:
        return {}
    sameness = Sameness.around(organisation, people)
    rows = ContactEvent.objects.filter(
        organisation_id=organisation.pk,
        person_id__in=among(list(sameness.everyone)),
        reached=ContactEvent.Reached.YOUNG_PERSON,
        withdrawn_at__isnull=True,
    ).values_list("person_id", "happened_at")
    contacts: dict[int, list[datetime]] = defaultdict(list)
    for person_id, happened_at in rows.order_by("happened_at"):
        contacts[sameness.leading(person_id)].append(happened_at)
    first: dict[int, datetime] = {}
    for row in referrals:
        if row.person_id is not None:
            reached = contacts[sameness.leading(row.person_id)]
            place = bisect_left(reached, row.received_at)
            if place < len(reached):
                first[row.pk] = reached[place]
    return first


def _day(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None
