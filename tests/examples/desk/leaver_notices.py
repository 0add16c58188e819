"""
What is owed to a notice that somebody left, with five working days to follow up. 26 December 2025 and 1 January 2026 are bank holidays, and so is 25 December.
"""

SOURCE = "Education and Skills Act 2008, section 13; the days are the council's own choice"

OWED = """
left        received    lives  clock      due
2026-01-05  2026-01-12  here   follow_up  2026-01-19   # Monday, and five working days: Tuesday 13 to Monday 19
2026-01-10  2026-01-10  here   follow_up  2026-01-16   # a Saturday: Monday 12 to Friday 16
2025-12-19  2025-12-22  here   follow_up  2025-12-31   # 23, 24, 29, 30, 31: Christmas is not counted
2026-01-30  2026-01-12  here   follow_up  2026-02-06   # told before they left: from the leaving
2026-01-05  2026-01-09  away   pass_on    2026-01-12   # told on a Friday: the Monday at the latest
"""

DUTY = """
born        left        owed
2008-09-15  2026-01-05  yes
2008-01-05  2026-01-05  no     # their 18th birthday
2008-01-06  2026-01-05  yes    # the day before it
2009-09-01  2026-06-30  no     # Year 11: still of compulsory school age
2009-08-31  2025-09-01  yes    # the first day after it
-           2026-01-05  -
"""

WRONG = """
left        received    on          wrong
2026-01-05  2026-01-31  2026-01-31  no
2026-01-05  2026-02-01  2026-01-31  yes   # tomorrow
2026-05-03  2026-01-31  2026-01-31  no    # 92 days ahead
2026-05-04  2026-01-31  2026-01-31  yes   # 93
"""
