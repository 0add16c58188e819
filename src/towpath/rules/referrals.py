"""
How far a referral has got, and what is due next: facts in, a stage and its clocks out.

The stages and the days are the service's custom and no law's: answered within two working days, first contact within
ten. A council chooses its own days, and hands over how working days are counted where it is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.owed import AddWorkingDays, Owed


class Answer(StrEnum):
    """What was said to a referral. Nothing yet is an answer still owed."""

    NONE = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """How far a referral has got, in the words that a referrer may be told."""

    RECEIVED = "received"
    MORE_NEEDED = "more_needed"
    ACCEPTED = "accepted"
    IN_CONTACT = "in_contact"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


class Clock(StrEnum):
    """One thing owed by a day."""

    ANSWER = "answer"
    REPLY = "reply"
    FIRST_CONTACT = "contact"
    TELL = "tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """
    The days in the life of one referral; None has not been.

    `asked_date` is when the referrer was last asked for more, `replied_date` when they last replied.
    `first_contact_date` is when the young person was first reached after it came.
    """

    received_date: date
    asked_date: date | None = None
    replied_date: date | None = None
    answer: Answer = Answer.NONE
    answered_date: date | None = None
    first_contact_date: date | None = None
    told_date: date | None = None
    has_died: bool = False

    @property
    def waits_for_reply(self) -> bool:
        """Return whether the referrer was asked for more and has not replied since."""
        if self.asked_date is None or self.answer is not Answer.NONE:
            return False
        return self.replied_date is None or self.replied_date < self.asked_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """In how many working days each thing is owed."""

    answer_days: int = 2
    reply_days: int = 5
    first_contact_days: int = 10
    tell_days: int = 2


def stage_of(course: Course) -> Stage:
    """Return how far a referral has got."""
    if course.answer is Answer.ACCEPTED:
        return Stage.IN_CONTACT if course.first_contact_date else Stage.ACCEPTED
    if course.answer is not Answer.NONE:
        return Stage(course.answer.value)
    return Stage.MORE_NEEDED if course.waits_for_reply else Stage.RECEIVED


def owed_next(course: Course, terms: Terms, add_working_days: AddWorkingDays) -> Owed[Clock] | None:
    """
    Return what is owed next of a referral, or None where nothing is.

    The days start when it came, and anew when a referrer replied: nobody is late for what they had not been told. While
    the referrer is asked, the reply is what is owed. After an answer the referrer is told first, then the young person
    is reached, where they live; nobody told in words what became of it is still owed that.
    """
    starts = max(filter(None, (course.received_date, course.replied_date)))
    if course.waits_for_reply and course.asked_date:
        return Owed(Clock.REPLY, add_working_days(course.asked_date, terms.reply_days))
    if course.answer is Answer.NONE or course.answered_date is None:
        return Owed(Clock.ANSWER, add_working_days(starts, terms.answer_days))
    owed = []
    if course.told_date is None and course.answer is not Answer.WITHDRAWN:
        owed.append(Owed(Clock.TELL, add_working_days(course.answered_date, terms.tell_days)))
    if course.answer is Answer.ACCEPTED and course.first_contact_date is None and not course.has_died:
        owed.append(Owed(Clock.FIRST_CONTACT, add_working_days(starts, terms.first_contact_days)))
    return min(owed, key=lambda each: each.due_date, default=None)
