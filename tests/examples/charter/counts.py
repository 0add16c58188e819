"""
Which counts a commissioner is shown. Started is split twice, into paid and unpaid and into lasting and not; paid is split into with and without a mentor.

The parts of a total are shown all together or not at all; 1 to 4 are small.
"""

SOURCE = "quality goals F7 and F8; docs/adr/0018-small-numbers-and-what-gives-them-away.md"

TABLE = """
started  paid  unpaid  lasting  other  mentored  alone  hidden
15       10    5       5        10     5         5      nothing
15       11    4       5        10     5         6      alone mentored paid unpaid   # 15 - 11 would give 4 away, and 5 + 6 would give 11
15       15    0       5        10     8         7      nothing                      # nought is no small number
15       15    0       3        12     8         7      lasting other
4        4     0       0        4      4         0      alone lasting mentored other paid started unpaid
0        0     0       0        0      0         0      nothing
15       10    5       5        10     6         4      alone mentored
"""
