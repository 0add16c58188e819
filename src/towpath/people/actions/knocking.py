"""Mark that post came back from where somebody lives, and say what whoever knocks there must know first."""

from datetime import date, datetime

from towpath.audit import Actor
from towpath.people.actions.book import Book, Held, book_on, write_book
from towpath.people.actions.putting_right import refuse
from towpath.people.facts import Refusal
from towpath.people.models import Address, Person, ReturnedPost, VisitCaution

TOLD_POST, TOLD_CAUTION = "returned_post", "visit_caution"


def mark_returned_post(*, person: Person, came_back_date: date, source: str, by: Actor, at: datetime) -> None:
    """
    Mark that post to where somebody lives came back on a day; one mark an address, and the first day stands.

    :raises FactsRefusedError: no address is held, the day is to come, or it was marked already
    """
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    held = _address(book, leader)
    refuse(_post_refusals(book, held, came_back_date))
    if held is not None:
        book.believe(ReturnedPost, leader, told=TOLD_POST, address_id=held.id, came_back_date=came_back_date)
    write_book(book)


def lift_returned_post(*, person: Person, source: str, by: Actor, at: datetime) -> None:
    """
    Take the mark off: post does reach them there after all.

    :raises FactsRefusedError: there is no mark
    """
    book = book_on(person, source=source, by=by, at=at)
    marks = book.slot(ReturnedPost, book.sameness.leading(person.pk))
    if not marks:
        refuse([Refusal("not_marked", "", "", "Nobody has marked that post came back. Look at the record again.")])
    for mark in marks:
        book.disbelieve(ReturnedPost, mark, told=TOLD_POST)
    write_book(book)


def record_visit_caution(*, person: Person, words: str, needs_two: bool, source: str, by: Actor, at: datetime) -> None:
    """
    Say what whoever knocks must know first, and whether two go together; with neither, nothing needs saying any more.

    The one before ends the day before; one of the same day is put right.
    """
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    said = {"words": words.strip(), "needs_two": needs_two}
    for held in book.slot(VisitCaution, leader):
        if held.is_in_force(book.on) and all(held.content[name] == value for name, value in said.items()):
            return
        if held.content["to_date"] is None:
            _end(book, held)
    if any(said.values()):
        book.believe(VisitCaution, leader, told=TOLD_CAUTION, from_date=book.on, to_date=None, **said)
    write_book(book)


def _end(book: Book, held: Held) -> None:
    if held.content["from_date"] == book.on:
        book.disbelieve(VisitCaution, held, told=TOLD_CAUTION)
    else:
        book.end(VisitCaution, held, to_date=book.on.fromordinal(book.on.toordinal() - 1), told=TOLD_CAUTION)


def _address(book: Book, leader: int) -> Held | None:
    return next((each for each in book.slot(Address, leader) if each.is_in_force(book.on)), None)


def _post_refusals(book: Book, held: Held | None, came_back_date: date) -> list[Refusal]:
    if held is None:
        words = "No address is held, so no post can have come back from it. Record where they live first."
        return [Refusal("no_address", "", "", words)]
    if came_back_date > book.on:
        words = "This day is still to come. Give the day on which the post came back."
        return [Refusal("day_to_come", "came_back_date", str(came_back_date), words)]
    leader = book.sameness.leading(held.person_id)
    if book.slot(ReturnedPost, leader, address_id=held.id):
        return [Refusal("marked_already", "", "", "It is marked already that post came back from there.")]
    return []
