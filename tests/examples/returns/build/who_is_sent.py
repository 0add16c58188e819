"""
Who is in a month's return, and by which status.

`before` is what was known when the month began: status, lead council and plan; "-" of somebody not known then. The council is 343. Whoever was
in the return before and no longer belongs is sent once more; that this is once, in the first return that can say so, is remembered and not published.
"""

SOURCE = "docs/published-facts.md, Cohort; checks 9, 40, 41 and 42"

TABLE = """
period_end  born        status  lead  plan  moved_to  before     sent          # academic age on 31 August before
2026-01-31  2010-08-31  P       343   N     -         -          P             # 15: Year 11
2026-01-31  2010-09-01  P       343   N     -         -          OUTSIDE_AGES  # 14: Year 10
2026-01-31  2009-09-01  P       343   N     -         -          P             # 15, the oldest of Year 11
2026-01-31  2007-09-01  P       343   N     -         -          P             # 17, the oldest of Year 13
2026-01-31  2007-08-31  P       343   N     -         -          OUTSIDE_AGES  # 18 without a plan
2026-01-31  2007-08-31  P       343   Y     -         -          P             # 18 with one
2026-01-31  2000-09-01  P       343   Y     -         -          P             # 24, the oldest there is
2026-01-31  2000-08-31  P       343   Y     -         -          OUTSIDE_AGES  # 25, and not in it before
2026-01-31  2008-02-29  P       343   N     -         -          P             # 17, born on a leap day
2026-08-31  2008-03-15  P       343   N     -         P 343 N    P             # 17 on the last day of Year 13
2026-09-30  2008-03-15  P       343   N     -         P 343 N    OUTSIDE_AGES  # 18 a day later: no status, for check 40 would turn it away
2026-09-30  2001-03-15  P       343   Y     -         P 343 Y    A             # 25: was 24 with a plan in August
2026-10-31  2001-03-15  P       343   Y     -         P 343 Y    OUTSIDE_AGES  # was 25 in September too, so it was sent then
2026-09-30  2001-03-15  P       343   N     -         P 343 N    OUTSIDE_AGES  # 25, never with a plan
2026-01-31  2006-03-15  P       343   N     -         P 343 Y    L             # 19: the plan ceased this month
2026-02-28  2006-03-15  P       343   N     -         P 343 N    OUTSIDE_AGES  # and the month after
2026-01-31  2009-03-15  P       341   N     -         P 343 N    T:341         # moved to the next council
2026-01-31  2009-03-15  P       341   N     -         P 341 N    LIVES_ELSEWHERE  # and the month after
2026-01-31  2009-03-15  P       341   N     -         -          LIVES_ELSEWHERE  # never here
2026-01-31  2009-03-15  P       001   N     -         P 343 N    E:001         # moved out of England
2026-01-31  2009-03-15  P       004   N     -         P 343 N    P             # nobody knows where: we go on leading, for check 41 refuses 004
2026-01-31  2009-03-15  P       343   N     -         P 004 N    P
2026-01-31  2009-03-15  P       elsewhere  N  -       -          LIVES_ELSEWHERE  # a list brought them, from a postcode that is not ours
2026-01-31  2009-03-15  P       elsewhere  N  -       P elsewhere N  LIVES_ELSEWHERE  # and the month after
2026-01-31  2009-03-15  P       elsewhere  N  -       P 343 N    T      # was ours: check 13 asks which council
2026-01-31  2009-03-15  P       elsewhere  N  341     P 343 N    T:341   # and somebody answered it
2026-01-31  2009-03-15  P       elsewhere  N  001     P 343 N    E:001
2026-01-31  2009-03-15  P       343   N     -         P elsewhere N  P   # came to live here
2026-01-31  2009-03-15  P       341   N     -         P 004 N    T:341         # found again, elsewhere
2026-01-31  2009-03-15  T       343   N     341       P 343 N    T:341         # somebody recorded it
2026-01-31  2009-03-15  T       341   N     341       P 343 N    T:341
2026-02-28  2009-03-15  T       341   N     341       T 341 N    LEFT_EARLIER
2026-01-31  2009-03-15  D       343   N     -         P 343 N    D
2026-01-31  2009-03-15  D       343   N     -         -          LEFT_EARLIER  # had died before we knew of them
2026-01-31  2006-03-15  T       343   N     341       P 343 Y    T:341         # 19: had a plan until then
2026-09-30  2008-03-15  T       343   N     341       P 343 N    OUTSIDE_AGES  # moved, and past the cohort without a plan: check 40
2026-09-30  2009-03-15  G       341   N     -         P 343 N    G             # Year 12 until August: the guarantee is theirs until October ends
2026-10-31  2009-03-15  G       341   N     -         G 341 N    G
2026-11-30  2009-03-15  G       341   N     -         G 341 N    LEFT_EARLIER  # the day after
2026-11-30  2009-03-15  G       341   N     -         P 343 N    G             # in the month it occurs, whichever it is
2026-04-30  2009-03-15  G       341   N     -         G 341 N    LEFT_EARLIER  # reported from May
2026-05-31  2009-03-15  G       341   N     -         G 341 N    G
2026-09-30  2008-03-15  G       341   N     -         P 343 N    OUTSIDE_AGES  # Year 13 until August: no guarantee
"""
