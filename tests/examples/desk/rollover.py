"""
Whom 1 September 2026 changes, and how. `before` and `after` are what is known on 31 August and 1 September.

`-` is not tracked on that day; `unknown` is tracked and not known.
"""

SOURCE = "docs/published-facts.md, Cohort and Currency"

ROLLS = """
born        plan  before   after    lists
2011-08-31  no    -        unknown  joins                     # Year 10 to 11: the youngest of the year
2010-09-01  no    -        school   joins
2010-08-31  no    school   unknown  left_school_not_known     # Year 11 to 12: 110 ended on 31 August
2009-09-01  no    school   eet      left_school_known
2009-08-31  no    eet      unknown  lapses                    # Year 12 to 13: education lapsed
2009-08-31  no    eet      eet      goes_on
2008-10-01  no    eet      eet      goes_on                   # turns 18 in October
2009-08-31  no    unknown  unknown  still_not_known
2009-08-31  no    unknown  eet      known_from_september      # a course that is to begin is on record
2009-01-15  no    -        eet      known_from_september      # came in summer
2008-09-30  no    neet     neet     goes_on, turns_18         # NEET never lapses
2008-09-01  no    eet      unknown  lapses, turns_18          # 18 on the day itself
2008-08-31  no    eet      -        ages_out                  # Year 13, the youngest: 18 the day before
2008-08-31  yes   eet      unknown  kept_by_plan
2001-09-01  yes   eet      eet      kept_by_plan              # 24
2001-08-31  yes   eet      -        plan_ages_out             # 25 on the day before
2009-01-15  no    eet      -        -                         # moved away in summer: not by the turn of the year
2009-01-15  no    -        unknown  still_not_known           # came in summer
2009-01-15  no    -        -        -
"""
