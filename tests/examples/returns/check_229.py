"""Check 229: nobody in Year 11 or below has a post-16 activity."""

SOURCE = "docs/published-facts.md, Checks and layout: 229"

TABLE = """
base     activity_code  birth_date  codes
year_11  110            2009-09-01  -
year_11  210            2009-09-01  229    # 15 on 31 August 2025: Year 11
year_11  210            2009-08-31  -      # 16 that day: Year 12
year_11  810            2009-09-01  229    # Year 11 has 150 for not known
year_11  210            -           8
year_11  -              2009-09-01  200
"""
