"""Check 37: an earlier identifier is 13 characters."""

SOURCE = "docs/published-facts.md, Checks and layout: 37"

TABLE = """
previous_young_persons_id  codes
1230000000009              -
123000000009               37
-                          -
"""
