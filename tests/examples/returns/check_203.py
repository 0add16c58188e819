"""Check 203: there is a date on which the activity was recorded."""

SOURCE = "nccis.md 12, 203"

TABLE = """
ascertained_date  codes
2025-09-10        -
-                 203
"""
