"""Check 237: an activity is recorded no later than it is verified."""

SOURCE = "docs/published-facts.md, Checks and layout: 237"

TABLE = """
ascertained_date  verified_date  codes
2025-11-03        2025-11-03     -      # equal dates pass
2025-11-04        2025-11-03     237
2025-11-04        -              -      # nothing to hold it against
"""
