"""
Check 9: nobody is past academic age 25, save someone sent as aged out.

Academic age is age on the 31 August before the academic year: 31 August 2025 for a period end of 31 January 2026.
"""

SOURCE = "docs/published-facts.md, Checks and layout: 9"

TABLE = """
base       birth_date  cohort_status  codes
with_plan  1999-09-01  P              -      # 25 on 31 August 2025
with_plan  1999-08-31  P              9      # 26 that very day
with_plan  1999-08-31  A              -      # sent as aged out
with_plan  -           P              8      # not known is not over 25
"""
