"""Check 240: every record has its activities."""

SOURCE = "docs/published-facts.md, Checks and layout: 240"

TABLE = """
has_activities  codes
yes             -
no              240    # and none of 200 to 259: one fault, told once
"""
