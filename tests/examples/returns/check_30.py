"""Check 30: a unique learner number is ten digits and does not begin with 0."""

SOURCE = "docs/published-facts.md, Checks and layout: 30"

TABLE = """
uln          codes
1000000001   -
0000000001   30
100000001    30     # nine digits
10000000011  30     # eleven
100000000A   30
-            -
"""
