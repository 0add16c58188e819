"""Check 202: there is a start date."""

SOURCE = "nccis.md 12, 202"

TABLE = """
start_date  codes
2025-09-08  -
-           202
"""
