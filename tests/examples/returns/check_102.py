"""Check 102: the SEND flag is Y or N."""

SOURCE = "docs/published-facts.md, Checks and layout: 102"

TABLE = """
send_flag  codes
N          -
Y          -
y          102
-          103
"""
