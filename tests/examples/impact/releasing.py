"""
What of a report may leave, where counts from 1 to 4 are hidden. "c" is hidden.

The first row of each table is the service's own published year: 97, 42, 22 and 8 make 169 participations.
"""

SOURCE = "service practice, part 10.3 (local default); docs/adr/0018-small-numbers-and-what-gives-them-away.md; docs/adr/0033-an-impact-report-counts-kept-rows.md"

PROGRAMME = """
joined  completed  progressed  of_completed  apart  |  shown: joined  completed  progressed  completion  of_those  of_all
8       4          3           3             1      |         8       c          c           c           c         c      # 4 and 3 are small; a base of 8 and of 4 hides the rest
20      12         9           9             1      |         20      12         c           60.0        c         c      # 9 of 12 leaves 3 who did not, and nobody else went on
20      12         7           7             0      |         20      12         7           60.0        58.3      35.0
20      17         12          12            0      |         20      c          12          c           c         60.0   # 20 - 17 would give the 3 away
0       0          0           0             0      |         0       0          0           z           z         z
"""

OVERLAP = """
in_1  in_2  in_3  in_4  |  participations  people  shown: people  table  why
147   11    0     0     |  169             158     158            yes    # nothing is small
130   18    1     0     |  169             149     149            no     # 1 is small; 169 - 149 = 20 leaves every number open
163   3     0     0     |  169             166     c              no     # 169 - 166 = 3: nearly all of them would be in two
151   6     2     0     |  169             159     c              no     # 10 is less than 3 * 4
3     0     0     0     |  3               3       c              no
5     0     0     0     |  5               5       5              yes
"""
