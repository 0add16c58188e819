from datetime import UTC, date, datetime, time

import pytest

from tests.examples.drawn import UNKNOWN, rows
from tests.examples.messages import left_out
from towpath.clock import LONDON
from towpath.rules.messages import (
    LOOK_FIRST,
    WORDS,
    Channel,
    Circumstances,
    LeftOut,
    Segments,
    To,
    Way,
    next_open,
    segments_of,
    way_or_reason,
    words_for,
)

SAFE = {"yes": "yes", "no": "no", "?": "unknown"}


def way(cell: str, number: int) -> Way:
    kind, safe = cell.removeprefix("p").split(":")
    return Way(id=number, channel=Channel(kind), value=cell, is_safe=SAFE[safe], is_parents=cell.startswith("p"))


@pytest.mark.parametrize("row", rows(left_out.TABLE), ids=lambda row: row["name"])
def test_somebody_is_left_out_as_drawn(row: dict[str, str]) -> None:
    ways = [way(cell, number) for number, cell in enumerate(row["ways"].split()) if cell != UNKNOWN]
    facts = dict.fromkeys([each for each in row["facts"].split() if each != UNKNOWN], True)
    known = Circumstances(ways=ways, attempts=int(row["attempts"]), **facts)  # type: ignore[arg-type]

    found = way_or_reason(known, channel=Channel(row["channel"]), to=To(row["to"]), most_attempts=3)

    assert (found.value if isinstance(found, Way) else found) == row["outcome"]


def test_every_reason_has_its_words_and_is_drawn() -> None:
    drawn = {row["outcome"] for row in rows(left_out.TABLE)}

    assert set(WORDS) == set(LeftOut)
    assert {reason.value for reason in LeftOut} <= drawn


def test_a_reason_that_few_may_know_is_said_to_them_alone() -> None:
    assert words_for(LeftOut.CONCERN, set()) == LOOK_FIRST
    assert words_for(LeftOut.CUSTODY, set()) == LOOK_FIRST, "or the one that is hidden could be told by its absence"
    assert words_for(LeftOut.CONCERN, {LeftOut.CONCERN}) == "There is an open safeguarding concern"
    assert words_for(LeftOut.DIED, set()) == "They have died"


@pytest.mark.parametrize(
    ("text", "parts", "is_unicode"),
    [
        ("", 1, False),
        ("a" * 160, 1, False),
        ("a" * 161, 2, False),
        ("a" * 306, 2, False),  # 2 x 153
        ("a" * 307, 3, False),
        ("a" * 159 + "€", 2, False),  # 159 + 2 = 161
        ("’" + "a" * 69, 1, True),  # The curly apostrophe is not in the alphabet.
        ("’" + "a" * 70, 2, True),
        ("ł" * 134, 2, True),  # 2 x 67
        ("ł" * 135, 3, True),
        ("😀" * 35, 1, True),  # Each counts as two.
        ("😀" * 36, 2, True),
    ],
)
def test_a_text_is_counted_in_parts(text: str, parts: int, is_unicode: bool) -> None:
    assert segments_of(text) == Segments(parts, is_unicode)


QUIET_HOURS = """
    now               | UTC   | goes              | UTC
    2026-02-04 00:00  | 00:00 | 2026-02-04 08:00  | 08:00   # A Wednesday.
    2026-02-04 07:59  | 07:59 | 2026-02-04 08:00  | 08:00
    2026-02-04 08:00  | 08:00 | 2026-02-04 08:00  | 08:00
    2026-02-04 19:59  | 19:59 | 2026-02-04 19:59  | 19:59
    2026-02-04 20:00  | 20:00 | 2026-02-05 08:00  | 08:00
    2026-02-04 23:59  | 23:59 | 2026-02-05 08:00  | 08:00
    2026-02-28 20:00  | 20:00 | 2026-03-01 08:00  | 08:00   # A Saturday, the last of its month.
    2026-02-01 12:00  | 12:00 | 2026-02-01 12:00  | 12:00   # A Sunday is a day like any other,
    2026-12-25 12:00  | 12:00 | 2026-12-25 12:00  | 12:00   # and so is Christmas Day.
    2026-12-31 20:00  | 20:00 | 2027-01-01 08:00  | 08:00
    2026-03-28 20:00  | 20:00 | 2026-03-29 08:00  | 07:00   # That night has an hour less,
    2026-03-29 00:59  | 00:59 | 2026-03-29 08:00  | 07:00
    2026-03-29 02:00  | 01:00 | 2026-03-29 08:00  | 07:00
    2026-03-29 07:59  | 06:59 | 2026-03-29 08:00  | 07:00
    2026-03-29 08:00  | 07:00 | 2026-03-29 08:00  | 07:00
    2026-03-29 20:00  | 19:00 | 2026-03-30 08:00  | 07:00
    2026-10-24 20:00  | 19:00 | 2026-10-25 08:00  | 08:00   # and this an hour more: half past one is twice.
    2026-10-25 01:30  | 00:30 | 2026-10-25 08:00  | 08:00
    2026-10-25 01:30  | 01:30 | 2026-10-25 08:00  | 08:00
    2026-10-25 07:59  | 07:59 | 2026-10-25 08:00  | 08:00
    2026-10-25 08:00  | 08:00 | 2026-10-25 08:00  | 08:00
    2026-10-25 20:00  | 20:00 | 2026-10-26 08:00  | 08:00
"""
"""Messages go from eight to eight, by London's clock; what a clock on the wall shows stands beside what UTC is then."""


@pytest.mark.parametrize(
    "line", [line.partition("#")[0] for line in QUIET_HOURS.strip().splitlines()[1:]], ids=lambda line: line[:24]
)
def test_nothing_goes_in_the_quiet_hours(line: str) -> None:
    now, now_utc, goes, goes_utc = (cell.strip() for cell in line.split("|"))
    at = datetime.fromisoformat(f"{now[:10]} {now_utc}").replace(tzinfo=UTC).astimezone(LONDON)
    assert f"{at:%Y-%m-%d %H:%M}" == now

    allowed = next_open(at, opens=time(8), closes=time(20))

    assert f"{allowed:%Y-%m-%d %H:%M}" == goes
    # Of two instants by one clock Python compares what the clock shows, so the second is asked for too.
    assert f"{allowed.astimezone(UTC):%H:%M}" == goes_utc


def test_a_day_without_quiet_hours_in_the_evening_goes_to_its_end() -> None:
    for at, wanted in ((time(7, 59), time(8)), (time(23, 59, 59), time(23, 59, 59))):
        now, goes = (datetime.combine(date(2026, 2, 4), each, tzinfo=LONDON) for each in (at, wanted))
        assert next_open(now, opens=time(8), closes=time.max) == goes
