"""Check 251: nobody became NEET before their 15th birthday."""

SOURCE = "docs/published-facts.md, Checks and layout: 251"

TABLE = """
base     birth_date  neet_start_date  codes
seeking  2008-10-02  2023-10-02       -      # the 15th birthday
seeking  2008-10-02  2023-10-01       251
seeking  2008-02-29  2023-03-01       -      # born on 29 February: 15 on 1 March 2023
seeking  2008-02-29  2023-02-28       251
seeking  -           2023-10-01       8
"""
