"""Check 2: there is a given name."""

SOURCE = "nccis.md 12, 2"

TABLE = """
given_name  codes
Amara       -
-           2
"""
