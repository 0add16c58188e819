"""Check 5: gender is one of the published codes."""

SOURCE = "docs/published-facts.md, Checks and layout: 5"

TABLE = """
gender  codes
F       -
M       -
U       -
W       -
X       5
f       5      # capitals only
"""
