"""Pay what was approved, keep its receipt, and take money back."""

from datetime import date, datetime
from typing import BinaryIO

from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.files.actions import keep
from towpath.files.models import StoredFile
from towpath.files.pictures import PictureRefusedError, drawn_anew
from towpath.funds.actions.moving import FundsRefusedError, State, change, check_may, held_in, locked, move
from towpath.funds.actions.reminding import RECEIPT, remind_of_receipt, settle_reminders
from towpath.funds.models import Movement, SupportRequest
from towpath.rules.dates import day_words
from towpath.rules.funds import AVAILABLE, PROMISED, SPENT, pounds

MOST_RECEIPT_BYTES = 10_000_000
PDF_STARTS = b"%PDF-"


def pay_support(
    *, request: SupportRequest, version: int, pence: int, paid_date: date, method: str, reference: str, paid_to: str,
    user: User, by: Actor, at: datetime,
) -> None:  # fmt: skip
    """
    Record what was paid, at most what was promised; what was not needed goes back to the pot.

    :raises FundsRefusedError: it is not approved, more than was promised, not between then and now, or does not say how
    :raises FundsChangedError: it was changed since
    """
    if method not in SupportRequest.Method.values or not reference.strip() or not paid_to.strip():
        raise FundsRefusedError("Say how it was paid, to whom, and its reference.")
    if paid_date > localdate(at):
        raise FundsRefusedError(f"{day_words(paid_date)} is in the future. Give the day on which it was paid.")
    with transaction(by=by, at=at) as events:
        held_in(request.pot, PROMISED)
        held = locked(request, version, [State.APPROVED], "Only what is approved and not yet paid can be paid.")
        check_may(user, held.organisation, "funds.ask", at.date())
        if held.decided_at is not None and paid_date < localdate(held.decided_at):
            approved = localdate(held.decided_at)
            raise FundsRefusedError(f"It was approved on {day_words(approved)}. Money is paid on that day or later.")
        if not 0 < pence <= held.pence:
            raise FundsRefusedError(f"{pounds(held.pence)} was approved. Pay that or less, and more than £0.")
        move(held.pot, PROMISED, SPENT, pence, "paid", request=held, by=by, at=at)
        if pence < held.pence:
            move(held.pot, PROMISED, AVAILABLE, held.pence - pence, "unspent", request=held, by=by, at=at)
        remind_of_receipt(held, paid_date, by=by, at=at)
        change(
            held, events, "funds.paid", state=State.PAID, paid_date=paid_date, paid_method=method,
            paid_reference=reference.strip(), paid_to=paid_to.strip(),
        )  # fmt: skip


def keep_receipt(*, request: SupportRequest, content: BinaryIO, name: str, user: User, by: Actor, at: datetime) -> None:
    """
    Keep the receipt of what was paid: of a photo what is seen on it and nothing else, a PDF as it is.

    :raises FundsRefusedError: it is not paid, has one, or the file is too large or neither a photo nor a PDF
    """
    content = _as_kept(content, name)
    with transaction(by=by, at=at) as events:
        held = locked(request, None, [State.PAID], "Only what was paid has a receipt.")
        check_may(user, held.organisation, "funds.ask", at.date())
        if held.receipt_id:
            raise FundsRefusedError("This has a receipt already.")
        kept = keep(
            organisation=held.organisation,
            content=content,
            original_name=name,
            file_class=StoredFile.FileClass.DOCUMENT,
            by=by,
            at=at,
            most_bytes=MOST_RECEIPT_BYTES,
        )
        settle_reminders(held, RECEIPT, user, by=by, at=at)
        change(held, events, "funds.receipt_kept", receipt=kept)


def _as_kept(content: BinaryIO, name: str) -> BinaryIO:
    """Return a receipt as it is kept; what the file is called says nothing, what it begins with does."""
    size = content.seek(0, 2)
    start = content.read(len(PDF_STARTS)) if content.seek(0) == 0 else b""
    content.seek(0)
    if size > MOST_RECEIPT_BYTES:
        raise FundsRefusedError("The file is too large. Send at most 10 MB: a photo of the receipt alone will do.")
    if start == PDF_STARTS:
        return content
    if name.lower().endswith(".pdf"):
        raise FundsRefusedError("This file is called a PDF and is none. Save it as PDF again, or take a photo.")
    try:
        return drawn_anew(content)
    except PictureRefusedError as error:
        raise FundsRefusedError(str(error)) from None


def take_back(*, request: SupportRequest, version: int, because: str, user: User, by: Actor, at: datetime) -> None:
    """
    Reverse what was moved for a request, the latest first; nothing of the ledger is changed or removed.

    What was not spent went back already and may be promised to somebody else: it is not moved again.

    :raises FundsRefusedError: it is not said why, no money of it was moved, or it was taken back before
    :raises FundsChangedError: it was changed since
    """
    if not because.strip():
        raise FundsRefusedError("Say why the money is taken back.")
    with transaction(by=by, at=at) as events:
        held_in(request.pot, AVAILABLE)
        held = locked(request, version, [State.APPROVED, State.PAID], "There is no money of this to take back.")
        check_may(user, held.organisation, "funds.approve", at.date())
        made = list(held.movements.order_by("-pk"))
        unspent = sum(each.pence for each in made if each.reason == Movement.Reason.UNSPENT)
        for each in made:
            if each.reason != Movement.Reason.UNSPENT:
                pence = each.pence - (unspent if each.reason == Movement.Reason.APPROVED else 0)
                move(held.pot, each.target, each.source, pence, "reversed", request=held, back=each, by=by, at=at)
        settle_reminders(held, RECEIPT, None, by=by, at=at, reason="The money was taken back")
        change(
            held, events, "funds.taken_back", state=State.TAKEN_BACK, taken_back_by=user, taken_back_at=at,
            taken_back_because=because.strip(),
        )  # fmt: skip
