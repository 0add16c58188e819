"""Check 200: there is an activity code."""

SOURCE = "nccis.md 12, 200"

TABLE = """
activity_code  codes
210            -
-              200
"""
