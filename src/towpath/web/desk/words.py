"""How the desk says why somebody is on a list, since when, what was tried, and what settling it would change."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Protocol

from towpath.contact.queries import LastContact
from towpath.rules.best_times import LEAST, WEEKDAYS, Answered, Times
from towpath.rules.ready_lists import ReadyList
from towpath.web.words import list_in_words, plural, role_in_words, short_date

SINCE = {
    "lapsing": "Lapses on {day}",
    "start_passed": "Was to start by {day}",
    "review_passed": "Review was due on {day}",
    "end_passed": "Was expected to end on {day}",
    "refusal_due": "May be asked again since {day}",
    "neet_silent": "Last heard from on {day}",
    "nobody_contacted": "Last talked to on {day}",
    "without_training": "In this job since {day}",
    "post_came_back": "Post came back on {day}",
    "two_lists": "They have disagreed since {day}",
    "ageing_out": "Leaves on {day}",
    "turning_18": "18 on {day}",
    "in_custody": "Review or release on {day}",
    "plan_ended": "Plan ended on {day}",
}


def since_words(code: str, since: date) -> str:
    """Return since when somebody stands on a list, as "Lapses on 14 Feb 2026"."""
    if since == date.min:
        return "Never talked to, as far as we know"
    return SINCE.get(code, "Since {day}").format(day=short_date(since))


def tried_words(contact: LastContact | None) -> str:
    """Return when somebody was last tried and how often since they were last reached."""
    if contact is None or contact.tried_at is None:
        return "Not tried yet"
    last = f"Last tried {short_date(contact.tried_at)}"
    return f"{last}, {plural(contact.attempts_since, 'try', 'tries')} since reached" if contact.attempts_since else last


def effect_words(people: Fraction, points: Fraction) -> str:
    """Return what settling a list would change, as "about 42 people, 0.7 points"; nothing where it moves no rate."""
    if not people:
        return ""
    return f"about {plural(max(1, round(people)), 'person', 'people')}, {float(points):.1f} points"


class Owner(Protocol):
    """What these words ask of a list's owner."""

    role: Any
    team: Any
    team_id: Any
    user: Any
    user_id: Any


def owner_words(ready_list: ReadyList, owner: Owner | None) -> str:
    """Return whose a list is: somebody by name, a team, or everybody of a role."""
    if owner is None:
        return f"Every {role_in_words(ready_list.owner).lower()}"
    if owner.user is not None:
        return str(owner.user.name)
    return f"Team {owner.team.name}" if owner.team is not None else f"Every {role_in_words(owner.role).lower()}"


def share_words(what: str, each: Answered) -> str:
    """Return how often somebody answers, as "in the evening 3 of 7 calls"."""
    return f"{what} {each.answered} of {plural(each.calls, 'call')}"


def best_words(times: Times) -> str:
    """Return when calls are answered most, with the counts; nothing where too few were made to say."""
    told = []
    if (part := times.best_part) is not None:
        told.append(share_words(f"in the {part}", times.by_part[part]))
    if (day := times.best_weekday) is not None:
        told.append(share_words(f"on {WEEKDAYS[day]}s", times.by_weekday[day]))
    return f"answered most {list_in_words(told)}" if told else ""


def calls_words(times: Times) -> str:
    """Return how many calls there are to go by where they are too few to say when to ring."""
    calls = sum(each.calls for each in times.by_part.values())
    if not calls:
        return "nobody has been rung yet, so it is not known when they answer"
    return f"only {plural(calls, 'call')} so far; fewer than {LEAST} at any one time say nothing"


def time_words(time: timedelta) -> str:
    """Return a length of time as "1 hour 25 minutes"."""
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    told = [plural(hours, "hour")] if hours else []
    return " ".join([*told, plural(minutes, "minute")] if minutes or not hours else told)
