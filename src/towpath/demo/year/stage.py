"""The year as it is being played: its council, its people, and what each part of it needs of the others."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from towpath.access.models import User
from towpath.audit import Actor
from towpath.demo.month import NIGHT, Month
from towpath.demo.year.agenda import Agenda
from towpath.demo.year.cast import Member, members_of
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions import record_statement
from towpath.tracking.values import NewStatement

FIRST, LAST = date(2024, 4, 1), date(2025, 3, 31)
"""The period of the service's published figures, both days in it."""
OPENED = date(2024, 3, 25)
"""When the council began to keep the work with care-experienced young people here, a week before the year."""
CARRIED_OVER = date(2024, 3, 26)
"""When what was on paper was written down: who is looked after, and who had signed the Charter."""

SOURCE_OF_FAMILY = "page:family"


@dataclass(slots=True, kw_only=True)
class Year:
    """What is known to every part of the year; `people` are held by the key of the cast."""

    month: Month
    seed: int
    cast: tuple[Member, ...]
    agenda: Agenda = field(default_factory=lambda: Agenda(by=NIGHT))
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def organisation(self) -> Organisation:
        """Return the council."""
        return self.month.organisation

    def dice(self, part: str) -> random.Random:
        """Return chance for one part of the year, so that a change of one does not reshuffle the rest."""
        return random.Random(f"{self.seed}:year:{part}")

    def of(self, group: str) -> Iterator[Member]:
        """Yield the members of a group."""
        return members_of(self.cast, group)

    def holder(self, role: str, place: int = 0) -> User:
        """Return one of those who hold a role, the first where no place is given."""
        return self.month.holder(role, place)

    def by(self, role: str, place: int = 0) -> Actor:
        """Return one of those who hold a role, as the log knows them."""
        return self.month.by(role, place)

    def confirm(self, key: str, *, code: str, start: date, place: str, at: datetime) -> None:
        """Confirm, as an employer says it, what somebody has been doing there since a day."""
        new = NewStatement(
            person_id=self.people[key].pk, code=code, start_date=start, verified_date=at.date(), how="employer",
            sender="advisers", source=f"diary:{at:%Y-%m-%d}", provider_name=place,
        )  # fmt: skip
        record_statement(organisation=self.organisation, new=new, by=self.by("specialist"), at=at)


@cache
def read(name: str) -> Mapping[str, Any]:
    """Return what is written beside this module in a file of a name."""
    return tomllib.loads(files("towpath.demo.year").joinpath(f"{name}.toml").read_text("utf-8"))


def say(kind: str, dice: random.Random) -> Any:
    """Return one of the sentences that are said of a thing."""
    said: Sequence[Any] = read("words")[kind]
    return dice.choice(said)
