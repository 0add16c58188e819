"""Days NEET and not known from 1 September 2023 to 29 February 2024: 30 + 31 + 30 + 31 + 31 + 29 = 182 days."""

from dataclasses import dataclass
from datetime import date

FIRST, LAST = date(2023, 9, 1), date(2024, 2, 29)
PRACTICE = "docs/published-facts.md, Days NEET"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowExample:
    """One history, the birth date and leaving day where they matter, and the days it should give, drawn as sums."""

    name: str
    given: str
    neet: str
    not_known: str
    days: str = "182"
    birth_date: date | None = None
    left_date: date | None = None
    source: str = PRACTICE
    partial: bool = False


EXAMPLES = [
    WindowExample(
        name="NEET in September, then college",
        given="""
            code  start       end         verified    recorded
            619   2023-09-01  2023-09-30  2023-09-01  2023-09-01
            230   2023-10-01  -           2023-10-01  2023-10-01
        """,
        neet="30",
        not_known="0",
    ),
    WindowExample(
        name="not known to 14 September, NEET to 24 October, then training",
        given="""
            code  start       end         verified    recorded
            619   2023-09-15  2023-10-24  2023-09-15  2023-09-15
            410   2023-10-25  -           2023-10-25  2023-10-25
        """,
        neet="16 + 24",
        not_known="14",
    ),
    WindowExample(
        name="NEET all through",
        given="""
            code  start       end  verified    recorded
            619   2023-07-01  -    2023-07-01  2023-07-01
        """,
        neet="30 + 31 + 30 + 31 + 31 + 29",
        not_known="0",
    ),
    WindowExample(
        name="never NEET",
        given="""
            code  start       end  verified    recorded
            210   2023-09-01  -    2023-09-20  2023-09-20
        """,
        neet="0",
        not_known="0",
    ),
    WindowExample(
        name="re-engagement is not NEET",
        given="""
            code  start       end  verified    recorded
            530   2023-09-01  -    2023-12-01  2023-12-01
        """,
        neet="0",
        not_known="0",
        source=PRACTICE + "; three months from 1 December reach 1 March",
    ),
    WindowExample(
        name="a start date agreed is NEET until the start",
        given="""
            code  start       end  verified    review      recorded
            616   2023-09-01  -    2023-09-01  2023-10-02  2023-09-01
            230   2023-10-02  -    2023-10-02  -           2023-10-02
        """,
        neet="30 + 1",
        not_known="0",
    ),
    WindowExample(
        name="two overlapping spells on one day: the latest confirmed wins and the day counts once",
        given="""
            code  start       end         verified    recorded
            619   2023-09-01  2023-10-31  2023-09-01  2023-09-01
            230   2023-10-16  -           2023-10-16  2023-10-16   # overlaps the last 16 days of NEET
        """,
        neet="30 + 15",
        not_known="0",
    ),
    WindowExample(
        name="nothing ever said is not known, not nought",
        given="code  start       end  verified  recorded",
        neet="0",
        not_known="182",
    ),
    WindowExample(
        name="days stop the day before the 18th birthday",
        given="""
            code  start       end  verified    recorded
            619   2023-09-01  -    2023-09-01  2023-09-01
        """,
        birth_date=date(2005, 12, 1),
        days="30 + 31 + 30",
        neet="30 + 31 + 30",
        not_known="0",
        partial=True,
    ),
    WindowExample(
        name="the day of leaving the area is the last that counts",
        given="""
            code  start       end  verified    recorded
            619   2023-09-01  -    2023-09-01  2023-09-01
        """,
        left_date=date(2023, 9, 10),
        days="10",
        neet="10",
        not_known="0",
        partial=True,
    ),
    WindowExample(
        name="leaving before the window leaves no day at all",
        given="""
            code  start       end  verified    recorded
            619   2023-07-01  -    2023-07-01  2023-07-01
        """,
        left_date=date(2023, 8, 31),
        days="0",
        neet="0",
        not_known="0",
        partial=True,
    ),
    WindowExample(
        name="a birthday after the window changes nothing",
        given="""
            code  start       end  verified    recorded
            619   2023-09-01  -    2023-09-01  2023-09-01
        """,
        birth_date=date(2006, 3, 1),
        neet="182",
        not_known="0",
    ),
    WindowExample(
        name="a job that lapses in the window is not known from the next day",
        given="""
            code  start       end  verified    recorded
            330   2023-08-01  -    2023-08-05  2023-08-05   # lapses on 5 February 2024
        """,
        neet="0",
        not_known="24",
        source="docs/published-facts.md, Currency: six months from verification",
    ),
    WindowExample(
        name="a code that says not known is no known day",
        given="""
            code  start       end         verified    recorded
            810   2023-09-01  2023-09-30  2023-09-01  2023-09-01
            230   2023-10-01  -           2023-10-01  2023-10-01
        """,
        neet="0",
        not_known="30",
    ),
]
