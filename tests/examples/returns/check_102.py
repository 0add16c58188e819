"""Check 102: the SEND flag is Y or N."""

SOURCE = "nccis.md 12, 102"

TABLE = """
send_flag  codes
N          -
Y          -
y          102
-          103
"""
