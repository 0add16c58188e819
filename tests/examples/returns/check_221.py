"""Check 221: whether currency has lapsed is Y or N."""

SOURCE = "nccis.md 12, 221"

TABLE = """
currency_lapsed  codes
N                -
n                221
-                220
"""
