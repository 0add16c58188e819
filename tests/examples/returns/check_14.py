"""Check 14: there is a lead council."""

SOURCE = "docs/published-facts.md, Checks and layout: 14"

TABLE = """
lead_la  codes
343      -
-        14     # and neither 15 nor 26: there is nothing to judge
"""
