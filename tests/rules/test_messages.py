from datetime import datetime, time

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


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-01-31 07:59", "2026-01-31 08:00"),
        ("2026-01-31 08:00", "2026-01-31 08:00"),
        ("2026-01-31 19:59", "2026-01-31 19:59"),
        ("2026-01-31 20:00", "2026-02-01 08:00"),
        ("2026-01-31 23:30", "2026-02-01 08:00"),
    ],
)
def test_nothing_goes_in_the_quiet_hours(now: str, goes: str) -> None:
    at, wanted = (datetime.fromisoformat(each).replace(tzinfo=LONDON) for each in (now, goes))

    assert next_open(at, opens=time(8), closes=time(20)) == wanted
