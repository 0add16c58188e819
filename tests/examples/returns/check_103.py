"""Check 103: the SEND flag is stated."""

SOURCE = "docs/published-facts.md, Checks and layout: 103"

TABLE = """
send_flag  codes
N          -
-          103
"""
