"""Check 253: only someone of 18 or over has activity 440."""

SOURCE = "docs/published-facts.md, Checks and layout: 253"

TABLE = """
activity_code  birth_date  codes
440            2008-01-31  -      # 18 on the period end, 31 January 2026
440            2008-02-01  253    # 18 the day after
430            2008-02-01  -
440            -           8
"""
