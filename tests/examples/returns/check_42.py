"""Check 42: nobody is transferred to the council that leads."""

SOURCE = "docs/published-facts.md, Checks and layout: 42"

TABLE = """
cohort_status  transferred_to_la  codes
T              341                -
T              343                42
"""
