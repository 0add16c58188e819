"""Check 8: there is a date of birth."""

SOURCE = "docs/published-facts.md, Checks and layout: 8"

TABLE = """
birth_date  codes
2009-03-15  -
-           8
"""
