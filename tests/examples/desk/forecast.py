"""
What the ends of months to come will show. Six young people of Year 12 on 31 January 2026: what is known of each, from which day to which, and how they count.
"""

SOURCE = "docs/published-facts.md, Measures and Currency"

PEOPLE = """
who     known
ash     EET 2025-09-08 to 2026-02-20                                 # lapses in February
birch   EET 2025-09-08 to 2026-02-28                                 # known on the last day of February, lost by March
cedar   EET 2025-09-08 to 2026-02-10, EET 2026-02-11 to 2026-08-31   # another statement takes over
dahlia  NEET 2025-10-01 to -
elder   -                                                            # never known
fir     OTHER 2025-12-01 to -                                        # custody of an adult, outside the rate
"""

NOTHING_DONE = """
month_end   cohort  neet  not_known
2026-01-31  5       1     1           # elder
2026-02-28  5       1     1 + 1       # ash as well
2026-03-31  5       1     1 + 1 + 1   # and birch
2026-08-31  5       1     3
2026-09-30  5       1     3 + 1       # cedar's ended with the academic year; all are in Year 13
2027-09-30  0       0     0           # past the cohort
"""

SETTLED = """
settled     month_end   neet     not_known
ash         2026-02-28  1        1           # goes on as they are
elder       2026-02-28  1 + 1/5  1           # one in five of those found is NEET
ash, elder  2026-02-28  1 + 1/5  0
dahlia      2026-02-28  1        1 + 1       # NEET, and stays so
"""

LAPSES = """
month_end   who
2026-02-28  ash
2026-03-31  birch
2026-09-30  cedar
"""
