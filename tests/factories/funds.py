"""A pot of the invented partner Saltmarsh Works, and what is asked of it."""

from datetime import timedelta
from typing import Any

from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.audit import Actor
from towpath.funds.actions import approve_support, ask_support, open_pot, pay_support
from towpath.funds.models import Pot, SupportRequest
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.funds import Check

CHECKS = {"bursary": Check("not_entitled", "Too young"), "travel_scheme": Check("refused")}


def make_pot(organisation: Organisation, manager: User, **changed: Any) -> Pot:
    """Return a pot of £100, open from `DAY` for travel and clothes."""
    told = {
        "name": "Getting there", "funder": "Saltmarsh Works", "pence": 100_00, "from_date": DAY,
        "to_date": DAY + timedelta(days=60), "pays_for": ["travel", "clothing"],
    }  # fmt: skip
    by = Actor(organisation.code, manager.public_id, "manager")
    return open_pot(organisation=organisation, user=manager, by=by, at=MORNING, **{**told, **changed})


def ask_of(pot: Pot, person: Person, adviser: User, pence: int = 20_00, **changed: Any) -> SupportRequest:
    """Return a request for a bus pass by an adviser, not decided yet."""
    told = {"kind": "travel", "why": "Bus to college", "checks": CHECKS, **changed}
    by = Actor(pot.organisation.code, adviser.public_id, "adviser")
    return ask_support(person=person, pot=pot, pence=pence, user=adviser, by=by, at=MORNING, **told)


def approve(request: SupportRequest, manager: User) -> SupportRequest:
    """Return a request that a manager has approved."""
    request.refresh_from_db()
    by = Actor(request.organisation.code, manager.public_id, "manager")
    approve_support(request=request, version=request.version, user=manager, by=by, at=MORNING)
    request.refresh_from_db()
    return request


def pay(request: SupportRequest, user: User, pence: int = 0) -> SupportRequest:
    """Return an approved request that was paid, in full where no amount is given."""
    told = {"paid_date": DAY, "method": "card", "reference": "C 17", "paid_to": "Saltmarsh Buses"}
    by = Actor(request.organisation.code, user.public_id, "adviser")
    pay_support(
        request=request, version=request.version, pence=pence or request.pence, user=user, by=by, at=MORNING, **told
    )
    request.refresh_from_db()
    return request
