"""Check 100: there is a level of need."""

SOURCE = "nccis.md 12, 100"

TABLE = """
level_of_need  codes
1              -
-              100
"""
