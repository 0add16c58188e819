"""Open a pot, ask, approve or refuse, pay, keep the receipt, and take back; each in one audited transaction."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import BinaryIO

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.files.actions import keep
from towpath.files.models import StoredFile
from towpath.funds.lists import entitlements, support_kinds
from towpath.funds.models import Account, Movement, Pot, SupportRequest
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.access import may
from towpath.rules.funds import AVAILABLE, FUNDER, MOST_PENCE, PROMISED, SPENT, pounds
from towpath.rules.funds import reason_not_to_approve as why_not_approve
from towpath.rules.funds import reason_not_to_ask as why_not_ask

State = SupportRequest.State


class FundsRefusedError(ValueError):
    """Money cannot be asked, approved, paid or taken back as wished; the words say what to do."""


def open_pot(
    *,
    organisation: Organisation,
    name: str,
    funder: str,
    pence: int,
    from_date: date,
    to_date: date,
    pays_for: Collection[str],
    user: User,
    by: Actor,
    at: datetime,
) -> Pot:
    """
    Open a pot with all that its funder gives.

    :raises FundsRefusedError: a part is missing, the amount is none, its days are the wrong way round, or no leave
    """
    _may(user, organisation, "funds.approve", at.date())
    if not name.strip() or not funder.strip():
        raise FundsRefusedError("Give the pot a name, and say who funds it.")
    if not 0 < pence <= MOST_PENCE:
        raise FundsRefusedError(f"A pot holds more than £0 and at most {pounds(MOST_PENCE)}.")
    if to_date < from_date:
        raise FundsRefusedError("A pot ends on or after the day on which it begins.")
    if not pays_for or not set(pays_for) <= set(support_kinds()):
        raise FundsRefusedError("Choose what the pot may pay for, from the list.")
    if Pot.objects.filter(organisation=organisation, name=name.strip()).exists():
        raise FundsRefusedError("There is a pot of this name already. Choose another name.")
    with transaction(by=by, at=at) as events:
        pot = Pot.objects.create(
            organisation=organisation,
            name=name.strip(),
            funder=funder.strip(),
            from_date=from_date,
            to_date=to_date,
            pays_for=sorted(pays_for),
            opened_at=at,
            opened_by=by.user,
        )
        Account.objects.bulk_create([Account(pot=pot, kind=kind) for kind in Account.Kind.values])
        _move(pot, FUNDER, AVAILABLE, pence, "given", by=by, at=at)
        events.record("funds.pot_opened", subject=f"funds_pot:{pot.pk}", after={**facts(pot).values, "pence": pence})
    return pot


def ask_support(
    *,
    person: Person,
    pot: Pot,
    kind: str,
    pence: int,
    why: str,
    checks: Mapping[str, str],
    user: User,
    by: Actor,
    at: datetime,
) -> SupportRequest:
    """
    Ask a pot for money for one young person, saying what was found of every entitlement that comes first.

    :raises FundsRefusedError: the pot is not theirs or may not pay for it today, or why or a check is missing
    """
    _may(user, person.organisation, "funds.ask", at.date())
    if pot.organisation_id != person.organisation_id:
        raise FundsRefusedError("There is no such pot here.")
    if not 0 < pence <= MOST_PENCE:
        raise FundsRefusedError("Ask for more than £0.")
    if not why.strip():
        raise FundsRefusedError("Say what the money is for and why it is needed.")
    wanted = support_kinds()[kind].checks if kind in support_kinds() else ()
    if reason := why_not_ask(
        kind=kind,
        pays_for=pot.pays_for,
        from_date=pot.from_date,
        to_date=pot.to_date,
        on=at.date(),
        wanted=wanted,
        checked=checks,
    ):
        raise FundsRefusedError(reason)
    with transaction(by=by, at=at) as events:
        request = SupportRequest.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            pot=pot,
            kind=kind,
            pence=pence,
            why=why.strip(),
            checks={code: words.strip() for code, words in checks.items() if code in entitlements()},
            asked_at=at,
            asked_by=user,
        )
        _record(events, "funds.asked", request)
    return request


def approve_support(*, request: SupportRequest, user: User, by: Actor, at: datetime) -> None:
    """
    Promise the money; of two who approve at once what is left for one, the second is refused.

    :raises FundsRefusedError: they asked for it themselves, it is decided already, or there is not enough left
    """
    with transaction(by=by, at=at) as events:
        # The pot's account is locked first, so that every approval from one pot waits for the one before it.
        available = _held(request.pot, AVAILABLE)
        held = _locked(request, State.ASKED, "This was decided already. Look at what was decided.")
        _may(user, held.organisation, "funds.approve", at.date())
        if reason := why_not_approve(
            asked_by=str(held.asked_by_id), approver=str(user.pk), pence=held.pence, available=available
        ):
            raise FundsRefusedError(reason)
        _move(held.pot, AVAILABLE, PROMISED, held.pence, "approved", request=held, by=by, at=at)
        _change(held, events, "funds.approved", state=State.APPROVED, decided_by=user, decided_at=at)


def refuse_support(*, request: SupportRequest, because: str, user: User, by: Actor, at: datetime) -> None:
    """
    Say no, with the reason that whoever asked is told.

    :raises FundsRefusedError: there is no reason, they asked for it themselves, or it is decided already
    """
    if not because.strip():
        raise FundsRefusedError("Say why not, so that whoever asked can try another way.")
    with transaction(by=by, at=at) as events:
        held = _locked(request, State.ASKED, "This was decided already. Look at what was decided.")
        _may(user, held.organisation, "funds.approve", at.date())
        if held.asked_by_id == user.pk:
            raise FundsRefusedError("You asked for this, so somebody else must decide it.")
        _change(
            held, events, "funds.refused", state=State.REFUSED, decided_by=user, decided_at=at,
            decided_because=because.strip(),
        )  # fmt: skip


def pay_support(
    *, request: SupportRequest, pence: int, paid_date: date, method: str, reference: str, user: User, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """
    Record what was paid, at most what was promised; what was not needed goes back to the pot.

    :raises FundsRefusedError: it is not approved, more than was promised, in the future, or does not say how
    """
    if method not in SupportRequest.Method.values or not reference.strip():
        raise FundsRefusedError("Say how it was paid, and its reference.")
    if paid_date > at.date():
        raise FundsRefusedError(f"{paid_date} is in the future. Give the day on which it was paid.")
    with transaction(by=by, at=at) as events:
        _held(request.pot, PROMISED)
        held = _locked(request, State.APPROVED, "Only what is approved and not yet paid can be paid.")
        _may(user, held.organisation, "funds.ask", at.date())
        if not 0 < pence <= held.pence:
            raise FundsRefusedError(f"{pounds(held.pence)} was approved. Pay that or less, and more than £0.")
        _move(held.pot, PROMISED, SPENT, pence, "paid", request=held, by=by, at=at)
        if pence < held.pence:
            _move(held.pot, PROMISED, AVAILABLE, held.pence - pence, "unspent", request=held, by=by, at=at)
        _change(
            held, events, "funds.paid", state=State.PAID, paid_date=paid_date, paid_method=method,
            paid_reference=reference.strip(),
        )  # fmt: skip


def keep_receipt(*, request: SupportRequest, content: BinaryIO, name: str, user: User, by: Actor, at: datetime) -> None:
    """
    Keep the receipt of what was paid.

    :raises FundsRefusedError: it is not paid, or has one
    :raises towpath.files.store.FileTooLargeError: the file is too large
    """
    with transaction(by=by, at=at) as events:
        held = _locked(request, State.PAID, "Only what was paid has a receipt.")
        _may(user, held.organisation, "funds.ask", at.date())
        if held.receipt_id:
            raise FundsRefusedError("This has a receipt already.")
        kept = keep(
            organisation=held.organisation,
            content=content,
            original_name=name,
            file_class=StoredFile.FileClass.DOCUMENT,
            by=by,
            at=at,
        )
        _change(held, events, "funds.receipt_kept", receipt=kept)


def take_back(*, request: SupportRequest, user: User, by: Actor, at: datetime) -> None:
    """
    Reverse every movement of a request, the latest first; nothing of the ledger is changed or removed.

    :raises FundsRefusedError: no money of it was moved, or it was taken back before
    """
    with transaction(by=by, at=at) as events:
        _held(request.pot, AVAILABLE)
        held = SupportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        _may(user, held.organisation, "funds.approve", at.date())
        if held.state not in (State.APPROVED, State.PAID):
            raise FundsRefusedError("There is no money of this to take back.")
        for made in held.movements.order_by("-pk"):
            _move(held.pot, made.target, made.source, made.pence, "reversed", request=held, back=made, by=by, at=at)
        _change(held, events, "funds.taken_back", state=State.TAKEN_BACK)


def _held(pot: Pot, kind: str) -> int:
    """Return what an account holds, all accounts of its pot locked in one order until the transaction ends."""
    accounts = Account.objects.select_for_update().filter(pot=pot).order_by("pk")
    return {account.kind: account.balance_pence for account in accounts}[kind]


def _locked(request: SupportRequest, state: str, otherwise: str) -> SupportRequest:
    held = SupportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != state:
        raise FundsRefusedError(otherwise)
    return held


def _move(
    pot: Pot, source: str, target: str, pence: int, reason: str, *, by: Actor, at: datetime,
    request: SupportRequest | None = None, back: Movement | None = None,
) -> None:  # fmt: skip
    Movement.objects.create(
        pot=pot, request=request, source=source, target=target, pence=pence, reason=reason, reverses=back,
        made_at=at, made_by=by.user,
    )  # fmt: skip


def _change(request: SupportRequest, events: Events, kind: str, **values: object) -> None:
    before = facts(request)
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=list(values))
    events.record(
        kind, person=request.person.public_id, subject=f"funds_support_request:{request.pk}", before=before,
        after=facts(request),
    )  # fmt: skip


def _record(events: Events, kind: str, request: SupportRequest) -> None:
    events.record(
        kind,
        person=request.person.public_id,
        subject=f"funds_support_request:{request.pk}",
        after=facts(request),
    )


def _may(user: User, organisation: Organisation, permission: str, on: date) -> None:
    roles = roles_in_force(on).filter(user=user, organisation=organisation)
    if not any(may(role.role, permission) for role in roles):
        raise FundsRefusedError("You may not do this here. Ask a manager.")
