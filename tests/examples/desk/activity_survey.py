"""Whose activity counts in the survey of 1 November 2025, and what columns may be said."""

SOURCE = "docs/published-facts.md, Destinations of leavers"

HOLDS = """
start       end         holds
2025-11-01  -           yes     # begun on the day
2025-10-31  2025-11-01  yes     # ended on it
2025-09-08  2025-10-31  no      # ended the day before
2025-11-02  -           no      # begun the day after
2025-09-08  -           yes
"""

COLUMNS = """
typed                          says
UPN=upn                        -
UPN=upn, Born = birth_date     -
UPN=upn,                       -                            # an empty end says nothing
UPN                            'UPN' is no column.
=upn                           '=upn' is no column.
Home=address                   'address' is nothing
A=upn, A=uln                   'A' stands there twice.
,                              There is no column.
"""
