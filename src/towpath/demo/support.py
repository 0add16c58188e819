"""A month of one pot of the invented partner Saltmarsh Works: ten requests, one at every stage that there is."""

import io
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.models import Case
from towpath.clock import LONDON
from towpath.demo.month import Month
from towpath.funds.actions import (
    approve_support,
    ask_support,
    keep_receipt,
    open_pot,
    pay_support,
    refuse_support,
    send_back_support,
    take_back,
)
from towpath.funds.lists import support_kinds
from towpath.funds.models import Account, Pot, SupportRequest
from towpath.rules.funds import Check, pounds

FUNDER = "Saltmarsh Works"
FOUND = {
    "bursary": Check("not_entitled", "Not learning at the moment"),
    "travel_scheme": Check("refused", "Lives too near for a free pass"),
    "free_meals": Check("not_entitled"),
    "care_leaver": Check("not_entitled"),
    "jobcentre": Check("too_late", "The appointment is after the interview"),
    "provider": Check("not_enough", "They pay half"),
}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked on a day of the month, and how far it gets."""

    day: int
    kind: str
    pence: int
    why: str
    as_far_as: str
    paid_to: str = ""
    paid: int = 0


WISHES: tuple[_Wish, ...] = (
    _Wish(5, "travel", 48_00, "Bus pass for the first four weeks of the course", "receipt", "Saltmarsh Buses", 46_50),
    _Wish(6, "clothing", 35_00, "Shoes and trousers for a trial shift", "paid", "Quay Outfitters", 35_00),
    _Wish(7, "food", 12_00, "Lunch on two days of work experience", "taken_back", "Harbour Café", 12_00),
    _Wish(9, "identity", 34_00, "A provisional licence, asked for by the employer", "receipt", "DVLA", 34_00),
    _Wish(13, "phone", 60_00, "A new phone", "refused"),
    _Wish(20, "travel", 24_00, "Train to an interview in the next town", "paid", "Station ticket office", 22_80),
    _Wish(22, "equipment", 40_00, "Boots and a helmet to start on site", "approved"),
    _Wish(26, "clothing", 45_00, "Something warm for outdoor work", "sent_back"),
    _Wish(27, "course", 85_00, "The fee for a food hygiene certificate and a first-aid day", "asked"),
    _Wish(28, "travel", 18_00, "Bus to the college open days", "asked"),
)


def play_support(month: Month) -> str:
    """Play the month's requests for money, and return what is left of the pot in one line."""
    manager = month.users[next(each.name for each in month.accounts if each.role == "manager")]
    by = Actor(organisation=month.organisation.code, user=manager.public_id, role="manager")
    first_day = month.on.replace(day=1)
    pot = open_pot(
        organisation=month.organisation, name="Getting to work and learning", funder=FUNDER, pence=600_00,
        from_date=first_day, to_date=first_day + timedelta(days=364), agreement="Grant letter SW 14",
        pays_for=[kind for kind in support_kinds() if kind != "childcare"], user=manager, by=by, at=_at(month, 2),
    )  # fmt: skip
    cases = Case.objects.filter(organisation=month.organisation, closed_date__isnull=True)
    cases = cases.select_related("person__organisation", "adviser").order_by("pk")
    for wish, case in zip(WISHES, cases[: len(WISHES)], strict=False):
        _play(month, pot, wish, case, manager, by)
    left = Account.objects.get(pot=pot, kind="available").balance_pence
    waiting = SupportRequest.objects.filter(pot=pot, state="asked").count()
    return (
        f"Support fund: {SupportRequest.objects.filter(pot=pot).count()} requests of {FUNDER}’s pot, {waiting} wait for"
        f" a decision and {pounds(left)} is left."
    )


def _play(month: Month, pot: Pot, wish: _Wish, case: Case, manager: User, by: Actor) -> None:
    """Take one request as far as it gets, a day for each step."""
    adviser = case.adviser
    asks = Actor(organisation=month.organisation.code, user=adviser.public_id, role="adviser")
    checks = {code: FOUND[code] for code in support_kinds()[wish.kind].checks}
    row = ask_support(
        person=case.person, pot=pot, kind=wish.kind, pence=wish.pence, why=wish.why, checks=checks, user=adviser,
        by=asks, at=_at(month, wish.day),
    )  # fmt: skip
    if wish.as_far_as == "asked":
        return
    decides: dict[str, Any] = {"request": row, "version": 1, "user": manager, "by": by, "at": _at(month, wish.day + 1)}
    if wish.as_far_as == "sent_back":
        send_back_support(words="Which work, and from when? The employer may give a jacket.", **decides)
        return
    if wish.as_far_as == "refused":
        refuse_support(because="A second-hand one costs half of this. Ask again for that.", **decides)
        return
    approve_support(**decides)
    if wish.as_far_as == "approved":
        return
    paid_at = _at(month, wish.day + 2)
    pay_support(
        request=row, version=2, pence=wish.paid, paid_date=paid_at.date(), method="card", reference=f"CARD {row.pk}",
        paid_to=wish.paid_to, user=adviser, by=asks, at=paid_at,
    )  # fmt: skip
    if wish.as_far_as == "receipt":
        picture = io.BytesIO(_receipt(wish.paid_to, pounds(wish.paid)))
        keep_receipt(
            request=row, content=picture, name=f"receipt-{row.pk}.pdf", user=adviser, by=asks,
            at=_at(month, wish.day + 3),
        )  # fmt: skip
    if wish.as_far_as == "taken_back":
        take_back(
            request=row, version=3, because="The employer gave lunch, and the shop gave the money back.", user=manager,
            by=by, at=_at(month, wish.day + 5),
        )  # fmt: skip


def _at(month: Month, day: int) -> datetime:
    return datetime.combine(month.on.replace(day=min(day, 28)), time(10), LONDON)


def _receipt(whom: str, amount: str) -> bytes:
    """Return a receipt as a PDF of one page with one line."""
    line = f"BT /F1 18 Tf 40 120 Td (Receipt: {whom}, {amount}) Tj ET".encode("cp1252")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 200] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(out),
    )  # fmt: skip
