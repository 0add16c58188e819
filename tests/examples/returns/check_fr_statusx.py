"""Check FR-STATUSX: no record has cohort status X."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-STATUSX"

TABLE = """
cohort_status  codes
A              -
X              FR-STATUSX
"""
