"""Check 220: it is stated whether currency has lapsed."""

SOURCE = "nccis.md 12, 220"

TABLE = """
currency_lapsed  codes
N                -
-                220
"""
