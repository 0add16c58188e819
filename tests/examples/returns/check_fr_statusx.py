"""Check FR-STATUSX: no record has cohort status X."""

SOURCE = "nccis.md 12, FR-STATUSX"

TABLE = """
cohort_status  codes
A              -
X              FR-STATUSX
"""
