"""Check 10: nobody is below Year 11."""

SOURCE = "docs/published-facts.md, Checks and layout: 10"

TABLE = """
base     birth_date  codes
year_11  2010-08-31  -      # 15 on 31 August 2025: Year 11
year_11  2010-09-01  10     # 14 that day: Year 10
"""
