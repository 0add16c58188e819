from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN, rows
from towpath.rules.repeated import Proposed, is_same_worry, says_nothing_new

# `told last` is the latest list that still told of it; `stands`, that it waits or that what was taken of it speaks.
TOLD = """
earlier list  start then  told last   stands  later list  start now   old news
2026-01-31    -           2026-01-31  no      2026-02-28  -           yes       # two lists, neither with a start
2026-01-31    2026-01-05  2026-01-31  no      2026-02-28  2026-01-05  yes
2026-01-31    2026-01-05  2026-01-31  no      2026-02-28  -           yes       # still claiming, no more is known
2026-01-31    -           2026-01-31  no      2026-02-28  2026-01-05  yes       # had begun by the earlier list
2026-01-31    -           2026-01-31  no      2026-02-28  2026-01-31  yes       # on its very day
2026-01-31    -           2026-01-31  no      2026-02-28  2026-02-01  no        # the day after: another claim
2026-01-31    2026-01-05  2026-01-31  no      2026-02-28  2026-02-10  no        # another claim
2026-01-31    2026-01-05  2026-01-31  no      2026-02-28  2026-01-04  no        # they say otherwise: somebody looks
2026-01-31    -           2026-12-31  no      2027-01-31  -           yes       # told of every month for a year
2026-01-31    -           2026-01-31  no      2026-04-03  -           yes       # 62 days: one list was left out
2026-01-31    -           2026-01-31  no      2026-04-04  -           no        # 63: they claim again
2026-01-31    2026-01-05  2026-01-31  no      2027-01-31  -           no        # a year on
2026-01-31    -           2026-01-31  yes     2027-01-31  -           yes       # a year on, but it stands
2026-01-31    2026-01-05  2026-01-31  yes     2027-01-31  2026-12-01  no        # a start of its own is another claim
"""


@pytest.mark.parametrize("drawn", rows(TOLD), ids=lambda drawn: " ".join(drawn.values()))
def test_a_list_told_again_proposes_nothing_new(drawn: dict[str, str]) -> None:
    earlier, later = (
        Proposed(date.fromisoformat(told if start == UNKNOWN else start), date.fromisoformat(told))
        for told, start in (
            (drawn["earlier list"], drawn["start then"]),
            (drawn["later list"], drawn["start now"]),
        )
    )

    found = says_nothing_new(
        later, earlier, last_told=date.fromisoformat(drawn["told last"]), stands=drawn["stands"] == "yes"
    )

    assert found is (drawn["old news"] == "yes")


# The same words of the same learner, told once more.
WORRIES = """
told first  told again  same
2026-01-31  2026-01-31  yes   # the file once more, mended
2026-01-31  2026-02-27  yes   # every week's file still names them
2026-01-31  2026-02-28  yes   # the twenty-eighth day
2026-01-31  2026-03-01  no    # a month on, somebody worries again
2026-01-31  2026-05-11  no
"""


@pytest.mark.parametrize("drawn", rows(WORRIES), ids=lambda drawn: drawn["told again"])
def test_a_worry_told_again_is_the_same_for_four_weeks(drawn: dict[str, str]) -> None:
    first, again = (date.fromisoformat(drawn[name]) for name in ("told first", "told again"))

    assert is_same_worry(again, first) is (drawn["same"] == "yes")
