"""Check 6: ethnicity is stated."""

SOURCE = "nccis.md 12, 6"

TABLE = """
ethnicity  codes
NOBT       -
-          6
"""
