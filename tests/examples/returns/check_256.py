"""Check 256: an activity is verified no earlier than it starts."""

SOURCE = "docs/published-facts.md, Checks and layout: 256"

TABLE = """
start_date  verified_date  codes
2025-09-08  2025-09-10     -
2025-11-03  2025-11-03     242      # equal dates pass; but it was recorded on 10 September, before the start
2025-09-08  2025-09-07     237 256  # whatever is verified before its start was recorded out of order too
"""
