"""List where and when an adviser sits, and take it off the list from a day."""

from datetime import date, datetime, time

from django.db import IntegrityError
from django.db.models import Q

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.provision.models import Site
from towpath.referrals.actions.steps import ReferralRefusedError
from towpath.referrals.models import DropIn
from towpath.rules.access import may
from towpath.rules.dates import day_words


def list_drop_in(
    *,
    site: Site,
    adviser: User,
    weekday: int,
    opens_at: time,
    closes_at: time,
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
) -> DropIn:
    """
    List an adviser at a site on one day of every week.

    :raises ReferralRefusedError: the times or days are the wrong way round, they may not work a case, or they sit
        somewhere at that time already
    """
    if closes_at <= opens_at:
        raise ReferralRefusedError(f"It would close at {closes_at:%H:%M}, before it opens. Swap the times.")
    if to_date and to_date < from_date:
        raise ReferralRefusedError(f"It would end on {day_words(to_date)}, before it starts. Swap the dates.")
    roles = roles_in_force(from_date).filter(user=adviser, organisation_id=site.organisation_id)
    if not any(may(role.role, "caseload.work") for role in roles):
        raise ReferralRefusedError("They may not work a case here on that day. Choose an adviser or a specialist.")
    elsewhere = DropIn.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=from_date),
        organisation_id=site.organisation_id, adviser=adviser, weekday=weekday,
        opens_at__lt=closes_at, closes_at__gt=opens_at,
    )  # fmt: skip
    if to_date:
        elsewhere = elsewhere.filter(from_date__lte=to_date)
    if elsewhere.exists():
        raise ReferralRefusedError("They sit somewhere at that time already. End that first.")
    try:
        with transaction(by=by, at=at) as events:
            row = DropIn.objects.create(
                organisation_id=site.organisation_id, site=site, adviser=adviser, weekday=weekday, opens_at=opens_at,
                closes_at=closes_at, from_date=from_date, to_date=to_date, recorded_at=at, recorded_by=by.user,
            )  # fmt: skip
            events.record("drop_in.listed", subject=f"referrals_drop_in:{row.pk}", after=facts(row))
    except IntegrityError:
        raise ReferralRefusedError("They sit there at that time already.") from None
    return row


def end_drop_in(*, drop_in: DropIn, to_date: date, by: Actor, at: datetime) -> None:
    """
    Say on which day a drop-in is held for the last time.

    :raises ReferralRefusedError: that is before it starts
    """
    if to_date < drop_in.from_date:
        raise ReferralRefusedError(f"It starts on {day_words(drop_in.from_date)}. It cannot end before.")
    with transaction(by=by, at=at) as events:
        before = facts(drop_in)
        drop_in.to_date = to_date
        drop_in.save(update_fields=["to_date"])
        events.record("drop_in.ended", subject=f"referrals_drop_in:{drop_in.pk}", before=before, after=facts(drop_in))
