"""Check 11: there is a cohort status."""

SOURCE = "nccis.md 12, 11"

TABLE = """
cohort_status  codes
P              -
-              11
"""
