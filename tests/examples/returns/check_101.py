"""Check 101: the level of need is one of the published levels."""

SOURCE = "docs/published-facts.md, Checks and layout: 101"

TABLE = """
level_of_need  codes
1              -
2              -
3              -
4              101
0              101
"""
