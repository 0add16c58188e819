"""What was paid from one pot by kind of support, as it is and as its funder may be told."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from towpath.funds.lists import SupportLists, support_lists
from towpath.funds.models import Movement, Pot, SupportRequest
from towpath.people.sameness import Sameness
from towpath.rules.disclosure import Figure, Symbol
from towpath.rules.fund_report import hidden_kinds, is_total_hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpent:
    """What was paid of one kind of support: how often, for whom, and how many pence. What was taken back is not."""

    kind: str
    payments: int
    people: frozenset[int]
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSpent:
    """One line as it may be shown; `kind` is empty in the line of totals, where each person is counted once."""

    kind: str
    payments: Figure
    people: Figure
    pence: Figure


def spending_of(pot: Pot) -> tuple[KindSpent, ...]:
    """Return what was paid from a pot, a line for each kind that it pays for, merged people once. Five queries."""
    paid = list(SupportRequest.objects.filter(pot=pot, state="paid").values_list("pk", "kind", "person_id"))
    moved = dict(Movement.objects.filter(pot=pot, reason="paid").values_list("request_id", "pence"))
    sameness = Sameness.around(pot.organisation, {person for _, _, person in paid})
    lines = defaultdict[str, list[tuple[int, int]]](list)
    for request, kind, person in paid:
        lines[kind].append((sameness.leading(person), moved[request]))
    return tuple(
        KindSpent(
            kind=kind,
            payments=len(lines[kind]),
            people=frozenset(person for person, _ in lines[kind]),
            pence=sum(pence for _, pence in lines[kind]),
        )
        for kind in support_lists(pot.organisation_id).kinds
        if kind in pot.pays_for or kind in lines
    )


def shown_spending(spending: tuple[KindSpent, ...]) -> tuple[ToldSpent, ...]:
    """Return every line and then the totals with nothing hidden, for those who may see the people themselves."""
    return _told(spending, frozenset(), is_total_hidden=False)


def released_spending(spending: tuple[KindSpent, ...], *, upper: int) -> tuple[ToldSpent, ...]:
    """Return every line and then the totals, with what must be hidden taken out of them."""
    people = {line.kind: line.people for line in spending}
    return _told(
        spending, hidden_kinds(people, upper=upper), is_total_hidden=is_total_hidden(people, upper=upper)
    )  # fmt: skip


def as_csv(told: tuple[ToldSpent, ...], lists: SupportLists) -> str:
    """Return the report as it leaves, symbols as DfE writes them; it holds no word that anybody typed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("kind", "payments", "young_people", "pounds"))
    for line in told:
        words = lists.kind_words(line.kind) if line.kind else "Total"
        writer.writerow((words, _plain(line.payments), _plain(line.people), _plain(line.pence, over=100)))
    return out.getvalue()


def _plain(figure: Figure, *, over: int = 1) -> str:
    """Return a figure as a spreadsheet reads it, without a mark between thousands."""
    return str(figure) if figure.value is None else str(figure.value if over == 1 else f"{figure.value / over:.2f}")


def _told(spending: tuple[KindSpent, ...], hidden: frozenset[str], *, is_total_hidden: bool) -> tuple[ToldSpent, ...]:
    everybody = frozenset[int]().union(*(line.people for line in spending))
    lines = [_line(line.kind, line.payments, len(line.people), line.pence, line.kind in hidden) for line in spending]
    payments, pence = sum(line.payments for line in spending), sum(line.pence for line in spending)
    return (*lines, _line("", payments, len(everybody), pence, is_total_hidden))


def _line(kind: str, payments: int, people: int, pence: int, is_hidden: bool) -> ToldSpent:
    def figure(count: int) -> Figure:
        return Figure(None, Symbol.SUPPRESSED) if is_hidden else Figure(Decimal(count))

    return ToldSpent(kind=kind, payments=figure(payments), people=figure(people), pence=figure(pence))
