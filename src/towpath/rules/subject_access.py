"""
By when a request for what is held must be answered: facts in, a day out.

Source: UK GDPR article 12A; docs/published-facts.md, Subject access. One month from receipt, or from proof of who asks
where that was wanted; two more where it is complex and they were told so in time; days spent waiting for what they were
asked do not count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.dates import add_months

MONTHS = 1
MORE_MONTHS = 2

IsWorkingDay = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDays:
    """
    The days in the life of one request; None has not been.

    `identity_asked_date` is when proof of who asks was wanted, `identity_shown_date` when it came; of whoever is known
    at the door both may be None. `asked_date` and `told_date` are when they were asked what they mean, and said so.
    """

    received_date: date
    identity_asked_date: date | None = None
    identity_shown_date: date | None = None
    asked_date: date | None = None
    told_date: date | None = None
    extended_date: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """The last day on which an answer is in time; none while the clock stands still, and then `waits_for` says why."""

    due_date: date | None
    waits_for: str = ""

    def is_late(self, on: date) -> bool:
        """Return whether the day has passed; what is due today is not late, nor what waits for somebody else."""
        return self.due_date is not None and on > self.due_date


def answer_due(days: RequestDays, is_working_day: IsWorkingDay) -> AnswerDue:
    """
    Return by when a request must be answered.

    The month ends on the day of the same number, or on the month's last where there is none, and on the next working
    day where offices are shut then.
    """
    if days.identity_asked_date and not days.identity_shown_date:
        return AnswerDue(None, "proof of who is asking")
    if days.asked_date and not days.told_date:
        return AnswerDue(None, "what they mean by it")
    months = MONTHS + (MORE_MONTHS if days.extended_date else 0)
    return AnswerDue(_open_day(add_months(_starts(days), months) + _paused(days), is_working_day))


def extend_by(days: RequestDays, is_working_day: IsWorkingDay) -> date:
    """Return the last day on which they may be told that two more months are needed."""
    return _open_day(add_months(_starts(days), MONTHS) + _paused(days), is_working_day)


def _starts(days: RequestDays) -> date:
    asked_who = days.identity_shown_date if days.identity_asked_date else None
    return max(days.received_date, asked_who or days.received_date)


def _paused(days: RequestDays) -> timedelta:
    """Return how long the clock stood still: the day they were asked and the day they answered are both left out."""
    if days.asked_date is None or days.told_date is None:
        return timedelta()
    return days.told_date - days.asked_date + timedelta(days=1)


def _open_day(day: date, is_working_day: IsWorkingDay) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something may be kept back from whoever asks: its words for them, and the law it rests on."""

    words: str
    source: str


GROUNDS: dict[str, Ground] = {
    "others": Ground(
        "It is about somebody else, who has not agreed", "Data Protection Act 2018 schedule 2 paragraph 16"
    ),
    "serious_harm": Ground(
        "It would be likely to harm somebody seriously", "Data Protection Act 2018 schedule 3 parts 2 to 4"
    ),
    "child_abuse": Ground(
        "It is about whether a child was or may be harmed, and would not be best for them",
        "Data Protection Act 2018 schedule 3 paragraph 21",
    ),
    "crime": Ground(
        "It would get in the way of finding or stopping a crime", "Data Protection Act 2018 schedule 2 paragraph 2"
    ),
    "legal_advice": Ground("It is between us and our lawyers", "Data Protection Act 2018 schedule 2 paragraph 19"),
}
"""Nothing is kept back save on one of these, which a person chooses for each text."""
