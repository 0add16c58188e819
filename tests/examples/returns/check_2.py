"""Check 2: there is a given name."""

SOURCE = "docs/published-facts.md, Checks and layout: 2"

TABLE = """
given_name  codes
Amara       -
-           2
"""
