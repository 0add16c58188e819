"""
Distance travelled, part by part: the last score less the first, and nothing where a part was asked about once.

The rule is ours: a neutral scale of 0 to 10, a baseline kept, and no sum across parts, so that a gain in one never hides
a loss in another. Each look is drawn on a line of its own; "-" was not asked, and is not nought.
"""

EXAMPLES = {
    "a baseline and a review": (
        """
        money  travel  safety
        3      5       8
        6      5       7
        """,
        """
        domain  first  latest  change  direction
        money   3      6       6-3     up
        travel  5      5       5-5     same
        safety  8      7       7-8     down
        """,
    ),
    "a look between the two counts for nothing": (
        """
        money
        3
        9
        4
        """,
        """
        domain  first  latest  change  direction
        money   3      4       4-3     up
        """,
    ),
    "not asked at one of them is never nought": (
        """
        money  travel  safety
        -      2       -
        4      -       -
        7      -       -
        """,
        """
        domain  first  latest  change  direction
        money   4      7       7-4     up            # Its first look is the second.
        travel  2      2       -       not_compared  # Asked once.
        safety  -      -       -       not_compared  # Never asked.
        """,
    ),
    "from the bottom to the top": (
        """
        money
        0
        10
        """,
        """
        domain  first  latest  change  direction
        money   0      10      10-0    up
        """,
    ),
    "only a baseline": (
        """
        money
        0
        """,
        """
        domain  first  latest  change  direction
        money   0      0       -       not_compared
        """,
    ),
}
