"""What of the leavers by place may leave, where counts from 1 to 4 are hidden. Of ten leavers at least is a line made."""

SOURCE = "docs/adr/0018-small-numbers-and-what-gives-them-away.md"

EXAMPLES = {
    "a small count hides its other half, and the next smallest pair that leaves room": (
        """
place      counted  leavers
Easterly   2        20
Northgate  9        40
Westerly   31       60
""",
        """
place      counted  rest  leavers
Easterly   c        c     20        # 2, and 18 could be taken from 20
Northgate  c        c     40        # else 42 - 9 - 31 = 2
Westerly   31       29    60
Everybody  42       78    120       # 2 + 9 + 31, 18 + 31 + 29
""",
    ),
    "places of few leavers stand together, with the next where they are still too few": (
        """
place      counted  leavers
Easterly   2        3
Northgate  10       20
Northgate  10       20
Westerly   30       60
""",
        """
place                              counted  rest  leavers
Northgate                          10       10    20        # another of that name, alike in all
Westerly                           30       30    60
Places with few leavers, together  12       11    23        # 3 alone are too few: 3 + 20
Everybody                          52       51    103
""",
    ),
    "too few altogether leave nothing": (
        """
place      counted  leavers
Easterly   2        3
Northgate  1        6
""",
        """
place      counted  rest  leavers
Everybody  c        c     c
""",
    ),
}
