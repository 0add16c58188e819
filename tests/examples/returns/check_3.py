"""Check 3: there is a family name."""

SOURCE = "nccis.md 12, 3"

TABLE = """
family_name  codes
Lockwood     -
-            3
"""
