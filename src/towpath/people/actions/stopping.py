"""Record that somebody died, or asked not to be contacted. `contact` stops what was about to go to them."""

from datetime import date, datetime

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.people.actions.book import book_on, write_book
from towpath.people.actions.circumstances import set_return_fact
from towpath.people.actions.putting_right import held_in, refuse, refuse_days
from towpath.people.facts import FactsRefusedError, Refusal
from towpath.people.kinds import Kind
from towpath.people.models import ContactStop, Person
from towpath.people.sameness import Sameness


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
    may_shorten: bool = True,
) -> None:
    """
    Record why nobody may contact somebody; the same said before it gives way.

    Call `towpath.contact.actions.stop_contact`, which stops what waits to be sent in the same transaction.

    :param until_date: the last day of it; None is for good
    :param may_shorten: where not, one of the same kind that stands as long or longer stays as it is
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
    standing = [held for held in book.slot(ContactStop, leader, kind=kind) if held.is_in_force(from_date or book.on)]
    if not may_shorten and any(_lasts(held.content["to_date"]) >= _lasts(until_date) for held in standing):
        with transaction(by=by, at=at) as events:
            events.record("person.contact_stop_kept", person=person.public_id, subject=source)
        return
    for held in book.slot(ContactStop, leader, kind=kind):
        if held.person_id == leader and (kind == ContactStop.Kind.DIED or held.is_in_force(from_date or book.on)):
            book.disbelieve(ContactStop, held, told="contact_stop")
    # A death may hold from a day that nobody knows; a wish begins when it is said.
    start = from_date if kind == ContactStop.Kind.DIED else from_date or book.on
    said = {"kind": kind, "told_by": told_by.strip(), "from_date": start, "to_date": until_date}
    book.believe(ContactStop, leader, told="contact_stop", **said)
    write_book(book)


def say_death_in_return(*, person: Person, source: str, by: Actor, at: datetime) -> None:
    """
    Say in the return for good that somebody has died, from the day of it, or from today where nobody knows the day.

    A person does this: what is sent to the Department is never changed by itself.

    :raises FactsRefusedError: nobody has recorded that they died, or the status is not in force that day
    """
    members = Sameness.around(person.organisation, [person.pk]).everyone
    died = (
        ContactStop.objects.known_at(None).filter(person__in=members, kind=ContactStop.Kind.DIED).order_by("pk").last()
    )
    if died is None:
        words = "Nobody has recorded that they died. Record it on their details first."
        raise FactsRefusedError((Refusal("not_recorded_as_died", "kind", "", words),))
    set_return_fact(
        person=person, field="cohort_status", value="D", from_date=died.from_date or localdate(at), is_for_good=True,
        source=source, by=by, at=at,
    )  # fmt: skip


def _lasts(until: date | None) -> date:
    return until or date.max


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
