"""Check 4: gender is stated."""

SOURCE = "nccis.md 12, 4"

TABLE = """
gender  codes
F       -
U       -      # not known is a code, and is not blank
-       4
"""
