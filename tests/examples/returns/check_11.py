"""Check 11: there is a cohort status."""

SOURCE = "docs/published-facts.md, Checks and layout: 11"

TABLE = """
cohort_status  codes
P              -
-              11
"""
