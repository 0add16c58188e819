"""Open a pot, and tell its funder what it was spent on."""

import io
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.files.actions import keep, release
from towpath.files.agreement import Agreement
from towpath.files.models import StoredFile
from towpath.funds.actions.moving import FundsRefusedError, check_may, move
from towpath.funds.lists import support_lists
from towpath.funds.models import Account, Pot
from towpath.funds.spending import as_csv, released_spending, spending_of
from towpath.organisation.models import Organisation
from towpath.rules.funds import AVAILABLE, FUNDER, MOST_PENCE, pounds

PURPOSE = "fund_report"
"""What an agreement with a funder must cover for a report to go to them."""
KEPT_FOR = timedelta(days=180)


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
    agreement: str = "",
) -> Pot:
    """
    Open a pot with all that its funder gives.

    :param agreement: how the agreement is known that lets a report go to the funder; empty while there is none
    :raises FundsRefusedError: a part is missing, the amount is none, its days are the wrong way round, or no leave
    """
    check_may(user, organisation, "funds.approve", at.date())
    if not name.strip() or not funder.strip():
        raise FundsRefusedError("Give the pot a name, and say who funds it.")
    if not 0 < pence <= MOST_PENCE:
        raise FundsRefusedError(f"A pot holds more than £0 and at most {pounds(MOST_PENCE)}.")
    if to_date < from_date:
        raise FundsRefusedError("A pot ends on or after the day on which it begins.")
    kinds = support_lists(organisation.pk).kinds
    if not pays_for or not set(pays_for) <= {one.code for one in kinds.values() if one.is_offered}:
        raise FundsRefusedError("Choose what the pot may pay for, from the list.")
    with transaction(by=by, at=at) as events:
        if Pot.objects.filter(organisation=organisation, name=name.strip()).exists():
            raise FundsRefusedError("There is a pot of this name already. Choose another name.")
        pot = Pot.objects.create(
            organisation=organisation,
            name=name.strip(),
            funder=funder.strip(),
            from_date=from_date,
            to_date=to_date,
            pays_for=sorted(pays_for),
            agreement=agreement.strip(),
            opened_at=at,
            opened_by=by.user,
        )
        Account.objects.bulk_create([Account(pot=pot, kind=kind) for kind in Account.Kind.values])
        move(pot, FUNDER, AVAILABLE, pence, "given", by=by, at=at)
        events.record("funds.pot_opened", subject=f"funds_pot:{pot.pk}", after={**facts(pot).values, "pence": pence})
    return pot


def agree_report(*, pot: Pot, agreement: str, user: User, by: Actor, at: datetime) -> None:
    """
    Record how the agreement is known that lets a report go to a pot's funder; an empty one ends it.

    :raises FundsRefusedError: no leave
    """
    with transaction(by=by, at=at) as events:
        held = Pot.objects.select_for_update(of=("self",), no_key=True).get(pk=pot.pk)
        check_may(user, held.organisation, "funds.approve", at.date())
        before = facts(held)
        held.agreement = agreement.strip()
        held.save(update_fields=["agreement"])
        events.record("funds.report_agreed", subject=f"funds_pot:{held.pk}", before=before, after=facts(held))


def release_report(*, pot: Pot, upper: int, user: User, by: Actor, at: datetime) -> BinaryIO:
    """
    Let a pot's report go to its funder with small numbers hidden, and return it open; that it went is committed first.

    :param upper: counts from 1 up to this are hidden
    :raises FundsRefusedError: no leave
    :raises towpath.files.actions.ReleaseRefusedError: no agreement with the funder lets it go today
    """
    check_may(user, pot.organisation, "funds.approve", at.date())
    told = released_spending(spending_of(pot), upper=upper)
    file = keep(
        organisation=pot.organisation,
        content=io.BytesIO(as_csv(told, support_lists(pot.organisation_id)).encode()),
        original_name=f"support-fund-{pot.pk}-{localdate(at).isoformat()}.csv",
        file_class=StoredFile.FileClass.EXPORT,
        keep_until_date=localdate(at) + KEPT_FOR,
        by=by,
        at=at,
    )
    return release(file, to=_party(pot), purpose=PURPOSE, agreement=_agreement(pot), by=by, at=at)


def _agreement(pot: Pot) -> Agreement | None:
    """Return what was agreed with a pot's funder; it lasts, for a report is due after the last day of the money too."""
    if not pot.agreement:
        return None
    return Agreement(
        reference=pot.agreement,
        parties=frozenset({_party(pot)}),
        covers=frozenset({PURPOSE}),
        from_date=pot.from_date,
    )


def _party(pot: Pot) -> str:
    return pot.funder[:128]
