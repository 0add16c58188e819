"""Check 39: a UK provider reference number is eight digits beginning with 1."""

SOURCE = "docs/published-facts.md, Checks and layout: 39"

TABLE = """
ukprn      codes
10000001   -
20000001   39
1000001    39     # seven digits
100000011  39     # nine
1000000A   39
-          -
"""
