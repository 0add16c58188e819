"""Check 103: the SEND flag is stated."""

SOURCE = "nccis.md 12, 103"

TABLE = """
send_flag  codes
N          -
-          103
"""
