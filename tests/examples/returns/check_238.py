"""Check 238: currency lapses no later than the course is expected to end."""

SOURCE = "docs/published-facts.md, Checks and layout: 238"

TABLE = """
due_to_lapse_date  predicted_end_date  codes
2027-07-31         2027-07-31          -      # equal dates pass
2027-08-01         2027-07-31          238
"""
