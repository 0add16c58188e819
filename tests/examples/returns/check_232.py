"""Check 232: currency has lapsed after its lapse date."""

SOURCE = "docs/published-facts.md, Checks and layout: 232"

TABLE = """
due_to_lapse_date  currency_lapsed  codes
2026-02-01         N                -
2026-01-31         N                -      # equal to the period end: passes both
2026-01-30         N                232
2026-01-30         Y                -
"""
