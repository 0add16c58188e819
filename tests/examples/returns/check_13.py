"""Check 13: someone who moved to another council has that council's code."""

SOURCE = "nccis.md 12, 13"

TABLE = """
cohort_status  transferred_to_la  codes
T              341                -
T              -                  13
P              -                  -
"""
