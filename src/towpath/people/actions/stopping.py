"""Record that somebody died, or asked not to be contacted. `contact` stops what was about to go to them."""

from datetime import date, datetime

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.people.actions.book import book_on, write_book
from towpath.people.actions.putting_right import held_in, refuse, refuse_days
from towpath.people.facts import Refusal
from towpath.people.kinds import Kind
from towpath.people.models import ContactStop, Person


def stop_contact(
    *,
    person: Person,
    kind: str,
    source: str,
    by: Actor,
    at: datetime,
    told_by: str = "",
    from_date: date | None = None,
    until_date: date | None = None,
    replaces: int | None = None,
) -> None:
    """
    Record why nobody may contact somebody; the same said before it gives way.

    Call `towpath.contact.actions.stop_contact`, which stops what waits to be sent in the same transaction.

    :param until_date: the last day of it; None is for good
    :param replaces: the id of one that was wrong; this one stands in its place, on its days where no others are given
    :raises FactsRefusedError: there is no such kind, or a day cannot be
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    if replaces is not None:
        old = held_in(book, Kind.STOPS, replaces)
        from_date, until_date = from_date or old.content["from_date"], until_date or old.content["to_date"]
        book.disbelieve(ContactStop, old, told="contact_stop")
    refuse_days(book, person, from_date, None)
    refuse(_refusals(kind, from_date or localdate(at), until_date))
    for held in book.slot(ContactStop, leader, kind=kind):
        if held.person_id == leader and (kind == ContactStop.Kind.DIED or held.is_in_force(from_date or book.on)):
            book.disbelieve(ContactStop, held, told="contact_stop")
    # A death may hold from a day that nobody knows; a wish begins when it is said.
    start = from_date if kind == ContactStop.Kind.DIED else from_date or book.on
    said = {"kind": kind, "told_by": told_by.strip(), "from_date": start, "to_date": until_date}
    book.believe(ContactStop, leader, told="contact_stop", **said)
    write_book(book)


def _refusals(kind: str, start: date, until: date | None) -> list[Refusal]:
    found = []
    if kind not in ContactStop.Kind.values:
        words = f"Choose one of: {', '.join(ContactStop.Kind.values)}."
        found.append(Refusal("kind_unknown", "kind", kind, words))
    if until is not None and kind == ContactStop.Kind.DIED:
        words = "This is for a wish not to be contacted. Leave it empty."
        found.append(Refusal("death_never_ends", "until_date", until.isoformat(), words))
    elif until is not None and until < start:
        words = "The last day is before the first. Check both days."
        found.append(Refusal("ends_before_it_starts", "until_date", until.isoformat(), words))
    return found
