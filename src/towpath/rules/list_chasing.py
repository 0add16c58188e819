"""What is next done about a list that a school, college or provider was asked for and has not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ASK_BEFORE = timedelta(days=21)
"""How long before a list is due it is asked for. Ours: three weeks leave a college time to run its report."""
MOST_REMINDERS = 2
BETWEEN = timedelta(days=7)
"""How long a reminder is left to work before the next step. Ours."""


class Step(StrEnum):
    """A letter about a list that is due."""

    ASKED = "asked"
    REMINDED = "reminded"
    ESCALATED = "escalated"


ORDER = (Step.ASKED, Step.REMINDED, Step.ESCALATED)


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that went on a day."""

    step: Step
    sent_date: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is done next, and from which day."""

    step: Step
    from_date: date


def next_step(due_date: date, sent: Sequence[Sent]) -> NextStep | None:
    """
    Return what is done next about a list still owed, or None once it was put to somebody above: a person decides then.

    It is asked for before it is due, reminded of from the day after, and put to somebody above after two reminders.
    Nothing follows within a week of the letter before, whatever the day.
    """
    if not sent:
        return NextStep(Step.ASKED, due_date - ASK_BEFORE)
    if any(each.step is Step.ESCALATED for each in sent):
        return None
    reminders = sum(each.step is Step.REMINDED for each in sent)
    step = Step.REMINDED if reminders < MOST_REMINDERS else Step.ESCALATED
    latest = max(each.sent_date for each in sent)
    return NextStep(step, max(due_date + timedelta(days=1), latest + BETWEEN))


def may_take(step: Step, sent: Sequence[Sent]) -> bool:
    """
    Return whether a person may take a step now: nobody is reminded of what they were never asked for.

    A person may go on sooner than `next_step` says, and ask or remind again; not after it was put to somebody above.
    """
    done = {each.step for each in sent}
    if Step.ESCALATED in done:
        return False
    before = ORDER[: ORDER.index(step)]
    return all(each in done for each in before)


class LeftOut(StrEnum):
    """Why a sender is not asked when everybody owed is asked in one go."""

    NOT_YET = "not_yet"
    WRITTEN_ABOVE = "written_above"
    GO_ABOVE = "go_above"
    NO_CONTACT = "no_contact"
    SEVERAL = "several"
    NO_EMAIL = "no_email"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody at a sender. `written_date` is when they were last written to about any of its lists."""

    contact_id: int
    has_email: bool
    written_date: date | None


@dataclass(frozen=True, slots=True)
class Asking:
    """An e-mail that goes to one contact about one list."""

    step: Step
    contact_id: int


def asking_of(due_date: date, sent: Sequence[Sent], addressees: Sequence[Addressee], on: date) -> Asking | LeftOut:
    """
    Return what goes about a list when everybody owed is asked in one go on a day, or why nothing does.

    It goes to whoever was last written to, else to the only one there is. To whom above them it is put, a person says.
    """
    following = next_step(due_date, sent)
    if following is None:
        return LeftOut.WRITTEN_ABOVE
    if following.from_date > on:
        return LeftOut.NOT_YET
    if following.step is Step.ESCALATED:
        return LeftOut.GO_ABOVE
    if not addressees:
        return LeftOut.NO_CONTACT
    written = [each for each in addressees if each.written_date]
    if not written and len(addressees) > 1:
        return LeftOut.SEVERAL
    chosen = max(written or addressees, key=lambda each: (each.written_date or date.min, each.contact_id))
    return Asking(following.step, chosen.contact_id) if chosen.has_email else LeftOut.NO_EMAIL
