"""Check 230: nobody in Year 12 or above has a compulsory-age activity."""

SOURCE = "docs/published-facts.md, Checks and layout: 230"

TABLE = """
base     period_end  verified_date  currency_lapsed  birth_date  codes
year_11  2026-01-31  2025-09-10     N                2009-09-01  -      # 15 on 31 August 2025: Year 11
year_11  2026-01-31  2025-09-10     N                2009-08-31  230    # 16 that day: Year 12
year_11  2026-08-31  2025-09-10     N                2010-03-15  -      # the last day of Year 11
year_11  2026-09-30  2026-09-10     Y                2010-03-15  230    # year groups roll on 1 September
year_11  2026-01-31  2025-09-10     N                -           8
"""
