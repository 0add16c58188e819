"""Ask a pot for money for one young person; a second person approves, refuses or sends it back."""

from collections.abc import Mapping
from datetime import date, datetime

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.models import Plan
from towpath.funds.actions.moving import FundsRefusedError, State, change, check_may, held_in, locked, move
from towpath.funds.actions.reminding import DECIDE, remind_to_decide, settle_reminders
from towpath.funds.lists import SupportLists, support_lists
from towpath.funds.models import Pot, SupportRequest
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.rules.funds import AVAILABLE, MOST_PENCE, PROMISED, Check, pounds
from towpath.rules.funds import reason_not_to_approve as why_not_approve
from towpath.rules.funds import reason_not_to_ask as why_not_ask

DECIDED = "This was decided already. Look at what was decided."


def ask_support(
    *,
    person: Person,
    pot: Pot,
    kind: str,
    pence: int,
    why: str,
    checks: Mapping[str, Check],
    user: User,
    by: Actor,
    at: datetime,
    plan: Plan | None = None,
) -> SupportRequest:
    """
    Ask a pot for money for one young person, saying what was found of every entitlement that comes first.

    :param plan: the version of their plan of which it is a part, where it is
    :raises FundsRefusedError: the pot is not theirs or may not pay for it today, why or a check is missing, or the very
        same is asked already and waits
    """
    check_may(user, person.organisation, "funds.ask", at.date())
    lists = support_lists(person.organisation_id)
    if kind in lists.kinds and not lists.kinds[kind].is_offered:
        raise FundsRefusedError("That is asked for no more. Choose what it is for again.")
    _check_asked(person, pot, kind, pence, why, checks, plan, at.date(), lists)
    with transaction(by=by, at=at) as events:
        # Whoever sends twice waits here for their own first sending, and is then told of it.
        held_in(pot, AVAILABLE)
        if SupportRequest.objects.filter(person=person, pot=pot, kind=kind, pence=pence, state=State.ASKED).exists():
            raise FundsRefusedError("This is asked for already, for the same amount, and waits for a decision.")
        request = SupportRequest.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            pot=pot,
            kind=kind,
            pence=pence,
            why=why.strip(),
            checks=_kept(kind, checks, lists),
            plan=plan,
            asked_at=at,
            asked_by=user,
        )
        remind_to_decide(request, by=by, at=at)
        events.record(
            "funds.asked", person=person.public_id, subject=f"funds_support_request:{request.pk}", after=facts(request)
        )
    return request


def ask_again(
    *,
    request: SupportRequest,
    version: int,
    pot: Pot,
    kind: str,
    pence: int,
    why: str,
    checks: Mapping[str, Check],
    user: User,
    by: Actor,
    at: datetime,
    plan: Plan | None = None,
) -> None:
    """
    Ask once more for what was sent back, as changed.

    :raises FundsRefusedError: it was not sent back, somebody else asked for it, or as `ask_support`
    :raises FundsChangedError: it was changed since
    """
    lists = support_lists(request.organisation_id)
    _check_asked(request.person, pot, kind, pence, why, checks, plan, at.date(), lists)
    with transaction(by=by, at=at) as events:
        held = locked(request, version, [State.SENT_BACK], "Only what was sent back can be asked again.")
        check_may(user, held.organisation, "funds.ask", at.date())
        if held.asked_by_id != user.pk:
            raise FundsRefusedError("Only whoever asked for this can ask again. You can ask anew yourself.")
        change(
            held, events, "funds.asked_again", state=State.ASKED, pot=pot, kind=kind, pence=pence, why=why.strip(),
            checks=_kept(kind, checks, lists), plan=plan, asked_at=at,
        )  # fmt: skip
        remind_to_decide(held, by=by, at=at)


def approve_support(*, request: SupportRequest, version: int, user: User, by: Actor, at: datetime) -> None:
    """
    Promise the money; of two who approve at once what is left for one, the second is refused.

    :raises FundsRefusedError: they asked for it themselves, it is decided already, or there is not enough left
    :raises FundsChangedError: it was changed since
    """
    with transaction(by=by, at=at) as events:
        # The pot's account is locked first, so that every approval from one pot waits for the one before it.
        available = held_in(request.pot, AVAILABLE)
        held = locked(request, version, [State.ASKED], DECIDED)
        check_may(user, held.organisation, "funds.approve", at.date())
        if reason := why_not_approve(
            asked_by=str(held.asked_by_id), approver=str(user.pk), pence=held.pence, available=available
        ):
            raise FundsRefusedError(reason)
        move(held.pot, AVAILABLE, PROMISED, held.pence, "approved", request=held, by=by, at=at)
        settle_reminders(held, DECIDE, user, by=by, at=at)
        change(held, events, "funds.approved", state=State.APPROVED, decided_by=user, decided_at=at)


def refuse_support(
    *, request: SupportRequest, version: int, because: str, user: User, by: Actor, at: datetime
) -> None:  # fmt: skip
    """
    Say no, with the reason that whoever asked is told.

    :raises FundsRefusedError: there is no reason, they asked for it themselves, or it is decided already
    :raises FundsChangedError: it was changed since
    """
    if not because.strip():
        raise FundsRefusedError("Say why not, so that whoever asked can try another way.")
    with transaction(by=by, at=at) as events:
        # What was sent back and never asked again is closed by refusing it.
        held = locked(request, version, [State.ASKED, State.SENT_BACK], DECIDED)
        _check_second(held, user, at.date())
        settle_reminders(held, DECIDE, user, by=by, at=at)
        change(
            held, events, "funds.refused", state=State.REFUSED, decided_by=user, decided_at=at,
            decided_because=because.strip(),
        )  # fmt: skip


def send_back_support(
    *, request: SupportRequest, version: int, words: str, user: User, by: Actor, at: datetime
) -> None:  # fmt: skip
    """
    Send a request back to whoever asked, saying what is missing; they may change it and ask again.

    :raises FundsRefusedError: nothing is said, they asked for it themselves, or it is decided already
    :raises FundsChangedError: it was changed since
    """
    if not words.strip():
        raise FundsRefusedError("Say what is missing, so that whoever asked can put it right.")
    with transaction(by=by, at=at) as events:
        held = locked(request, version, [State.ASKED], DECIDED)
        _check_second(held, user, at.date())
        settle_reminders(held, DECIDE, user, by=by, at=at)
        change(
            held, events, "funds.sent_back", state=State.SENT_BACK, sent_back_by=user, sent_back_at=at,
            sent_back_words=words.strip(),
        )  # fmt: skip


def _check_second(held: SupportRequest, user: User, on: date) -> None:
    check_may(user, held.organisation, "funds.approve", on)
    if held.asked_by_id == user.pk:
        raise FundsRefusedError("You asked for this, so somebody else must decide it.")


def _check_asked(
    person: Person,
    pot: Pot,
    kind: str,
    pence: int,
    why: str,
    checks: Mapping[str, Check],
    plan: Plan | None,
    on: date,
    lists: SupportLists,
) -> None:
    if pot.organisation_id != person.organisation_id:
        raise FundsRefusedError("There is no such pot here.")
    if plan is not None and plan.person_id not in Sameness.around(person.organisation, [person.pk]).everyone:
        raise FundsRefusedError("That plan is somebody else’s.")
    if not 0 < pence <= MOST_PENCE:
        raise FundsRefusedError(f"Ask for more than £0 and at most {pounds(MOST_PENCE)}.")
    if not why.strip():
        raise FundsRefusedError("Say what the money is for and why it is needed.")
    if reason := why_not_ask(
        kind=kind,
        pays_for=pot.pays_for,
        from_date=pot.from_date,
        to_date=pot.to_date,
        on=on,
        wanted=lists.checks(kind),
        checked=checks,
    ):
        raise FundsRefusedError(reason)


def _kept(kind: str, checks: Mapping[str, Check], lists: SupportLists) -> dict[str, dict[str, str]]:
    return {
        code: {"found": checks[code].found, "words": checks[code].words.strip()}
        for code in lists.checks(kind)
        if code in checks
    }
