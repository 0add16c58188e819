"""Check 6: ethnicity is stated."""

SOURCE = "docs/published-facts.md, Checks and layout: 6"

TABLE = """
ethnicity  codes
NOBT       -
-          6
"""
