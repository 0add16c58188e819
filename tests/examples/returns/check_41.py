"""Check 41: nobody is transferred to the unknown area, 004."""

SOURCE = "docs/published-facts.md, Checks and layout: 41"

TABLE = """
cohort_status  transferred_to_la  codes
T              341                -
T              004                41
"""
