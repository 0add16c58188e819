"""
Answers to a status link: what each button means, what else is asked, and what it gives somebody to do.

Whoever holds the link need not be who it was made for, so an answer is never believed by itself: it proposes an
activity code, with what is in doubt, and a person of the service decides. Our own buttons; the codes are published.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from towpath.rules.dates import academic_year, academic_year_start, add_months

LONGEST_PLACE = 200
LONGEST_NUMBER = 30


class Doing(StrEnum):
    """What somebody says they do now, one for each big button."""

    SCHOOL = "school"
    COLLEGE = "college"
    APPRENTICESHIP = "apprenticeship"
    JOB = "job"
    TRAINING = "training"
    VOLUNTEERING = "volunteering"
    LOOKING = "looking"
    STARTING = "starting"
    CARING = "caring"
    ILL = "ill"
    BABY = "baby"
    OTHER = "other"


class Wish(StrEnum):
    """What somebody says in place of what they do."""

    CALL_ME = "call-me"
    HELP = "help"
    LEAVE_ME = "leave-me"
    NOT_ME = "not-me"


class Kind(StrEnum):
    """What is like what they do, where one more question tells codes apart."""

    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    WITH_TRAINING = "with-training"
    SHORT = "short"
    OWN_WORK = "own-work"
    LEARNING = "learning"
    WORKING = "working"
    NOT_SURE = "not-sure"


class Since(StrEnum):
    """Since when, roughly: nobody remembers a date on a bus."""

    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    SINCE_SEPTEMBER = "since-september"
    LONGER = "longer"
    NOT_SURE = "not-sure"


class Teller(StrEnum):
    """Whose word it is: the link was made for one of them, and says so of the answer."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"


KINDS: dict[Doing, tuple[Kind, ...]] = {
    Doing.COLLEGE: (Kind.FULL_TIME, Kind.PART_TIME, Kind.NOT_SURE),
    Doing.JOB: (Kind.FULL_TIME, Kind.WITH_TRAINING, Kind.PART_TIME, Kind.SHORT, Kind.OWN_WORK, Kind.NOT_SURE),
    Doing.STARTING: (Kind.LEARNING, Kind.WORKING, Kind.NOT_SURE),
}
"""The answers to the one more question of a button that asks it."""

WITH_A_PLACE = frozenset(
    {
        Doing.SCHOOL, Doing.COLLEGE, Doing.APPRENTICESHIP, Doing.JOB, Doing.TRAINING, Doing.VOLUNTEERING,
        Doing.STARTING,
    }
)  # fmt: skip
"""What happens somewhere, so that where is asked."""
WITHOUT_SINCE = frozenset({Doing.STARTING})
"""What has not begun, so that nobody is asked since when."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """
    What an answer says in a published code, and what a person should ask before they believe it.

    `code` is empty where the answer fits no one code; `doubt` is empty where nothing is in doubt but who answered.
    """

    code: str
    doubt: str = ""


_CODES: dict[tuple[Doing, Kind | None], Proposed] = {
    (Doing.SCHOOL, None): Proposed("210", "Is it a school’s sixth form, or a college’s (220)? Is it full time?"),
    (Doing.COLLEGE, Kind.FULL_TIME): Proposed("230", "Is it a sixth-form college (220)?"),
    (Doing.COLLEGE, Kind.PART_TIME): Proposed("250"),
    (Doing.COLLEGE, Kind.NOT_SURE): Proposed("230", "Is it full time, or part time (250)?"),
    (Doing.APPRENTICESHIP, None): Proposed("310"),
    (Doing.JOB, Kind.FULL_TIME): Proposed("330"),
    (Doing.JOB, Kind.WITH_TRAINING): Proposed("340", "Does the training lead to a regulated qualification (320)?"),
    (Doing.JOB, Kind.PART_TIME): Proposed("360"),
    (Doing.JOB, Kind.SHORT): Proposed("350"),
    (Doing.JOB, Kind.OWN_WORK): Proposed("380", "Do they study for a regulated qualification too (381)?"),
    (Doing.JOB, Kind.NOT_SURE): Proposed("", "Is the job full time, and is there training with it?"),
    (Doing.TRAINING, None): Proposed("430", "Who pays for it? Work-based learning that the government funds is 410."),
    (Doing.VOLUNTEERING, None): Proposed("540", "Do they study for a regulated qualification too (550)?"),
    (Doing.LOOKING, None): Proposed("619"),
    (Doing.STARTING, Kind.LEARNING): Proposed("616", "Where and on what day do they start?"),
    (Doing.STARTING, Kind.WORKING): Proposed("615", "Is there study for a qualification with it (616)? On what day?"),
    (Doing.STARTING, Kind.NOT_SURE): Proposed("", "What do they start, where and on what day?"),
    (Doing.CARING, None): Proposed("620", "Whom do they look after, and what would help?"),
    (Doing.ILL, None): Proposed("640", "How long may it last, and what would help?"),
    (Doing.BABY, None): Proposed("630", "Is the baby born, or on the way (650)?"),
    (Doing.OTHER, None): Proposed("", "They chose “something else”. Ask what they are doing."),
}
_SCHOOL_AGE = {
    Doing.SCHOOL: Proposed("110"),
    Doing.COLLEGE: Proposed("110", "They are of school age. Is it instead of school?"),
}
_SCHOOL_AGE_OTHERWISE = Proposed("", "They are of school age and say they do something else. Ask where they learn.")


def proposed_by(doing: Doing, kind: Kind | None, *, is_of_school_age: bool) -> Proposed:
    """
    Return what an answer proposes, and what is in doubt.

    :raises KeyError: the one more question was not answered, or was answered where it is not asked
    """
    found = _CODES[doing, kind]
    return _SCHOOL_AGE.get(doing, _SCHOOL_AGE_OTHERWISE) if is_of_school_age else found


@dataclass(frozen=True, slots=True)
class Start:
    """The day from which something is taken to be so, and whether that is more than a guess."""

    day: date
    is_sure: bool


def start_of(since: Since | None, on: date) -> Start:
    """
    Return the first day that an answer of roughly when allows, or the day itself where nobody knows more.

    "Since September" is the September of the academic year of that day.
    """
    if since is Since.THIS_MONTH:
        return Start(on.replace(day=1), is_sure=True)
    if since is Since.LAST_MONTH:
        return Start(add_months(on.replace(day=1), -1), is_sure=True)
    if since is Since.SINCE_SEPTEMBER:
        return Start(academic_year_start(academic_year(on)), is_sure=True)
    if since is Since.LONGER:
        return Start(academic_year_start(academic_year(on) - 1), is_sure=False)
    return Start(on, is_sure=False)


class Footing(IntEnum):
    """How much there is to ask before an answer can be believed, the least first: so a list is worked from the top."""

    CLEAR = 1
    PARENTS = 2
    ASK = 3
    NO_CODE = 4


def footing_of(teller: Teller, *, code: str, is_start_sure: bool, doubt: str) -> Footing:
    """Return how firmly an answer stands: a parent's is asked about before a young person's own as clear."""
    if not code:
        return Footing.NO_CODE
    if doubt or not is_start_sure:
        return Footing.ASK
    return Footing.CLEAR if teller is Teller.YOUNG_PERSON else Footing.PARENTS


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task that an answer makes: its words, and in how many days it is due, counted from today."""

    words: str
    within: timedelta


_TODAY, _TOMORROW, _SOON = timedelta(0), timedelta(days=1), timedelta(days=7)
_BY_LINK = "Answered a link:"
_TASKS: dict[tuple[Teller, Wish], ToDo] = {
    (Teller.YOUNG_PERSON, Wish.CALL_ME): ToDo(f"{_BY_LINK} please ring me", _TOMORROW),
    (Teller.YOUNG_PERSON, Wish.HELP): ToDo(f"{_BY_LINK} I need help. Ring today", _TODAY),
    (Teller.YOUNG_PERSON, Wish.NOT_ME): ToDo(f"{_BY_LINK} it did not reach the right person. Find another way", _SOON),
    # Whoever holds the phone may have pressed it: a person looks, though the wish holds meanwhile.
    (Teller.YOUNG_PERSON, Wish.LEAVE_ME): ToDo(f"{_BY_LINK} leave me alone for now. Look whether it was them", _SOON),
    (Teller.PARENT, Wish.CALL_ME): ToDo(f"{_BY_LINK} a parent or carer asks to be rung", _TOMORROW),
    (Teller.PARENT, Wish.HELP): ToDo(f"{_BY_LINK} a parent or carer says that help is needed. Ring today", _TODAY),
    (Teller.PARENT, Wish.NOT_ME): ToDo(f"{_BY_LINK} it did not reach the right person. Find another way", _SOON),
    # A parent does not speak for somebody of 16: whether to go on is for a person to decide.
    (Teller.PARENT, Wish.LEAVE_ME): ToDo(f"{_BY_LINK} a parent or carer asks not to be contacted. Decide", _TOMORROW),
}
PROPOSED = ToDo(f"{_BY_LINK} says what they are doing. Confirm it or ask them", _SOON)


def task_of(teller: Teller, said: Doing | Wish, number: str = "") -> ToDo | None:
    """
    Return what an answer gives somebody to do; a young person's wish to be left alone gives nothing.

    :param number: the number to ring that was left with it, which stands in the words
    """
    to_do = PROPOSED if isinstance(said, Doing) else _TASKS.get((teller, said))
    return replace(to_do, words=f"{to_do.words}, on {number}") if to_do and number else to_do


def stops_contact(teller: Teller, said: Doing | Wish) -> bool:
    """Return whether an answer stops all contact for a while."""
    return teller is Teller.YOUNG_PERSON and said is Wish.LEAVE_ME


def left_alone_until(on: date, months: int) -> date:
    """Return the last day on which whoever asks to be left alone that day is."""
    return add_months(on, months)
