"""
Which way to try next, and when to stop. The council tries at most three times by one channel in 14 days and goes on after two tries without an answer; it is Saturday 31 January 2026, eleven in the morning, unless the hour is another.

A try is its day, hour, channel and outcome; `spoke` is with them, `family` with a parent.
"""

SOURCE = "docs/published-facts.md, What practice asks"

WAYS = """
tried                                                             open                    next
-                                                                 text call letter visit  text
-                                                                 letter visit            letter     # no number works
-                                                                 -                       partners
01-20 10 text sent, 01-22 10 text sent                            text call letter visit  call
01-20 10 text sent, 01-22 10 text sent, 01-26 10 phone no_answer  text call letter visit  call
01-26 10 phone no_answer, 01-27 11 phone no_answer                call letter             call       # twice in the morning is one time of day
01-26 10 phone no_answer, 01-27 18 phone no_answer                call letter             letter
01-26 10 phone no_answer, 01-27 18 phone family                   call letter             letter     # a parent's answer is not theirs
01-26 10 phone no_answer, 01-27 18 phone spoke                    call letter             call       # they answered: it begins anew
01-01 10 letter sent, 01-10 10 letter sent                        letter visit            visit
01-01 10 in_person not_in, 01-10 18 in_person not_in              visit                   partners
01-12 10 phone spoke_other                                        -                       council
"""

STOPS = """
tried                                                                         open       hour  next    stop         until
01-26 10 phone no_answer, 01-27 10 phone no_answer, 01-28 10 phone no_answer  call       11    -       too_many     2026-02-09   # 26 January and 14 days
01-17 10 phone no_answer, 01-27 10 phone no_answer, 01-28 10 phone no_answer  call       11    call    -            -            # 17 January is 15 days ago, counted with today
01-18 10 phone no_answer, 01-27 10 phone no_answer, 01-28 10 phone no_answer  call       11    -       too_many     2026-02-01
01-10 10 phone refused                                                        text call  11    -       left_alone   2026-04-10
01-10 10 phone leave_alone, 01-12 10 phone spoke                              text       11    text    -            -            # they spoke since
-                                                                             call       8     call    quiet_hours  2026-01-31
-                                                                             call       9     call    -            -
-                                                                             call       19    call    -            -
-                                                                             call       20    call    quiet_hours  2026-02-01
-                                                                             letter     23    letter  -            -            # a letter disturbs nobody
"""

ROUTES = """
routes                        tried                                                     working
1 phone 01-01                 -                                                         1
1 phone 01-01                 01-10 10 phone wrong_number                               -
1 phone 01-10                 01-09 10 phone wrong_number                               1         # it was given since
1 phone 01-01, 2 phone 01-05  01-10 10 phone wrong_number                               2         # nobody wrote which: the oldest
1 phone 01-01, 2 phone 01-05  01-10 10 phone wrong_number 2                             1
1 phone 01-01, 2 phone 01-05  01-10 10 phone wrong_number, 01-11 10 phone wrong_number  -
1 phone 01-01, 2 email 01-01  01-10 10 email bounced                                    1
1 phone 01-01                 01-10 10 letter bounced                                   1
1 phone 01-01                 01-10 10 phone no_answer                                  1
"""
