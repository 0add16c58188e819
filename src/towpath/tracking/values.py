"""The values that pass between the ledger's actions and their callers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from towpath.rules import statements as rules
from towpath.rules.ledger import Refusal, Told
from towpath.tracking.models.statement import Activity


class Outcome(StrEnum):
    """What became of one thing that we were told."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStatement:
    """
    What somebody tells us a young person is doing; None is not known.

    `how` is a source's code, `sender` whose word it is and `source` the row, page or link it came by.
    """

    person_id: int
    code: str
    start_date: date
    how: str
    sender: str
    source: str
    end_date: date | None = None
    verified_date: date | None = None
    review_date: date | None = None
    expected_end_date: date | None = None
    stated_lapses_date: date | None = None
    establishment_id: int | None = None
    provider_name: str = ""
    course_title: str = ""

    def columns(self) -> Mapping[str, object]:
        """Return every value under the name of its column."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def content(self) -> tuple[object, ...]:
        """Return all that makes it the same news as another: everything but the row it came by."""
        return _CONTENT(self)

    def told(self, *, number: int, recorded_at: datetime) -> Told:
        """Return it as the rules see it."""
        return told_from(self, number=number, recorded_at=recorded_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """
    What became of one new statement, in the order given; `conflict_id` where it is held.

    `is_late` says that it was written, and that later news stands: it changes nothing today. `answered` are the sources
    of the news whose conflicts it decided.
    """

    outcome: Outcome
    is_late: bool = False
    statement_id: int | None = None
    conflict_id: int | None = None
    refusals: tuple[Refusal, ...] = ()
    answered: tuple[str, ...] = ()


def told_from(activity: NewStatement | Activity, *, number: int, recorded_at: datetime) -> Told:
    """Return a statement, new or kept, as the rules see it."""
    statement = rules.Statement(
        id=number,
        code=activity.code,
        start_date=activity.start_date,
        end_date=activity.end_date,
        verified_date=activity.verified_date,
        review_date=activity.review_date,
        expected_end_date=activity.expected_end_date,
        stated_lapses_date=activity.stated_lapses_date,
        recorded_at=recorded_at,
    )
    return Told(
        statement=statement,
        how=activity.how,
        sender=activity.sender,
        place_id=activity.establishment_id,
        place=activity.provider_name,
    )


def content_of(activity: Activity) -> tuple[object, ...]:
    """Return what makes a kept row the same news as another, in the order of `NewStatement.content`."""
    return _CONTENT(activity)


# A list compares each of its rows with every statement kept of somebody.
_CONTENT: Callable[[NewStatement | Activity], tuple[object, ...]] = attrgetter(
    *(field.name for field in fields(NewStatement) if field.name not in ("source", "person_id"))
)
