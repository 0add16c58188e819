"""Words and rows for the users page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from django.urls import reverse

from towpath.access import Viewer
from towpath.web.parts import Column, Link, Table, Tag
from towpath.web.words import role_in_words, short_date


class Held(Protocol):
    """What this area asks of a role that somebody holds, as `access.queries.list_roles` gives it."""

    user: Any
    user_id: int
    role: str
    from_date: date
    to_date: date | None
    suspended_at: datetime | None
    pk: Any


COLUMNS = (
    Column("Name", heading=True),
    Column("E-mail"),
    Column("Role"),
    Column("From"),
    Column("To"),
    Column("State"),
)


def state_of(role: Held, on: date) -> Tag:
    """Return what a role lets its holder do today, in a word."""
    if role.suspended_at:
        return Tag("Suspended", "orange")
    if role.to_date and role.to_date < on:
        return Tag("Ended", "grey")
    if role.from_date > on:
        return Tag("Starts later", "purple")
    return Tag("Can sign in", "blue") if role.user.has_usable_password() else Tag("Invited", "yellow")


def users_table(viewer: Viewer, roles: Iterable[Held], on: date) -> Table:
    can_manage = viewer.may("users.manage")
    rows = [
        (
            Link(role.user.name, reverse("users_change", args=[role.user.public_id])) if can_manage else role.user.name,
            role.user.email,
            role_in_words(role.role),
            short_date(role.from_date),
            short_date(role.to_date) if role.to_date else "No end",
            state_of(role, on),
        )
        for role in roles
    ]
    return Table("People who can use Towpath here", COLUMNS, rows, cards=True)
