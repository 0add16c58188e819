"""Check 101: the level of need is one of the published levels."""

SOURCE = "nccis.md 12, 101"

TABLE = """
level_of_need  codes
1              -
2              -
3              -
4              101
0              101
"""
