"""What somebody told us a young person is doing: the one input of currency, spells and status."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

OPEN = date.max
UNDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    One statement of an activity. Every date is a day that counts; None is unknown, never zero.

    `end_date` is the last day of the activity. `recorded_at` is when we came to know (aware), and `id`
    breaks ties in the order things were written down. `stated_lapses_date` is a lapse date that another system gave.
    """

    id: int
    code: str
    start_date: date
    end_date: date | None = None
    verified_date: date | None = None
    review_date: date | None = None
    expected_end_date: date | None = None
    stated_lapses_date: date | None = None
    recorded_at: datetime = UNDATED

    @property
    def effective_date(self) -> date:
        """
        Return the day from which the statement vouches: its verification, or its start where that is later or alone.
        """
        return max(self.verified_date or self.start_date, self.start_date)

    @property
    def rank(self) -> tuple[date, datetime, int]:
        """
        Return what decides who speaks: the higher of two statements already started.

        A statement cannot vouch beyond its own end, so a back-filled, ended spell does not outrank a later one.
        """
        return (min(self.effective_date, self.end_date or OPEN), self.recorded_at, self.id)
