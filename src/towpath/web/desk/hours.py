"""What sessions achieved, in rows for whoever held them and in one sum for whoever leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.tracking.queries import Achieved
from towpath.web.desk.words import time_words
from towpath.web.parts import Fact
from towpath.web.words import plural, short_date


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session: its list and day, what came of it, and where to go on with it while anybody is left."""

    words: str
    on: str
    came: str
    left: str
    href: str


def goes_on(session: Any) -> bool:
    """Return whether a session was not stopped for good and somebody is left in it."""
    return session.stopped_at is None and session.left > 0


def session_rows(sessions: Iterable[Any], achieved: Mapping[int, Achieved]) -> list[SessionRow]:
    """Return the sessions of one member of staff, as queried."""
    rows = []
    for each in sessions:
        came = achieved.get(each.pk, Achieved())
        rows.append(
            SessionRow(
                words=LISTS_BY_CODE[each.list_code].words if each.list_code in LISTS_BY_CODE else "",
                on=short_date(localdate(each.started_at)),
                came=f"{plural(came.tried, 'try', 'tries')}, {came.reached:,} reached, {came.settled:,} settled, "
                f"{time_words(came.time)}",
                left=f"{each.left:,} of {each.people:,} left" if goes_on(each) else "Over",
                href=reverse("desk_call_next", args=[each.pk]) if goes_on(each) else "",
            )
        )
    return rows


def achieved_facts(all_together: Achieved) -> list[Fact]:
    """Return what all sessions of a month came to together; nobody is set beside anybody."""
    return [
        Fact("Sessions", all_together.sessions),
        Fact("Tried", all_together.tried),
        Fact("Reached, they or their family", all_together.reached),
        Fact("Settled", all_together.settled),
        Fact("Time on the phone", time_words(all_together.time)),
    ]
