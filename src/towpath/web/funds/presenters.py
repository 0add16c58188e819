"""Pots, requests and the statement in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.documents.charts import Chart
from towpath.documents.parts import Part, parts_chart
from towpath.funds.lists import SupportLists
from towpath.funds.spending import ToldSpent
from towpath.people.queries import PersonRecord
from towpath.rules.disclosure import Figure as Told
from towpath.rules.funds import AVAILABLE, FUNDER, Movement, pounds, receipt_due_date, statement
from towpath.web.funds.words import (
    ACCOUNT_WORDS,
    FOUND_WORDS,
    METHODS,
    MOVED,
    MOVED_BACK,
    RECEIPT_LATE,
    RECEIPT_OWED,
    STATES,
)
from towpath.web.parts import Column, Fact, Figure, Link, Table, Tag
from towpath.web.words import date_in_words, plural, short_date

HIDDEN = "hidden"


def pots_table(pots: Iterable[Any], balances: Mapping[int, Mapping[str, int]], on: date) -> Table:
    columns = (
        Column("Pot", heading=True),
        Column("Funded by"),
        Column("When it may be used"),
        Column("Left", numeric=True),
        Column("Given", numeric=True),
    )
    rows = [
        (
            Link(pot.name, reverse("funds_pot", args=[pot.pk])),
            pot.funder,
            when_words(pot, on),
            pounds(balances[pot.pk][AVAILABLE]),
            pounds(-balances[pot.pk][FUNDER]),
        )
        for pot in pots
    ]
    return Table("Pots", columns, rows, cards=True, caption_hidden=True)


def when_words(pot: Any, on: date) -> str:
    """Return when a pot may be used, and whether that is still to come or past."""
    state = " (not yet)" if on < pot.from_date else " (over)" if on > pot.to_date else ""
    return f"{short_date(pot.from_date)} to {short_date(pot.to_date)}{state}"


def pot_facts(pot: Any, lists: SupportLists, on: date) -> list[Fact]:
    return [
        Fact("Funded by", pot.funder),
        Fact("When it may be used", when_words(pot, on)),
        Fact("It may pay for", ", ".join(one.words for one in lists.kinds.values() if one.code in pot.pays_for)),
    ]


def pot_chart(balances: Mapping[str, int]) -> Chart:
    parts = [Part(name=words, amount=balances[kind], text=pounds(balances[kind])) for kind, words in
             ACCOUNT_WORDS.items()]  # fmt: skip
    return parts_chart(
        parts, title="Spent, promised and left", headings=("Where", "How much"), whole=given_words(balances)
    )


def given_words(balances: Mapping[str, int]) -> str:
    """Return what the funder gave, which the other accounts add up to."""
    return pounds(-balances[FUNDER])


def pot_figure(pot: Any, balances: Mapping[str, int]) -> Figure:
    chart = pot_chart(balances)
    columns = (Column(chart.headings[0], heading=True), Column(chart.headings[1], numeric=True))
    table = Table(chart.title, columns, chart.rows, caption_hidden=True)
    image = reverse("funds_pot_chart", args=[pot.pk])
    return Figure(chart.title, image, chart.summary, table, "the pot’s own statement, below.")


def held_after(movements: Sequence[Any]) -> list[dict[str, int]]:
    """Return what each account of a pot held after each of its movements, from the first."""
    return list(statement(Movement(each.source, each.target, each.pence) for each in movements))


def statement_table(movements: Sequence[Any], held: Sequence[Mapping[str, int]], lists: SupportLists) -> Table:
    """Return lines of a pot's statement; what is left, promised and spent add up to what was given in every one."""
    columns = (
        Column("What happened", heading=True),
        Column("Day", whole=True),
        Column("Amount", numeric=True),
        Column("Left", numeric=True),
        Column("Promised", numeric=True),
        Column("Spent", numeric=True),
    )
    rows = [
        (
            moved_words(each, lists),
            localdate(each.made_at),
            pounds(each.pence),
            *(pounds(after[account]) for account in ("available", "promised", "spent")),
        )
        for each, after in zip(movements, held, strict=True)
    ]
    return Table("Statement", columns, rows, cards=True)


def moved_words(movement: Any, lists: SupportLists) -> Link | str:
    """Return what one movement was; a young person is not named, and whoever may see them follows the link."""
    words = MOVED_BACK[movement.reverses.reason] if movement.reverses else MOVED[movement.reason]
    if movement.request is None:
        return words
    about = f"{what_for(movement.request, lists)}, request {movement.request_id}"
    return Link(f"{words}: {about}", reverse("funds_request", args=[movement.request_id]))


def spending_table(told: Sequence[ToldSpent], lists: SupportLists, caption: str) -> Table:
    columns = (
        Column("Kind of support", heading=True),
        Column("Payments", numeric=True),
        Column("Young people", numeric=True),
        Column("Spent", numeric=True),
    )
    rows = [
        (lists.kind_words(line.kind) if line.kind else "Together", _count(line.payments), _count(line.people),
         _count(line.pence, is_money=True))
        for line in told
    ]  # fmt: skip
    return Table(caption, columns, rows, cards=True)


def _count(figure: Told, *, is_money: bool = False) -> str:
    if figure.value is None:
        return HIDDEN
    return pounds(int(figure.value)) if is_money else str(figure)


def state_tag(request: Any, on: date) -> Tag:
    if request.state == "paid" and request.receipt_id is None:
        return RECEIPT_LATE if on > receipt_due_date(request.paid_date) else RECEIPT_OWED
    return STATES[request.state]


def what_for(request: Any, lists: SupportLists) -> str:
    """Return what was asked for, in the words that it had then."""
    return lists.kind_words(request.kind, request.asked_at)


def requests_table(
    requests: Sequence[Any],
    people: Mapping[int, PersonRecord] | None,
    lists: SupportLists,
    on: date,
    caption: str,
) -> Table:
    """Return a list of requests; `people` are whom they are for, or None where that is one and the page says whom."""
    columns = [
        Column("What for", heading=True),
        *([Column("Young person")] if people is not None else []),
        Column("Amount", numeric=True),
        Column("Asked", whole=True),
        Column("Asked by"),
        Column("How far"),
    ]
    rows = []
    for each in requests:
        about = f", request {each.pk}"
        name = people[each.person_id].shown_name if people and each.person_id in people else "Name not recorded"
        rows.append(
            [
                Link(what_for(each, lists), reverse("funds_request", args=[each.pk]), about),
                *([name] if people is not None else []),
                pounds(each.pence),
                localdate(each.asked_at),
                each.asked_by.name,
                state_tag(each, on),
            ]
        )
    return Table(caption, columns, rows, cards=True, caption_hidden=True)


def asked_facts(request: Any, paid: int | None, lists: SupportLists) -> list[Fact]:
    """Return what is asked, of which pot, and what was found of whatever comes first."""
    facts = [
        Fact("What for", what_for(request, lists)),
        Fact("Amount asked for", pounds(request.pence)),
        Fact("Pot", Link(request.pot.name, reverse("funds_pot", args=[request.pot_id]))),
        Fact("Why", request.why),
        *(
            Fact(lists.entitlement_words(code, request.asked_at), found_words(found))
            for code, found in request.checks.items()
        ),
    ]
    if request.plan:
        where = reverse("plans", args=[request.person.public_id])
        facts.append(Fact("Part of their plan", Link(f"Version {request.plan.number} of the plan", where)))
    if paid is not None:
        facts.append(Fact("Amount paid", pounds(paid)))
    return facts


def found_words(found: Mapping[str, str]) -> str:
    return ". ".join(filter(None, (FOUND_WORDS.get(found.get("found", "")), found.get("words"))))


def step_facts(request: Any, on: date, *, may_open_receipt: bool = True) -> list[Fact]:
    """Return each step that a request has taken, the first first."""
    facts = [Fact("Asked", _who(request.asked_by, request.asked_at))]
    if request.sent_back_by:
        facts.append(Fact("Sent back", _who(request.sent_back_by, request.sent_back_at)))
        facts.append(Fact("What was missing", request.sent_back_words))
    if request.decided_by:
        is_refused = request.state == "refused"
        facts.append(Fact("Refused" if is_refused else "Approved", _who(request.decided_by, request.decided_at)))
        if is_refused:
            facts.append(Fact("Why not", request.decided_because))
    if request.paid_date:
        how = f"{METHODS[request.paid_method]} to {request.paid_to}, reference {request.paid_reference}"
        facts.append(Fact("Paid", f"{date_in_words(request.paid_date)}. {how}"))
        facts.append(_receipt_fact(request, on))
    if request.taken_back_by:
        facts.append(Fact("Taken back", _who(request.taken_back_by, request.taken_back_at)))
        facts.append(Fact("Why it was taken back", request.taken_back_because))
    return facts


def _receipt_fact(request: Any, on: date) -> Fact:
    if request.receipt_id:
        return Fact("Receipt", Link("Open the receipt", reverse("funds_receipt", args=[request.pk])))
    due = receipt_due_date(request.paid_date)
    return Fact("Receipt", f"{'Late: it was due' if on > due else 'Due'} by {date_in_words(due)}")


def _who(user: Any, at: Any) -> str:
    return f"{user.name}, {date_in_words(localdate(at))}"


def sum_facts(requests: Sequence[Any], paid: Mapping[int, int]) -> list[Fact]:
    """Return what one young person was given so far, and what is on its way."""
    given = [paid[each.pk] for each in requests if each.state == "paid"]
    promised = [each.pence for each in requests if each.state == "approved"]
    waiting = [each.pence for each in requests if each.state in ("asked", "sent_back")]
    return [
        Fact("Paid", f"{pounds(sum(given))} in {plural(len(given), 'payment')}"),
        Fact("Approved, not paid yet", pounds(sum(promised))),
        Fact("Asked for, not decided", pounds(sum(waiting))),
    ]


def actions_of(viewer: Viewer, request: Any) -> list[Link]:
    """Return what this viewer may do next with a request, but for approving it, which is a button."""
    is_own = request.asked_by_id == viewer.user_id
    decides = viewer.may("funds.approve")
    offered = (
        ("Change it and ask again", "funds_change", is_own and request.state == "sent_back"),
        ("Send it back", "funds_send_back", decides and not is_own and request.state == "asked"),
        ("Refuse it", "funds_refuse", decides and not is_own and request.state in ("asked", "sent_back")),
        ("Record the payment", "funds_pay", request.state == "approved"),
        ("Add the receipt", "funds_receipt_add", request.state == "paid" and not request.receipt_id),
        ("Take the money back", "funds_take_back", decides and request.state in ("approved", "paid")),
    )
    return [Link(words, reverse(name, args=[request.pk])) for words, name, is_offered in offered if is_offered]
