"""A link by which a young person or a parent says, once, what they do: made, put into words, found and used up."""

import secrets
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from towpath.access.links import find_link, make_link, use_up
from towpath.access.models import Link, User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.models import Message, Sending, StatusLink
from towpath.organisation.queries import settings_on
from towpath.people.models import Person
from towpath.rules.own_pages import ALPHABET, CODE_LENGTH, tidy_code

__all__ = [
    "AskingRefusedError", "StatusLink", "as_it_goes", "find_status_link", "make_status_link", "masked_address",
    "use_up_status_link", "withdraw_links_about", "withdraw_links_of",
]  # fmt: skip

STATUS_LINK = "status_link"
PATH = "/a/"
"""Short, so that a text stays in one part and a letter can be typed from."""

MASK = "*" * CODE_LENGTH
"""What stands for the letters wherever a message is kept: whoever reads the log could otherwise answer for them."""


class AskingRefusedError(ValueError):
    """A link cannot be made; the words say what to do."""


def make_status_link(
    *,
    person: Person,
    to: str,
    made_by: User,
    by: Actor,
    at: datetime,
    route: int | None = None,
    message: Message | None = None,
) -> tuple[StatusLink, str]:
    """
    Make a link for one addressee to say what a young person is doing, and return it with its letters.

    The letters are kept nowhere. Links made before go on working: a letter may come after a text.

    :param to: "young_person" or "parent"
    :raises AskingRefusedError: there is no such addressee, or the record is withdrawn
    """
    if to not in Sending.To.values:
        raise AskingRefusedError("Choose whom the link is for: the young person, or a parent or carer.")
    if person.withdrawn_at is not None:
        raise AskingRefusedError("This record was taken out. Look at the list again.")
    days = int(settings_on(person.organisation, at.date())["answers.link_days"])
    with transaction(by=by, at=at) as events:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        link, _ = make_link(
            person.organisation, purpose=STATUS_LINK, subject=f"people_person:{person.pk}", at=at,
            lasts=timedelta(days=days), secret=letters,
        )  # fmt: skip
        row = StatusLink.objects.create(
            organisation_id=person.organisation_id, person=person, link=link, to=to, route=route, message=message,
            made_by=made_by,
        )  # fmt: skip
        told = {"to": to, "expires_at": link.expires_at}
        events.record("answer.link_made", person=person.public_id, subject=f"contact_status_link:{row.pk}", after=told)
    return row, letters


def masked_address(address: str) -> str:
    """Return the address of a link to answer by, as it is kept: as long as the one that goes, and without letters."""
    return f"{address}{PATH}{MASK}/"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A message as it is handed over, never to be saved. `link` is the address to answer at, empty where none is."""

    message: Message
    link: str = ""


def as_it_goes(message: Message, *, by: Actor, at: datetime) -> HandedOver:
    """
    Return a message as it is handed over, with a new link where its wording asks for one.

    Links of an earlier try of a text or an e-mail are stopped, for it did not go. A letter may have been posted and be
    printed again, so its earlier links go on working. What is printed says which letters to type, in groups of four.
    """
    masked = message.sending.values.get("link", "")
    if not masked:
        return HandedOver(message)
    is_letter = message.sending.channel == Sending.Channel.LETTER
    with transaction(by=by, at=at):
        if not is_letter:
            withdraw_links_of(message, at=at)
        made_by = User.objects.get(public_id=message.sending.drafted_by)
        _, letters = make_status_link(
            person=message.person, to=message.sending.to, made_by=made_by, by=by, at=at, route=message.route,
            message=message,
        )  # fmt: skip
    going = copy(message)
    link = masked.replace(MASK, letters)
    shown = masked.replace(f"{MASK}/", f" and type {_in_fours(letters)}") if is_letter else link
    going.words, going.subject = message.words.replace(masked, shown), message.subject.replace(masked, shown)
    return HandedOver(going, link)


def _in_fours(letters: str) -> str:
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def find_status_link(typed: str, *, at: datetime) -> StatusLink | None:
    """
    Return the link that these letters open at an instant, or None; nothing is used up by looking. Two queries at most.

    A council that is closed, and a record that was taken out, have none.
    """
    link = find_link(tidy_code(typed), purpose=STATUS_LINK, at=at)
    if link is None or link.organisation.closed_date is not None:
        return None
    rows = StatusLink.objects.select_related(
        "person__organisation", "link__organisation", "made_by", "message__sending"
    )
    return rows.filter(link=link, person__withdrawn_at__isnull=True).first()


def use_up_status_link(row: StatusLink, *, at: datetime) -> None:
    """
    Mark a link as used; call it inside an audit transaction.

    :raises LinkRefusedError: somebody else has just used it
    """
    use_up(row.link, at=at)


def withdraw_links_of(message: Message, *, at: datetime) -> int:
    """Stop every unused link of a message that did not go, and return how many; inside an audit transaction."""
    return _withdraw(StatusLink.objects.filter(message=message), at)


def withdraw_links_about(person_ids: Collection[int], *, at: datetime) -> int:
    """Stop every unused link about these records, and return how many; inside an audit transaction."""
    return _withdraw(StatusLink.objects.filter(person__in=person_ids), at)


def _withdraw(rows: QuerySet[StatusLink], at: datetime) -> int:
    unused = Link.objects.filter(pk__in=rows.values("link"), used_at__isnull=True, withdrawn_at__isnull=True)
    return unused.update(withdrawn_at=at)
