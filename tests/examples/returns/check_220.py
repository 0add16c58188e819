"""Check 220: it is stated whether currency has lapsed."""

SOURCE = "docs/published-facts.md, Checks and layout: 220"

TABLE = """
currency_lapsed  codes
N                -
-                220
"""
