"""Check 38: a unique pupil number is 13 characters."""

SOURCE = "docs/published-facts.md, Checks and layout: 38"

TABLE = """
upn             codes
A123456789012   -
A12345678901    38
A1234567890123  38
-               -
"""
