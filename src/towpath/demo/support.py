"""A month of one pot of the invented partner Saltmarsh Works: ten requests, one at every stage that there is."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import cycle
from typing import Any

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
from towpath.funds.lists import support_lists
from towpath.funds.models import Account, Pot, SupportRequest
from towpath.people.births import birth_dates_of
from towpath.rules.dates import year_group
from towpath.rules.funds import Check, pounds

FUNDER = "Saltmarsh Works"
MISSING = "Which work, and from when? The employer may give a jacket."
REFUSED = "A second-hand one costs half of this. Ask again for that."
TAKEN_BACK = "The employer gave lunch, and the shop gave the money back."
Step = Callable[[], None]
FOUND = {
    "bursary": Check("not_entitled", "Not on a course that it covers"),
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
    _Wish(5, "travel", 48_00, "Bus pass for four weeks, to get there every day", "receipt", "Saltmarsh Buses", 46_50),
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
    manager = month.holder("manager")
    first_day = month.on.replace(day=1)
    pot = open_pot(
        organisation=month.organisation, name="Getting to work and learning", funder=FUNDER, pence=600_00,
        from_date=first_day, to_date=first_day + timedelta(days=364), agreement="Grant letter SW 14",
        pays_for=[kind for kind in support_lists(month.organisation.pk).kinds if kind != "childcare"], user=manager,
        by=month.by("manager"), at=_at(month, 2),
    )  # fmt: skip
    steps = [
        step
        for wish, case in zip(WISHES, cycle(_cases(month)), strict=False)
        for step in _steps(month, pot, wish, case)
    ]
    # As the days went by, so that the statement of the pot is in their order.
    for _, take_step in sorted(steps, key=lambda step: step[0]):
        take_step()
    left = Account.objects.get(pot=pot, kind="available").balance_pence
    waiting = SupportRequest.objects.filter(pot=pot, state="asked").count()
    return (
        f"Support fund: {SupportRequest.objects.filter(pot=pot).count()} requests of {FUNDER}’s pot, {waiting} wait for"
        f" a decision and {pounds(left)} is left."
    )


def _cases(month: Month) -> list[Case]:
    """Return the first cases of those who have left Year 11, whose whole year the money is for."""
    rows = Case.objects.filter(organisation=month.organisation, closed_date__isnull=True)
    cases = list(rows.select_related("person__organisation", "adviser").order_by("pk"))
    births = birth_dates_of(month.organisation, [case.person_id for case in cases])
    # Whoever is past school may have a case of another year, and other money of their own.
    years = {person_id: year_group(born, month.on) for person_id, born in births.items()}
    return [case for case in cases if years.get(case.person_id) in (12, 13)]


def _steps(month: Month, pot: Pot, wish: _Wish, case: Case) -> list[tuple[int, Step]]:
    """Return what is done about one request, each with its day: as far as it gets, a day for each step."""
    adviser, manager = case.adviser, month.holder("manager")
    asks, decides = month.acting(adviser, "adviser"), month.by("manager")
    row: list[SupportRequest] = []

    def ask() -> None:
        checks = {code: FOUND[code] for code in support_lists(month.organisation.pk).checks(wish.kind)}
        told: dict[str, Any] = {"kind": wish.kind, "pence": wish.pence, "why": wish.why, "checks": checks}
        at = _at(month, wish.day)
        row.append(ask_support(person=case.person, pot=pot, user=adviser, by=asks, at=at, **told))

    def step(action: Any, after: int, *, is_manager: bool, **told: Any) -> tuple[int, Step]:
        def take() -> None:
            row[0].refresh_from_db()
            who = {"user": manager, "by": decides} if is_manager else {"user": adviser, "by": asks}
            action(request=row[0], at=_at(month, wish.day + after), **who, **told)

        return wish.day + after, take

    asked, approved = (wish.day, ask), step(approve_support, 1, is_manager=True, version=1)
    paid_date = _at(month, wish.day + 2).date()
    told = {"method": "card", "reference": f"Card {wish.day:02}{wish.paid}", "paid_to": wish.paid_to}
    paid = step(pay_support, 2, is_manager=False, version=2, pence=wish.paid, paid_date=paid_date, **told)
    receipt = io.BytesIO(_receipt(wish.paid_to, pounds(wish.paid)))
    return {
        "asked": [asked],
        "sent_back": [asked, step(send_back_support, 1, is_manager=True, version=1, words=MISSING)],
        "refused": [asked, step(refuse_support, 1, is_manager=True, version=1, because=REFUSED)],
        "approved": [asked, approved],
        "paid": [asked, approved, paid],
        "receipt": [
            asked,
            approved,
            paid,
            step(keep_receipt, 3, is_manager=False, content=receipt, name="receipt.pdf"),
        ],
        "taken_back": [asked, approved, paid, step(take_back, 5, is_manager=True, version=3, because=TAKEN_BACK)],
    }[wish.as_far_as]


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
