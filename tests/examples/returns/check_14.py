"""Check 14: there is a lead council."""

SOURCE = "nccis.md 12, 14"

TABLE = """
lead_la  codes
343      -
-        14     # and neither 15 nor 26: there is nothing to judge
"""
