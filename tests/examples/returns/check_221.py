"""Check 221: whether currency has lapsed is Y or N."""

SOURCE = "docs/published-facts.md, Checks and layout: 221"

TABLE = """
currency_lapsed  codes
N                -
n                221
-                220
"""
