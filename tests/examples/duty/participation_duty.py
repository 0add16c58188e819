"""
The duty to participate, which is not the cohort: it starts after the school leaving date and ends on the 18th birthday or at level 3.

School leaving dates: the last Friday in June is 27 June 2025 and 26 June 2026.
"""

SOURCE = "Education and Skills Act 2008 sections 1 and 2; docs/published-facts.md, Duty to participate"

TABLE = """
birth       on          level_3     state             starts_on   ends_before
2009-09-01  2026-06-26  -           NOT_YET           2026-06-27  2027-09-01   # the leaving date itself
2009-09-01  2026-06-27  -           OWED              2026-06-27  2027-09-01
2009-08-31  2025-06-28  -           OWED              2025-06-28  2027-08-31   # 16 on 31 August 2025, leaves in June before it
2009-08-31  2025-06-27  -           NOT_YET           2025-06-28  2027-08-31
2008-02-29  2026-02-28  -           OWED              2024-06-29  2026-03-01   # 18 on 1 March 2026, there being no 29 February
2008-02-29  2026-03-01  -           ENDED_AT_18       2024-06-29  2026-03-01
2008-06-15  2026-06-14  -           OWED              2024-06-29  2026-06-15
2008-06-15  2026-06-15  -           ENDED_AT_18       2024-06-29  2026-06-15   # still in the Year 13 cohort until 31 August
2008-06-15  2026-01-31  2025-08-14  ENDED_AT_LEVEL_3  2024-06-29  2025-08-14
2008-06-15  2025-08-13  2025-08-14  OWED              2024-06-29  2025-08-14
2008-06-15  2026-06-15  2026-08-14  ENDED_AT_18       2024-06-29  2026-06-15   # level 3 after 18 changes nothing
"""

GROUPS = """
code  participation      meets
210   PARTICIPATING      yes
310   PARTICIPATING      yes
330   NOT_PARTICIPATING  no    # counts as EET and does not meet the duty
320   PARTICIPATING      yes
250   WORKING_TOWARDS    no
530   WORKING_TOWARDS    no
616   WORKING_TOWARDS    no
615   NOT_PARTICIPATING  no
620   TEMPORARY_BREAK    no
619   NOT_PARTICIPATING  no
710   EXCLUDED           no
810   NOT_KNOWN          no
110   COMPULSORY_AGE     no
"""
