"""
Whole scores under both codings of Oxfordshire's points. Points and possible are drawn as sums, in the order attendance,
SEN, language, exclusion, then each circumstance. Attendance in percent; suspended is how often; `-` is unknown.

What is not drawn is told and is no: pregnant, parent, young carer, custody, youth justice, alternative provision, never
permanently excluded, and missed no session through suspension unless suspended.
"""

SOURCE = "src/towpath/standards/risk/SOURCES.md, Worked by hand, and the edges on which two codings disagree"

TABLE = """
attendance  sen  eal  suspended  in_care  fsm  points_2022  band_2022  points_2023  band_2023  # worked
84          K    yes  0          no       yes  2 + 1 + 1 + 2  red      2 + 1 + 1 + 2  red      # the pupil of the published case
90.0        N    no   0          yes      no   2              amber    1 + 2          amber    # the edge of 90%
95          N    no   0          no       no   0              none     0              none
85.0        N    no   0          no       no   1              green    2              amber    # the edge of 85%
90.0        N    no   0          no       no   0              none     1              green
84.99       N    no   0          no       no   2              amber    2              amber
85.01       N    no   0          no       no   1              green    1              green
89.99       N    no   0          no       no   1              green    1              green
90.01       N    no   0          no       no   0              none     0              none
95          E    no   0          no       no   2              amber    2              amber
95          E    no   0          yes      no   2 + 2          red      2 + 2          red      # four is red
95          K    no   0          yes      no   1 + 2          amber    1 + 2          amber    # three is amber
95          N    no   1          no       no   1              green    2              amber    # some exclusion, or any ever
95          N    yes  0          no       no   1              green    1              green
"""

UNKNOWN = """
attendance  sen  eal  suspended  in_care  fsm  points  possible               band   could_be  # under the 2022 coding
84          -    no   0          no       yes  2 + 2   2 + 2 + 2              red    red       # a plan could add 2, and the band stays
95          -    no   0          no       no   0       0 + 2                  none   amber     # SEN not known: up to a plan
-           N    no   0          no       no   0       2                      none   amber     # missing from the attendance list is not attending well
95          N    -    0          no       no   0       1                      none   green
95          N    no   0          -        no   0       2                      none   amber
95          N    no   0          no       -    0       2                      none   amber
88          N    no   0          -        -    1       1 + 2 + 2              green  red
95          N    no   -          no       no   0       2                      none   amber     # suspension not known: up to the higher cut
"""

EXCLUSION = """
suspensions  sessions  permanent  points_2022  possible_2022  points_2023  possible_2023
0            0         no         0            0              0            0
1            1         no         1            1              2            2
3            20        no         1            1              2            2              # 20 is the lower cut's
3            21        no         2            2              2            2              # above 20
3            -         no         1            2              2            2              # how long is not known
-            21        no         2            2              2            2
-            -         yes        1            2              2            2
0            0         -          0            1              0            2              # nobody told us of permanent exclusion
-            -         -          0            2              0            2
"""

LANGUAGE = """
first_language  points_2022  points_2023
ENG             0            0
ENB             0            1              # believed to be English
OTB             1            1
POL             1            1
"""
