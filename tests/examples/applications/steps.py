"""
The way from a shortlist to six weeks after the start: which step may be recorded, on which day.

Today is 31 January 2026. S is the shortlist, A applied, O offered, C accepted, B started (began), W still there at six
weeks; R is not offered, T turned down, L left. Six weeks after 1 December 2025 is 1 December + 42 days = 12 January.
"""

SOURCE = "the service's own steps, from a shortlist to still being there at six weeks"

STEPS = """
done                                          step  on          answer
-                                             S     2026-01-31  yes
-                                             A     2026-01-31  no    # nothing is applied for that is on nobody's list
S 2026-01-05                                  A     2026-01-05  yes   # all on one day, as in clearing
S 2026-01-05                                  A     2026-01-04  no    # before it was on the list
S 2026-01-05                                  A     2026-02-01  no    # tomorrow
S 2026-01-05                                  O     2026-01-09  no    # not applied yet
S 2026-01-05                                  T     2026-01-09  yes
S 2026-01-05                                  R     2026-01-09  no    # nobody asked them
S 2026-01-05, A 2026-01-06                    O     2026-01-09  yes
S 2026-01-05, A 2026-01-06                    R     2026-01-09  yes
S 2026-01-05, A 2026-01-06                    A     2026-01-09  no    # done
S 2026-01-05, A 2026-01-06, O 2026-01-07      C     2026-01-09  yes
S 2026-01-05, A 2026-01-06, O 2026-01-07      B     2026-01-09  no    # not accepted yet
S 2026-01-05, A 2026-01-06, R 2026-01-09      O     2026-01-12  no    # it has ended
S 2025-11-03, A 2025-11-03, O 2025-11-10, C 2025-11-10, B 2025-12-01                W  2026-01-11  no    # a day short of six weeks
S 2025-11-03, A 2025-11-03, O 2025-11-10, C 2025-11-10, B 2025-12-01                W  2026-01-12  yes
S 2025-11-03, A 2025-11-03, O 2025-11-10, C 2025-11-10, B 2025-12-01                L  2026-01-11  yes
S 2025-11-03, A 2025-11-03, O 2025-11-10, C 2025-11-10, B 2025-12-01                L  2026-01-12  no    # they stayed six weeks
S 2025-11-03, A 2025-11-03, O 2025-11-10, C 2025-11-10, B 2025-12-01                T  2025-12-02  no    # they left, rather
S 2025-11-03, A 2025-11-03, O 2025-11-10, C 2025-11-10, B 2025-12-01, W 2026-01-12  L  2026-01-20  no    # it has ended
"""

GUARANTEE = """
born        starts      september  year_group
2009-08-31  2025-09-01  2025       11    # 16 on 31 August 2025: Year 11 until that day
2009-09-01  2025-09-01  -          -     # 15 then: Year 10, no guarantee yet
2009-09-01  2026-09-01  2026       11
2009-08-31  2026-08-31  2025       11    # the last day of that academic year
2008-08-31  2026-01-05  2025       12    # 17 on 31 August 2025
2007-08-31  2026-01-05  -          -     # 18 then: Year 13
-           2026-01-05  -          -
"""

CODES = """
kind             at                   how                code
course           school               -                  210
course           college,sixth_form   -                  220
course           college              -                  230
course           college              part_time          250
course           training_provider    -                  410
course           training_provider    reengagement       530
course           employer             -                  -     # no code speaks for it
apprenticeship   college              -                  310
vacancy          employer             -                  330
vacancy          employer             hours=15           360
vacancy          employer             hours=16           330
work_experience  employer             -                  -     # being on work experience is not yet an activity
"""

# When the place that is applied for starts, as far as the guarantee asks: the day of the first news is in `said`.
STARTS = """
rule        start       said        starts
fixed_date  2026-09-07  2026-03-02  2026-09-07
fixed_date  2025-09-08  2025-10-01  2025-09-08   # a place offered after the course began
september   2026-09-07  2026-03-02  2026-09-07
september   -           2026-03-02  2026-09-01   # the September to come
september   -           2026-09-30  2026-09-30   # it is September now
september   -           2026-10-01  2027-09-01
september   2025-09-08  2026-03-02  2026-09-01   # last year's start is no start to come
roll_on     -           2026-03-02  2026-03-02
roll_on     2026-04-20  2026-03-02  2026-04-20
roll_on     2023-09-01  2026-03-02  2026-03-02   # it has taken people since 2023, and takes them now
-           -           2026-03-02  2026-03-02   # nobody knows: as soon as they are offered it
-           2026-04-20  2026-03-02  2026-04-20
"""

# What an application says to the guarantee, and whether it takes the place of what stands there. 110 is an offer made,
# 114 already in learning, 122 an offer that is not appropriate, 140 applied and waiting, 151 not applied, 159 unknown.
SAYS = """
reached  ended  stands  says
S        no     -       -     # on a list is not applied for
S        no     151     -
A        no     -       140
A        no     159     140
A        no     151     140   # they have applied now
A        no     140     -     # said already
A        no     150     -     # somebody who looked said that there is nothing fitting; applying does not undo it
A        no     122     -
A        no     110     -     # an offer elsewhere is the better news
A        yes    -       -     # refused or turned down: nothing is awaited
O        no     -       110
O        no     140     110
O        no     122     110   # an offer was made
O        no     114     -     # in learning already
O        no     110     -
O        yes    -       110   # turned down: it was made all the same
C        no     140     110
B        no     140     110
B        yes    140     110   # left: it was made all the same
W        yes    -       110
"""
