"""Check 40: only someone with an EHC plan is sent from academic age 18."""

SOURCE = "docs/published-facts.md, Checks and layout: 40"

TABLE = """
base          birth_date  send_flag  codes
sixth_former  2007-09-01  N          -       # 17 on 31 August 2025
sixth_former  2007-08-31  N          40      # 18 that very day
sixth_former  2007-08-31  Y          -
sixth_former  2007-08-31  -          40 103
in_2016       1995-09-01  N          33      # 19 on 31 August 2015, when 19 was still followed; 20 since
in_2016       1995-08-31  N          33 40   # 20 on 31 August 2015
sixth_former  -           N          8
"""
