"""Check 100: there is a level of need."""

SOURCE = "docs/published-facts.md, Checks and layout: 100"

TABLE = """
level_of_need  codes
1              -
-              100
"""
