"""What every action on money shares: who may, what is locked first, and how pence move."""

from collections.abc import Collection
from datetime import date, datetime

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import Events
from towpath.funds.models import Account, Movement, Pot, SupportRequest
from towpath.organisation.models import Organisation
from towpath.rules.access import may

State = SupportRequest.State


class FundsRefusedError(ValueError):
    """Money cannot be asked, approved, paid or taken back as wished; the words say what to do."""


class FundsChangedError(FundsRefusedError):
    """Somebody changed the request since the page was shown; nothing was done."""


def held_in(pot: Pot, kind: str) -> int:
    """Return what an account holds, all accounts of its pot locked in one order until the transaction ends."""
    accounts = Account.objects.select_for_update(no_key=True).filter(pot=pot).order_by("pk")
    return {account.kind: account.balance_pence for account in accounts}[kind]


def locked(request: SupportRequest, version: int | None, states: Collection[str], otherwise: str) -> SupportRequest:
    """
    Return a request as it stands, locked until the transaction ends.

    :param version: as whoever acts saw it; None where only its state matters
    :raises FundsRefusedError: it stands in none of the states
    :raises FundsChangedError: it was changed since
    """
    held = SupportRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if held.state not in states:
        raise FundsRefusedError(otherwise)
    if version is not None and held.version != version:
        raise FundsChangedError("Somebody changed this request meanwhile. Nothing was done; look at it as it is now.")
    return held


def move(
    pot: Pot, source: str, target: str, pence: int, reason: str, *, by: Actor, at: datetime,
    request: SupportRequest | None = None, back: Movement | None = None,
) -> None:  # fmt: skip
    """Add one movement to the ledger; the database itself books it."""
    Movement.objects.create(
        pot=pot, request=request, source=source, target=target, pence=pence, reason=reason, reverses=back,
        made_at=at, made_by=by.user,
    )  # fmt: skip


def change(request: SupportRequest, events: Events, kind: str, /, **values: object) -> None:
    """Change a locked request, raise its version and tell the log."""
    events.change(kind, request, values, person=request.person.public_id)


def check_may(user: User, organisation: Organisation, permission: str, on: date) -> None:
    """
    Do nothing for somebody who may.

    :raises FundsRefusedError: no role of theirs in force on the day lets them
    """
    roles = roles_in_force(on).filter(user=user, organisation=organisation)
    if not any(may(role.role, permission) for role in roles):
        raise FundsRefusedError("You may not do this here. Ask a manager.")
