"""Check 34: only someone who moved to another council, or left England, has the place they moved to."""

SOURCE = "docs/published-facts.md, Checks and layout: 34"

TABLE = """
cohort_status  transferred_to_la  codes
T              341                -
P              341                34
E              001                -      # left England: the same element says where to
P              -                  -
"""
