"""What anybody may ask at the public door: which councils there are, and where an adviser sits. It shows no person."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.referrals.courses import terms_of, working_days_after
from towpath.referrals.models import DropIn

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class PublicDropIn:
    """One place and time at which anybody may come; it does not say who sits there."""

    site: str
    address: str
    postcode: str
    weekday: int
    opens_at: time
    closes_at: time


def councils_open(on: date) -> list[Organisation]:
    """Return the councils that take referrals on a day, by name."""
    rows = Organisation.objects.filter(Q(closed_date__isnull=True) | Q(closed_date__gte=on), kind="council")
    return list(rows.order_by("name", "pk"))


def find_council(code: str, on: date) -> Organisation | None:
    """Return the council of this code, or None where none takes referrals on a day."""
    return next((council for council in councils_open(on) if council.code == code), None)


def answer_by(council: Organisation, on: date) -> date:
    """Return the day by which a referral that is sent on a day is answered."""
    return working_days_after(on, terms_of(council, on).answer_days)


def first_contact_by(council: Organisation, on: date) -> date:
    """Return the day by which somebody referred on a day is got in touch with, if the referral is accepted."""
    return working_days_after(on, terms_of(council, on).first_contact_days)


def drop_ins_at(council: Organisation, on: date) -> list[PublicDropIn]:
    """Return where and when an adviser sits from a day on, in the order of the week."""
    rows = (
        DropIn.objects.filter(
            Q(to_date__isnull=True) | Q(to_date__gte=on),
            Q(site__closed_date__isnull=True) | Q(site__closed_date__gte=on),
            organisation=council,
            from_date__lte=on,
        )
        .select_related("site")
        .order_by("weekday", "opens_at", "site__name", "pk")
    )
    shown = [
        PublicDropIn(row.site.name, row.site.address, row.site.postcode, row.weekday, row.opens_at, row.closes_at)
        for row in rows
    ]
    # Two advisers at one desk are one place to come to.
    return list(dict.fromkeys(shown))
