"""
Who stands on which ready list. Each row is one young person on 31 January 2026, unless the day is another, who was born on 14 February 2009 and so is in Year 12.

The facts are said in words: `lapsed 2026-01-05` is a status whose last day that was. What is not said is as it should be, so that each row shows one thing.
"""

SOURCE = "docs/published-facts.md, What practice asks, Currency, Cohort, Guarantee and Duty to participate"

NOT_KNOWN = """
facts                                           stands_on
nothing                                         not_known_16 2025-09-01, never_known 2025-09-01, nobody_contacted 0001-01-01
nothing, born 2008-06-14                        not_known_17 2025-09-01, never_known 2025-09-01, nobody_contacted 0001-01-01
nothing, born 2009-08-31                        not_known_16 2025-09-01, never_known 2025-09-01, nobody_contacted 0001-01-01
nothing, born 2009-09-01                        -
nothing, born 2010-02-14, came back 2026-01-12  post_came_back 2026-01-12                                                      # in Year 11: their school knows where they are
nothing, not tracked                            -
330, lapsed 2026-01-05, contacted 2026-01-20    not_known_16 2026-01-06, lapsed 2026-01-06
820, since 2025-11-03, contacted 2026-01-20     not_known_16 2025-11-03, cannot_be_contacted 2025-11-03
830, since 2025-11-03, contacted 2026-01-20     not_known_16 2025-11-03, refused 2025-11-03                                    # three months pass on 3 February
830, since 2025-10-31, contacted 2026-01-20     not_known_16 2025-10-31, refused 2025-10-31, refusal_due 2026-01-31
nothing, contacted 2026-01-20, stop 2025-10-30  not_known_16 2025-09-01, never_known 2025-09-01, refusal_due 2026-01-30
nothing, contacted 2025-09-29                   not_known_16 2025-09-01, never_known 2025-09-01, nobody_contacted 2025-09-29   # four months before is 30 September
nothing, contacted 2025-09-30                   not_known_16 2025-09-01, never_known 2025-09-01
nothing, contacted 2026-01-20, no need          not_known_16 2025-09-01, never_known 2025-09-01, no_level_of_need 2025-09-01
"""

KNOWN = """
facts                                         stands_on
230                                           -
230, lapses 2026-03-02                        lapsing 2026-03-02                                    # 30 days from 31 January
230, lapses 2026-03-03                        -
230, review 2026-01-30                        review_passed 2026-01-30
230, review 2026-01-31                        -                                                     # the day itself has not passed
310, ends 2026-01-30                          end_passed 2026-01-30
616, review 2026-01-30, reached 2026-01-20    start_passed 2026-01-30                               # never on the list of reviews as well
615, review 2026-01-31, reached 2026-01-20    -
619, verified 2026-01-01                      nobody_contacted 0001-01-01                           # heard of 30 days ago, and never talked to
619, verified 2025-12-31                      neet_silent 2025-12-31, nobody_contacted 0001-01-01   # 31 days
619, verified 2025-12-31, reached 2026-01-20  -
330, since 2025-09-08                         without_training 2025-09-08
330, since 2025-09-08, born 2008-02-01        without_training 2025-09-08, turning_18 2026-02-01
330, since 2022-09-08, born 2008-01-31        turning_18 2026-01-31                                 # 18 today: the duty has ended
330, since 2022-09-08, born 2004-06-14        -                                                     # on the desk for their plan
320, since 2025-09-08                         -
230, no route                                 no_route 2025-09-01
230, came back 2026-01-12                     post_came_back 2026-01-12
230, disagree 2026-01-12                      two_lists 2026-01-12
230, born 2008-02-01                          turning_18 2026-02-01
230, born 2008-03-02                          turning_18 2026-03-02                                 # 30 days
230, born 2008-03-03                          -
230, plan ended 2025-10-31                    plan_ended 2025-10-31                                 # 92 days
230, plan ended 2025-10-30                    -
230, plan ended 2026-01-31                    -                                                     # its last day
230, plan ended 2026-01-12, has plan          -                                                     # another has begun
nothing, plan ended 2026-01-12, not tracked   plan_ended 2026-01-12                                 # past 18 they left by it
"""

IN_CUSTODY = """
facts                                        stands_on
290, review 2026-02-28                       in_custody 2026-02-28                       # 28 days ahead
290, review 2026-03-01                       -
290, review 2026-01-30                       in_custody 2026-01-30                       # passed, and not on the list of reviews as well
710, since 2025-11-03                        in_custody 2025-11-03                       # nobody gave a date
130, review 2026-02-10, born 2010-02-14      in_custody 2026-02-10                       # in Year 11
290, review 2026-02-10, not tracked          -
"""

IN_SEASON = """
on          facts                   stands_on
2025-08-31  230, unlisted, offered  -
2025-09-01  230, unlisted, offered  on_no_list 2025-09-01
2025-09-01  230, listed, offered    -
2025-09-01  230, offered            -                         # nobody asked the lists
2025-12-31  230, unlisted           on_no_list 2025-09-01
2026-01-01  230, unlisted           -
2025-05-31  230                     -
2025-06-01  230                     no_guarantee 2025-06-01   # in Year 11 that summer
2025-10-31  230                     no_guarantee 2025-06-01   # in Year 12 now, and the guarantee is the summer's
2025-11-01  230                     -
2026-06-01  230                     no_guarantee 2026-06-01   # in Year 12 that summer
2027-06-01  230                     ageing_out 2027-08-31     # in Year 13: no guarantee
2027-05-31  230                     -
2027-08-31  230                     ageing_out 2027-08-31
2027-08-31  230, has plan           -
"""

WORTH = """
facts                   born        people
nothing                 2009-02-14  4/5      # one found in five is NEET, as among those known
nothing                 2010-02-14  0        # Year 11 is not in the rate
nothing, not tracked    2009-02-14  0
230, lapses 2026-02-27  2009-02-14  1        # lost before the period ends
230, lapses 2026-02-28  2009-02-14  0        # still known on its last day
230                     2009-02-14  0
619, lapses 2026-02-14  2009-02-14  0        # NEET, known or not: the combined figure stays
"""
