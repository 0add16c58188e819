"""Rows of the sender board."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.imports.formats import format_named
from towpath.rules.list_chasing import Step
from towpath.web.parts import Cell, Column, Link, Table, Tag
from towpath.web.words import plural, short_date

OWED_COLUMNS = (
    Column("Sender", heading=True),
    Column("List"),
    Column("Due", whole=True),
    Column("State", whole=True),
    Column("Asked"),
    Column("Who chases"),
    Column("What to do"),
)
SENDER_COLUMNS = (Column("Sender", heading=True), Column("List"), Column("Who chases"), Column("What to do"))
NOBODY = "Nobody yet"
CAME = "Came"
DONE = {Step.ASKED: "Asked", Step.REMINDED: "Reminded", Step.ESCALATED: "Put above"}
NEXT = {Step.ASKED: "Ask", Step.REMINDED: "Remind", Step.ESCALATED: "Go above"}


def board_table(
    owed: Iterable[Any], on: date, *, can_load: bool, chases: Mapping[int, Any], names: Mapping[str, str]
) -> Table:
    """
    Return who owes us what, as `imports.queries.list_expected` gives it, those late first.

    :param chases: what was written about each list still owed, by its key, as `list_chases` gives it
    :param names: the names of who of ours wrote it
    """
    rows = []
    for each in owed:
        sender = each.expected.sender
        cells = (
            _named(sender, can_load=can_load),
            format_named(sender.format).title,
            short_date(each.expected.due_date),
        )
        asked: Cell = CAME if each.expected.batch_id else asked_words(chases.get(each.expected.pk), names)
        if can_load and each.expected.batch_id is None:
            asked = Link(str(asked), reverse("imports_asking", args=[sender.pk]), f"at {sender.name}")
        rows.append((*cells, state_of(each.expected, on), asked, _owner(sender), _act(each, can_load=can_load)))
    return Table("Lists by the day they were due", OWED_COLUMNS, rows, cards=True)


def asked_words(chase: Any, names: Mapping[str, str]) -> str:
    """
    Return what was last written about a list that is owed, when and by whom, and what is next and from when.

    One that came and that nobody has applied is not chased.
    """
    if chase is None:
        return "Waits for us"
    if not chase.sent:
        return f"Not yet. {_next(chase)}"
    latest = chase.sent[-1]
    by = f" by {names[chase.last_by]}" if chase.last_by in names else ""
    return f"{DONE[latest.step]} {short_date(latest.sent_date)}{by}. {_next(chase)}"


def _next(chase: Any) -> str:
    if chase.next is None:
        return "Ring them"
    return NEXT[chase.next.step] + (" now" if chase.is_due else f" from {short_date(chase.next.from_date)}")


def state_of(expected: Any, on: date) -> Tag:
    """Return whether a list came, and how late it is."""
    if expected.batch_id is not None:
        return Tag(CAME, "blue")
    late = (on - expected.due_date).days
    if late > 0:
        return Tag(f"{plural(late, 'day')} late", "orange")
    return Tag("Due today", "yellow") if late == 0 else Tag("Not due yet", "grey")


def _act(owed: Any, *, can_load: bool) -> Cell:
    expected, sender = owed.expected, owed.expected.sender
    if owed.waiting:
        return Link(f"Look at list {owed.waiting}: not applied", reverse("imports_batch", args=[owed.waiting]))
    if expected.batch_id is not None:
        return Link(f"See list {expected.batch.number}", reverse("imports_batch", args=[expected.batch.number]))
    return _load(sender) if can_load else "Wait for it"


def _load(sender: Any) -> Link:
    return Link("Load it", f"{reverse('imports_add')}?sender={sender.pk}", f"from {sender.name}")


def senders_table(senders: Iterable[Any], *, can_load: bool) -> Table:
    """Return everybody who sends us lists, whether or not one is expected."""
    rows: list[tuple[Cell, ...]] = []
    for sender in senders:
        address = reverse("imports_senders_expect", args=[sender.pk])
        act: Cell = Link("Set a due date", address, f"for {sender.name}") if can_load else "Ask a data lead"
        rows.append((_named(sender, can_load=can_load), format_named(sender.format).title, _owner(sender), act))
    return Table("Who sends us lists", SENDER_COLUMNS, rows, cards=True)


def _named(sender: Any, *, can_load: bool) -> Cell:
    """Return a sender's name, for those who may change it as the way to do so."""
    if not can_load:
        return str(sender.name)
    address = reverse("imports_senders_change", args=[sender.pk])
    return Link(sender.name, address, f"change {format_named(sender.format).title}")


def answers_of(sender: Any) -> dict[str, str]:
    """Return what is known of a sender, as the form asks it."""
    keys = {"establishment": sender.establishment_id, "owner": sender.owner_id}
    return {"format_name": sender.format, **{name: str(key) if key else "" for name, key in keys.items()}}


def sender_in_words(sender: Any) -> dict[str, str]:
    """Return what is known of a sender in words, by the form's field names."""
    return {
        "format_name": format_named(sender.format).title,
        "establishment": sender.establishment.name if sender.establishment else "",
        "owner": sender.owner.name if sender.owner else "",
    }


def version_of(sender: Any) -> str:
    """Return what changes whenever somebody changes the sender."""
    return ":".join(answers_of(sender).values())


def _owner(sender: Any) -> str:
    return sender.owner.name if sender.owner else NOBODY
