"""
Whether a placement that started on Monday 3 November 2025 lasted 4, 13 and 26 weeks.

4 weeks: 3 + 28 = 31 November, so 1 December. 13 weeks: 91 days, 27 left of November, 31, 31 and 2, so 2 February. 26 weeks: 91 days more, 4 May.
"""

SOURCE = "service practice, part 8.2: sustained at 4, 13 and 26 weeks"

TABLE = """
weeks  on          ended       still_there  due         lasted
4      2025-11-30  -           -            2025-12-01  NOT_YET
4      2025-12-01  -           -            2025-12-01  UNKNOWN   # silence is not a yes
4      2025-12-01  -           2025-11-30   2025-12-01  UNKNOWN   # said the day before
4      2025-12-01  -           2025-12-01   2025-12-01  YES
4      2025-12-09  2025-11-30  -            2025-12-01  NO
4      2025-11-30  2025-11-29  -            2025-12-01  NO        # known before it is due
4      2025-12-09  2025-12-01  -            2025-12-01  YES
13     2026-02-02  -           2025-12-01   2026-02-02  UNKNOWN   # an answer at 4 weeks says nothing of 13
13     2026-02-02  -           2026-02-02   2026-02-02  YES
26     2026-05-03  -           2026-05-01   2026-05-04  NOT_YET
26     2026-05-04  -           2026-05-04   2026-05-04  YES
26     2026-05-20  2026-05-04  -            2026-05-04  YES
"""
