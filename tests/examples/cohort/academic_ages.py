"""Academic age, year group and part of the return. Academic age is age on the 31 August before the academic year."""

SOURCE = "docs/published-facts.md, Cohort: windows for 2026-27, Year 11 born 1 Sep 2010 to 31 Aug 2011, Year 12 and 13 a year and two earlier"

TABLE = """
birth       on          ehc_plan  academic_age  year_group  part       measured
2011-08-31  2026-09-01  no        15            11          YEAR_11    no    # last day of the Year 11 window
2011-09-01  2026-09-01  no        14            10          OUTSIDE    no    # born a day later, a year younger
2010-09-01  2026-09-01  no        15            11          YEAR_11    no    # first day of the window
2010-08-31  2026-09-01  no        16            12          YEAR_12    yes
2010-08-31  2026-08-31  no        15            11          YEAR_11    no    # 31 August: the year has not rolled
2009-09-01  2026-09-01  no        16            12          YEAR_12    yes
2009-08-31  2026-09-01  no        17            13          YEAR_13    yes
2008-09-01  2026-09-01  no        17            13          YEAR_13    yes   # 18 that very day and still measured
2008-09-01  2027-08-31  no        17            13          YEAR_13    yes   # to the end of the academic year
2008-08-31  2026-09-01  no        18            14          OUTSIDE    no
2008-08-31  2026-09-01  yes       18            14          EHC_PLAN   no    # a plan keeps them in the return, not in the measures
2002-08-31  2026-09-01  yes       24            20          EHC_PLAN   no
2001-08-31  2026-09-01  yes       25            21          OUTSIDE    no
2010-02-28  2026-01-31  no        15            11          YEAR_11    no
2008-02-29  2026-01-31  no        17            13          YEAR_13    yes   # born on 29 February
2004-02-29  2022-08-31  no        17            13          YEAR_13    yes
2011-01-15  2026-09-01  yes       15            11          YEAR_11    no    # a plan changes nothing below 18
"""

REASONS = """
birth       on          ehc_plan  resident  educated_here  care_experienced  reasons
2012-06-01  2026-01-31  no        yes       yes            no                EARLY_INTERVENTION             # Year 9
2013-06-01  2026-01-31  no        yes       yes            no                -                              # Year 8
2012-06-01  2026-01-31  no        no        yes            no                EARLY_INTERVENTION             # out-of-borough pupil of a school here
2012-06-01  2026-01-31  no        -         -              -                 -                              # nothing known gives no reason
2010-06-01  2026-01-31  no        yes       yes            no                EARLY_INTERVENTION TRACKED     # Year 11
2010-06-01  2026-01-31  no        no        yes            no                EARLY_INTERVENTION             # tracked where they live
2009-06-01  2026-01-31  no        yes       no             no                TRACKED                        # Year 12
2007-06-01  2026-01-31  no        yes       yes            no                -                              # academic 18 without a plan
2007-06-01  2026-01-31  yes       yes       yes            no                TRACKED
2007-06-01  2026-01-31  no        no        no             yes               CARE_EXPERIENCED               # leaves one reason, stays in another
2001-02-01  2026-01-31  no        no        no             yes               CARE_EXPERIENCED               # 25 tomorrow
2001-01-31  2026-01-31  no        no        no             yes               -                              # 25 today
2009-06-01  2026-01-31  no        yes       yes            yes               CARE_EXPERIENCED TRACKED
2012-06-01  2026-01-31  -         yes       yes            -                 EARLY_INTERVENTION             # plan not known
"""
