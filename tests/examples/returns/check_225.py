"""Check 225: NEET began no later than the activity."""

SOURCE = "docs/published-facts.md, Checks and layout: 225"

TABLE = """
base     start_date  neet_start_date  codes
seeking  2025-11-10  2025-11-09       -
seeking  2025-11-10  2025-11-10       -      # equal dates pass
seeking  2025-11-10  2025-11-11       225
"""
