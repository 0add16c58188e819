"""
For how long what is kept is kept.

The upper age is 19, or 25 for those with an education, health and care plan or who were in care; the service ends on the
31 August on or after it.
"""

SOURCE = "docs/published-facts.md, Retention; the months are a council's own to choose"

UPPER_AGE = """
birth       longer  ends
2009-08-31  no      2028-08-31  # 2009 + 19, on the very day
2009-09-01  no      2029-08-31  # a day younger, a school year later
2008-02-29  no      2027-08-31  # 19 on 1 March 2027
2009-08-31  yes     2034-08-31  # 2009 + 25
2009-09-01  yes     2035-08-31
"""

DUE = """
event       months  held  on          due  by_hold
2028-08-31  36      no    2031-08-31  no   no       # the last day it is kept
2028-08-31  36      no    2031-09-01  yes  no
2028-08-31  36      yes   2031-09-01  no   yes      # a hold beats it
2028-08-31  36      yes   2031-08-31  no   no       # not due anyway
2025-01-31  13      no    2026-02-28  no   no       # 31 January + 13 months is 28 February
2025-01-31  13      no    2026-03-01  yes  no
-           36      no    2090-01-01  no   no       # nobody knows when: kept
-           36      yes   2090-01-01  no   no
"""
