"""
Check 24: the Year 11 council was one at some time from Year 11 to the period end; 000 to 004 are allowed.

A Year 11 council may be one that stood at any time from the start of that person's Year 11 to the period end.
"""

SOURCE = "docs/published-facts.md, Checks and layout: 24"

TABLE = """
birth_date  send_flag  year_11_la  codes
2009-03-15  N          343         -
2009-03-15  N          004         -
2009-03-15  N          999         24
2007-08-31  Y          909         -      # Year 11 from 1 September 2022: Cumbria stood until 31 March 2023
2007-09-01  Y          909         24     # Year 11 from 1 September 2023
-           N          909         8      # Year 11 not known, so any time will do
2007-09-01  Y          942         -
2009-03-15  N          -           -
"""
