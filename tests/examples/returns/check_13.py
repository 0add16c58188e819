"""Check 13: someone who moved to another council has that council's code."""

SOURCE = "docs/published-facts.md, Checks and layout: 13"

TABLE = """
cohort_status  transferred_to_la  codes
T              341                -
T              -                  13
P              -                  -
"""
