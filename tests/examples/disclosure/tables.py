"""
What of a table may be shown, drawn by hand: the counts with their totals, and what a reader is shown.

The last column is a total, and so is the last row where there are several. A hidden count must leave more doubt than the symbol itself gives: at
least 5 apart, least to most, where 1 to 4 are hidden. The symbols are DfE's, the rule is ours.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableExample:
    """Counts as drawn, what is shown of them, why, and up to which count is hidden."""

    name: str
    counts: str
    shown: str
    why: str
    upper: int = 4


EXAMPLES = [
    TableExample(
        name="nothing is small",
        counts="""
            5   10  15
            20  7   27
            25  17  42
        """,
        shown="""
            5   10  15
            20  7   27
            25  17  42
        """,
        why="5 is one above what is hidden.",
    ),
    TableExample(
        name="0 is shown",
        counts="""
            0   10  10
            20  7   27
            20  17  37
        """,
        shown="""
            0   10  10
            20  7   27
            20  17  37
        """,
        why="That there is nobody picks nobody out.",
    ),
    TableExample(
        name="one small count takes a ring of four with it",
        counts="""
            3   30  40  73
            20  50  60  130
            70  80  90  240
            93  160 190 443
        """,
        shown="""
            c   c   40  73
            c   c   60  130
            70  80  90  240
            93  160 190 443
        """,
        why="3 = 73 - 30 - 40, so the 30 goes; 3 = 93 - 20 - 70, so the 20 goes; 30 = 160 - 50 - 80, so the 50 goes.",
    ),
    TableExample(
        name="4 is hidden and its companion is the smallest beside it",
        counts="""
            4   60  9   73
        """,
        shown="""
            c   60  c   73
        """,
        why="One row and its totals: the pair adds up to 13, so either could be 1 to 12, which is 11 apart.",
    ),
    TableExample(
        name="two that add up to 2 give each other away",
        counts="""
            1   1   8   90  100
        """,
        shown="""
            c   c   c   90  100
        """,
        why="Both are at least 1, because 0 is shown; 1 + 1 = 2 leaves no doubt. With the 8 each could be 1 to 8.",
    ),
    TableExample(
        name="a small total is hidden like any count",
        counts="""
            1   2   3
        """,
        shown="""
            c   c   c
        """,
        why="Nobody can subtract from what is not shown.",
    ),
    TableExample(
        name="0 hides nothing, so it is no companion",
        counts="""
            2   0   70  72
        """,
        shown="""
            c   0   c   72
        """,
        why="2 + 0 + 70 = 72: hiding the 0 would leave 2 = 72 - 70.",
    ),
    TableExample(
        name="a council that hides up to 9 hides 9 and shows 10",
        counts="""
            9   10  300  319
        """,
        shown="""
            c   c   300  319
        """,
        why="9 + 10 = 19 leaves 1 to 18, which is more than 9 apart; the 10 is hidden only as a companion.",
        upper=9,
    ),
    TableExample(
        name="a council that hides up to 9 shows 10",
        counts="""
            10  40  50
        """,
        shown="""
            10  40  50
        """,
        why="10 is one above.",
        upper=9,
    ),
]

PERCENTAGES = """
    part  base   hidden  shown
    5     100    no      5.0    # 100 × 5 / 100
    0     100    no      0.0    # Nobody is a figure like any other.
    1     3000   no      low    # 100 × 1 / 3000 = 0.033…, which is not nobody.
    3     6000   no      0.1    # 100 × 3 / 6000 = 0.05, and halves go up.
    5     9      no      c      # One below the least base.
    5     10     no      50.0   # On it.
    5     11     no      45.5   # 100 × 5 / 11 = 45.45…
    3     100    yes     c      # Its count is hidden.
    -     100    no      z      # Does not apply.
    5     -      no      z
"""
"""Percentages beside their counts: hidden where the count is, or where fewer than ten are counted."""
