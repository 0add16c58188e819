"""Check 203: there is a date on which the activity was recorded."""

SOURCE = "docs/published-facts.md, Checks and layout: 203"

TABLE = """
ascertained_date  codes
2025-09-10        -
-                 203
"""
