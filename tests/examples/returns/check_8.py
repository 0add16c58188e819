"""Check 8: there is a date of birth."""

SOURCE = "nccis.md 12, 8"

TABLE = """
birth_date  codes
2009-03-15  -
-           8
"""
