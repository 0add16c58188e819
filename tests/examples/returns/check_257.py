"""Check 257: an activity is reviewed no later than the course is expected to end."""

SOURCE = "nccis.md 12, 257"

TABLE = """
review_date  predicted_end_date  codes
2027-07-31   2027-07-31          -      # equal dates pass
2027-08-01   2027-07-31          257
-            2027-07-31          -
"""
