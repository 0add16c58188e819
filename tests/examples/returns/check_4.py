"""Check 4: gender is stated."""

SOURCE = "docs/published-facts.md, Checks and layout: 4"

TABLE = """
gender  codes
F       -
U       -      # not known is a code, and is not blank
-       4
"""
