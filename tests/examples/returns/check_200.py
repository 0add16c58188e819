"""Check 200: there is an activity code."""

SOURCE = "docs/published-facts.md, Checks and layout: 200"

TABLE = """
activity_code  codes
210            -
-              200
"""
