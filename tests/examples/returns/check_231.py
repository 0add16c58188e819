"""Check 231: currency has not lapsed before its lapse date."""

SOURCE = "docs/published-facts.md, Checks and layout: 231"

TABLE = """
due_to_lapse_date  currency_lapsed  codes
2026-01-30         Y                -
2026-01-31         Y                -      # equal to the period end: passes both
2026-02-01         Y                231
2026-02-01         N                -
"""
