"""Made-up histories: few days and few codes, so that ties, overlaps, lapses and gaps are common."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from towpath.rules.statements import UNDATED, Statement
from towpath.standards import Standards, load_standards, read_overlay

STANDARDS = load_standards()

# One code of each kind of term, both kinds of NEET, not known, left out, compulsory age, and one never published.
CODES = ("110", "230", "260", "310", "330", "350", "410", "530", "540", "619", "640", "710", "810", "999")
EDGES = [
    date.fromisoformat(day)
    for day in (
        "2023-08-31 2023-09-01 2024-02-28 2024-02-29 2024-03-01 2024-08-31 2024-09-01 2024-12-31 2025-01-31 2025-02-28"
        " 2025-08-31 2025-09-01 2026-03-31 2026-04-01"
    ).split()
]
DAYS = st.one_of(st.sampled_from(EDGES), st.dates(date(2023, 6, 1), date(2026, 8, 31)))


@st.composite
def statements_of_one(draw) -> list[Statement]:
    return [_statement(draw, number) for number in range(1, draw(st.integers(0, 6)) + 1)]


def _statement(draw, number: int) -> Statement:
    start_date = draw(DAYS)
    maybe = st.none() | DAYS
    return Statement(
        id=number,
        code=draw(st.sampled_from(CODES)),
        start_date=start_date,
        end_date=draw(st.none() | st.integers(0, 500).map(lambda days: start_date + timedelta(days=days))),
        verified_date=draw(maybe),
        review_date=draw(maybe),
        expected_end_date=draw(maybe),
        stated_lapses_date=draw(maybe),
        recorded_at=draw(
            st.just(UNDATED) | DAYS.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        ),
    )


def histories_of_people() -> st.SearchStrategy[dict[str, list[Statement]]]:
    return st.lists(statements_of_one(), max_size=5).map(
        lambda people: {f"person {number}": theirs for number, theirs in enumerate(people)}
    )


def corrected_terms() -> Standards:
    """A council says that a job lasts one month from 1 February 2026, and that re-engagement once counted as NEET."""
    return STANDARDS.with_corrections(
        read_overlay(
            """
            [[correction]]
            list = "activity_codes"
            code = "330"
            from = 2026-02-01
            set = { lapse_amount = 1 }
            reason = "The requirement of 2026 says so"
            source = "invented for a test"

            [[correction]]
            list = "activity_codes"
            code = "530"
            from = 2024-01-01
            to = 2024-12-31
            set = { group = "NEET", lapse_from = "none", lapse_amount = "", lapse_unit = "" }
            reason = "A local agreement"
            source = "invented for a test"
            """
        )
    )


# Either side of each academic year's edge, 29 February, and birthdays that fall in the months asked about.
BIRTHS = st.one_of(
    st.sampled_from([date(2005, 8, 31), date(2005, 9, 1), date(2007, 8, 31), date(2007, 9, 1), date(2008, 2, 29)]),
    st.dates(date(2005, 6, 1), date(2009, 12, 31)),
)


@st.composite
def residences(draw, person: str) -> list[tuple[str, date, str, date, date]]:
    """Where one person lived: nowhere, one place throughout, or stretches that never share a day."""
    birth_date = draw(BIRTHS)
    if draw(st.booleans()):
        return [(person, birth_date, "343", date.min, date.max)]
    edges = sorted(draw(st.lists(DAYS, max_size=6, unique=True)))
    stretches = zip(edges[::2], edges[1::2], strict=False)
    return [(person, birth_date, draw(st.sampled_from(["343", "344"])), first, last) for first, last in stretches]
