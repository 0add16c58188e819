"""Check 242: an activity is recorded no earlier than it starts."""

SOURCE = "docs/published-facts.md, Checks and layout: 242"

TABLE = """
ascertained_date  start_date  codes
2025-09-08        2025-09-08  -      # equal dates pass
2025-09-07        2025-09-08  242
"""
