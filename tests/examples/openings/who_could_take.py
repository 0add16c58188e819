"""
Who could take this young person on Monday 2 February 2026, and the one thing missing where somebody nearly could.

Asked on Saturday 31 January 2026 by somebody born on 1 February 2009, so 17 on that Monday. What is not drawn is not
said. A start in the same week counts: 2 to 8 February. An entry is stale when it was checked more than 42 days ago:
31 January - 42 days = 20 December 2025.
"""

SOURCE = (
    "the service's account of local provision: start rule, entry, hours, support and last checked; the words are ours"
)

STARTS = """
rule        start       wanted      verdict    words
roll_on     -           2026-02-02  CAN        It takes people at any time of the year.
roll_on     2026-02-08  2026-02-02  CAN        It takes people at any time of the year.   # the Sunday of that week
roll_on     2026-02-09  2026-02-02  NEAR_MISS  It takes people at any time, but only from 9 February 2026.
fixed_date  2026-02-01  2026-02-02  NEAR_MISS  It began on 1 February 2026, and no later start is known.
fixed_date  2026-02-02  2026-02-02  CAN        It starts on 2 February 2026.
fixed_date  2026-02-08  2026-02-02  CAN        It starts on 8 February 2026.
fixed_date  2026-02-09  2026-02-02  NEAR_MISS  It starts later, on 9 February 2026.
september   -           2026-02-02  NEAR_MISS  It takes people in September only: next in September 2026.
september   -           2026-08-31  NEAR_MISS  It takes people in September only: next in September 2026.
september   -           2026-09-01  CAN        It takes people in September.
september   -           2026-09-30  CAN        It takes people in September.
september   -           2026-10-01  NEAR_MISS  It takes people in September only: next in September 2027.
fixed_date  -           2026-02-02  ASK_FIRST  We do not know when it takes people.
-           -           2026-02-02  ASK_FIRST  We do not know when it takes people.
"""

CONDITIONS = """
offers                       wants                         verdict    words
level=1                      level=1                       CAN        It is at level 1.
level=0                      level=1                       NEAR_MISS  It is at entry level.
level=-                      level=1                       ASK_FIRST  We do not know its level.
least_age=16,most_age=18     -                             CAN        They are of the age it takes, at 17.
least_age=18                 -                             NEAR_MISS  It takes people from 18; they will be 17.
most_age=16                  -                             NEAR_MISS  It takes people up to 16; they will be 17.   # 17 the day before
least_age=17                 birth_date=2009-02-02         CAN        They are of the age it takes, at 17.   # 17 on the day itself
least_age=17                 birth_date=2009-02-03         NEAR_MISS  It takes people from 17; they will be 16.
least_age=16                 birth_date=-                  ASK_FIRST  It has an age limit, and we do not know their birth date.
entry_level=1                held_level=1                  CAN        They hold the level 1 it asks for.
entry_level=2                held_level=1                  NEAR_MISS  It asks for level 2; they hold level 1.
entry_level=1                held_level=0                  NEAR_MISS  It asks for level 1; they hold entry level.
entry_level=1                held_level=-                  ASK_FIRST  It asks for level 1. Ask what they hold.
asks_english_and_maths=yes   holds_english_and_maths=yes   CAN        They hold the English and maths it asks for.
asks_english_and_maths=yes   holds_english_and_maths=no    NEAR_MISS  It asks for English and maths at grade 4, which they do not hold.
asks_english_and_maths=yes   holds_english_and_maths=-     ASK_FIRST  It asks for English and maths at grade 4. Ask whether they hold both.
hours_a_week=16              most_hours=16                 CAN        It takes 16 hours a week.
hours_a_week=17              most_hours=16                 NEAR_MISS  It takes 17 hours a week, more than 16.
hours_a_week=-               most_hours=16                 ASK_FIRST  We do not know its hours a week.
has_send_support=yes         needs_support=yes             CAN        It gives extra support to learn.
has_send_support=no          needs_support=yes             NEAR_MISS  It gives no extra support to learn.
has_send_support=-           needs_support=yes             ASK_FIRST  We do not know whether it gives extra support to learn.
is_small_group=yes           wants_small_group=yes         CAN        Its groups are small.
is_small_group=no            wants_small_group=yes         NEAR_MISS  Its groups are not small.
is_small_group=-             wants_small_group=yes         ASK_FIRST  We do not know whether its groups are small.
places=1                     -                             CAN        It has 1 place.
places=2                     -                             CAN        It has 2 places.
places=0                     -                             NEAR_MISS  It has no place left.
apply_by_date=2026-01-31     -                             CAN        Apply by 31 January 2026.   # today is not too late
apply_by_date=2026-01-30     -                             NEAR_MISS  Applications closed on 30 January 2026.
checked_date=2025-12-19      -                             ASK_FIRST  This entry was last checked on 19 December 2025. Ring before you rely on it.
checked_date=-               -                             ASK_FIRST  Nobody has checked this entry.
"""

DISTANCES = """
from           to             postcode  at       km_at_most  verdict    words
3000,4000      6000,8000      -         -        5           CAN        5.0 km in a straight line, not by road or bus.   # 3 km east, 4 km north
3000,4000      6000,8000      -         -        4           NEAR_MISS  5.0 km in a straight line, not by road or bus. That is more than 4 km.
~3000,4000     6000,8000      -         -        5           CAN        5.0 km in a straight line from the middle of their postcode district, not by road or bus.
-              6000,8000      L20 3NJ   L20 1AA  5           ASK_FIRST  It is in their own postcode district, L20. We cannot say how far.
-              6000,8000      L20 3NJ   L23 1AA  5           ASK_FIRST  It is in L23 and they live in L20. We cannot say how far.
-              -              -         L23 1AA  5           ASK_FIRST  We do not know how far it is.
-              -              L20 3NJ   L23 1AA  -           CAN        It is in L23 and they live in L20. We cannot say how far.
"""

TOGETHER = """
offers                           wants                   verdict    missing
level=1,hours_a_week=16          level=1,most_hours=16   CAN        -
level=2,hours_a_week=16          level=1,most_hours=16   NEAR_MISS  It is at level 2.
level=2,hours_a_week=20          level=1,most_hours=16   CANNOT     -   # two things missing are no near miss
level=-,hours_a_week=20          level=1,most_hours=16   NEAR_MISS  It takes 20 hours a week, more than 16.
level=-,checked_date=2025-01-01  level=1                 ASK_FIRST  -   # however much is to be asked, nothing is known to be missing
"""
