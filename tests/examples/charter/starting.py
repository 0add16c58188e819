"""
What stops a placement from starting on 2 March 2026. It needs employers' liability insurance, which runs out, and a risk assessment, which need not.
"""

SOURCE = "service practice, part 8.3: expiry dates trigger alerts, and an expired check blocks a start"

TABLE = """
insurance_seen  insurance_ends  risk_seen   risk_ends   stopped_by
2026-01-10      2026-03-02      2026-01-10  -           nothing               # the last day counts
2026-01-10      2026-03-01      2026-01-10  -           insurance:EXPIRED
2026-01-10      2026-03-03      2026-01-10  -           nothing
2026-01-10      -               2026-01-10  -           insurance:NO_LAST_DAY  # nobody knows when it runs out
-               -               2026-01-10  -           insurance:MISSING
2026-03-03      2027-03-02      2026-01-10  -           insurance:MISSING      # seen the day after
2026-03-02      2027-03-02      2026-01-10  -           nothing
2026-01-10      2026-12-31      -           -           risk:MISSING
2026-01-10      2026-12-31      2026-01-10  2026-03-01  risk:EXPIRED           # it was given an end, which passed
2026-01-10      2026-03-01      -           -           insurance:EXPIRED risk:MISSING
"""
