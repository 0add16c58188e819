"""
By when a request for what is held must be answered.

One month is the day of the same number a month later, or that month's last day. A Saturday, a Sunday or a bank holiday
gives way to the next working day. Bank holidays drawn here: 25 and 28 December 2026, 3 and 6 April and 4 May 2026.
"""

SOURCE = "UK GDPR article 12A; docs/published-facts.md, Subject access"

DUE = """
received    id_asked    id_shown    asked       told        extended    due
2026-09-03  -           -           -           -           -           2026-10-05  # 3 October is a Saturday
2026-01-30  -           -           -           -           -           2026-03-02  # 28 February, the last of it, is a Saturday
2026-01-31  -           -           -           -           -           2026-03-02  # 31 January: no 31 February either
2028-01-31  -           -           -           -           -           2028-02-29  # a leap year, a Tuesday
2026-03-31  -           -           -           -           -           2026-04-30
2026-11-25  -           -           -           -           -           2026-12-29  # Friday 25th and Monday 28th are holidays
2026-01-31  -           -           -           -           2026-02-27  2026-04-30  # 1 + 2 months
2026-03-03  -           -           -           -           2026-03-10  2026-06-03  # 3 April, Good Friday, has no say in it
2026-01-12  2026-01-12  2026-01-20  -           -           -           2026-02-20  # the month starts when they show who they are
2026-01-12  2026-01-12  -           -           -           -           -           # nothing is due until they do
2026-01-12  -           2026-01-20  -           -           -           2026-02-12  # shown unasked: the clock had started
2026-01-20  2026-01-19  2026-01-19  -           -           -           2026-02-20  # shown before it came
2026-01-12  -           -           2026-01-14  2026-01-16  -           2026-02-16  # 12 February + 3 days is Sunday 15th
2026-01-12  -           -           2026-01-14  -           -           -           # the clock stands still
2026-01-12  -           -           2026-01-14  2026-01-14  -           2026-02-13  # 12 + 1 day
"""

TELL_OF_MORE_TIME_BY = """
received    asked       told        by
2026-01-31  -           -           2026-03-02
2026-01-12  2026-01-14  2026-01-16  2026-02-16
"""
