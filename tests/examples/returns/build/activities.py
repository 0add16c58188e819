"""
The activity that a record is sent with.

One young person a row, of whom at most one statement is told, on the day in `recorded`; `known` is the day we came to know of them. Where
`gap` is fill, 810 (150 up to Year 11) stands in for days that nothing covers; where it is leave, nothing does. "none" is not sent.

Born 2009-03-15: Year 11 to 31 August 2025, Year 12 to 31 August 2026.
"""

SOURCE = "docs/published-facts.md, Activities and Currency; checks 220 to 262, 305, 909"

TABLE = """
period_end  gap    known       code  start       end         verified    review      expected    recorded    sent  from        ascertained  as_of       review_sent  lapses      lapsed  ends        why
2026-01-31  fill   2025-06-01  210   2025-09-08  -           2025-11-03  -           2027-07-31  2025-09-10  210   2025-09-08  2025-09-10   2025-11-03  -            2026-08-31  N       2027-07-31  -
2026-01-31  fill   2025-06-01  210   2025-09-08  -           2025-11-03  -           -           2025-09-10  210   2025-09-08  2025-09-10   2025-11-03  -            2026-08-31  N       2026-08-31  expected_end          # the year's end, which is when it lapses too
2026-01-31  fill   2025-06-01  210   2025-09-08  -           -           -           2027-07-31  2025-12-01  210   2025-09-08  2025-09-08   2025-09-08  -            2026-08-31  N       2027-07-31  -                     # never verified: as of its start
2026-01-31  fill   2025-06-01  210   2025-09-08  -           2025-08-20  -           2027-07-31  2025-08-20  210   2025-09-08  2025-09-08   2025-09-08  -            2026-08-31  N       2027-07-31  -                     # told before it began: ascertained no earlier than its start
2025-10-31  fill   2025-06-01  210   2025-09-08  -           2025-11-03  -           2027-07-31  2025-11-03  210   2025-09-08  2025-10-31   2025-10-31  -            2026-08-31  N       2027-07-31  -                     # verified since: it vouches for the period end, and check 305 allows no later
2026-01-31  fill   2025-06-01  330   2025-06-20  -           2025-07-31  -           -           2025-07-31  330   2025-06-20  2025-07-31   2025-07-31  -            2026-01-31  N       -           -                     # 31 July + 6 months is the period end: the last day that counts
2026-01-31  fill   2025-06-01  330   2025-06-20  -           2025-07-30  -           -           2025-07-30  330   2025-06-20  2025-07-30   2025-07-30  -            2026-01-30  Y       -           -                     # the day before: lapsed, and keeps its code
2026-01-31  fill   2025-06-01  350   2025-12-01  -           2025-12-02  2026-01-15  -           2025-12-02  350   2025-12-01  2025-12-02   2025-12-02  2026-01-15   2026-02-12  N       -           -                     # 15 January + 28 days
2026-01-31  fill   2025-06-01  619   2025-11-10  -           2026-01-12  -           -           2025-11-12  619   2025-11-10  2025-11-12   2026-01-12  -            -           N       -           -                     # NEET does not lapse
2026-01-31  fill   2025-06-01  330   2025-09-08  2026-01-31  2026-01-12  -           -           2026-01-12  330   2025-09-08  2026-01-12   2026-01-12  -            2026-01-31  N       -           -                     # its last day; it lapses no later than it ends
2026-01-31  fill   2025-06-01  330   2025-09-08  2026-01-30  2026-01-12  -           -           2026-01-12  810   2026-01-31  2026-01-31   -           -            -           N       -           activity_ended        # from the day after
2026-01-31  leave  2025-06-01  330   2025-09-08  2026-01-30  2026-01-12  -           -           2026-01-12  330   2025-09-08  2026-01-12   2026-01-12  -            2026-01-30  Y       -           -
2026-01-31  leave  2025-06-01  619   2025-09-08  2026-01-30  2026-01-12  -           -           2026-01-12  619   2025-09-08  2026-01-12   2026-01-12  -            -           Y       -           -
2026-01-31  fill   2025-06-01  -     -           -           -           -           -           -           810   2025-09-01  2025-09-01   -           -            -           N       -           no_statement          # 1 September of Year 12
2026-01-31  fill   2025-12-05  -     -           -           -           -           -           -           810   2025-12-05  2025-12-05   -           -            -           N       -           no_statement          # or the day we came to know of them
2026-01-31  fill   2026-02-03  -     -           -           -           -           -           -           810   2026-01-31  2026-01-31   -           -            -           N       -           no_statement          # never after the period end
2026-01-31  leave  2025-06-01  -     -           -           -           -           -           -           none  -           -            -           -            -           -       -           -
2025-09-30  fill   2025-06-01  110   2024-09-02  -           2025-03-03  -           2025-06-27  2024-09-10  810   2025-09-01  2025-09-01   -           -            -           N       -           compulsory_age_over   # Year 11 is over: check 230 allows no 110
2025-08-31  fill   2025-06-01  110   2024-09-02  -           2025-03-03  -           2025-08-31  2024-09-10  110   2024-09-02  2024-09-10   2025-03-03  -            2025-08-31  N       2025-08-31  -                     # the last day of Year 11
2025-09-30  leave  2025-06-01  110   2024-09-02  -           2025-03-03  -           2025-06-27  2024-09-10  110   2024-09-02  2024-09-10   2025-03-03  -            2025-06-27  Y       2025-06-27  -
2025-01-31  fill   2024-06-01  -     -           -           -           -           -           -           150   2024-09-01  2024-09-01   -           -            2025-08-31  N       2025-08-31  no_statement          # Year 11
2026-01-31  fill   2025-06-01  999   2025-09-08  -           2025-11-03  2026-01-01  2027-07-31  2025-11-03  999   2025-09-08  2025-11-03   2025-11-03  2026-01-01   2025-09-07  Y       2027-07-31  -                     # no such code: sent as it stands, for a check to tell
2026-01-31  fill   2025-06-01  619   2026-02-02  -           2026-01-20  -           -           2026-01-20  810   2025-09-01  2025-09-01   -           -            -           N       -           no_statement          # has not begun on the period end
"""
