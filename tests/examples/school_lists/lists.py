"""
A school's list: whether it is late, who is put on it, what differs from the scoring before, and what a school is told.

Bands run red, amber, green, none. A reason is drawn as its question and its points: att2 is attendance with 2 points.
"""

SOURCE = "the service's own steps for a list that schools refine twice a year; the bands are those of the scheme"

STATES = """
due         signed      on          state
2026-02-06  -           2026-01-31  waiting
2026-02-06  -           2026-02-06  waiting    # the day itself is not late
2026-02-06  -           2026-02-07  late
2026-02-06  2026-02-06  2026-02-07  signed
2026-02-06  2026-02-09  2026-02-10  signed     # late, and signed all the same
2026-02-20  -           2026-02-10  waiting    # the council opened it again, with a new day
"""

ON_THE_LIST = """
band   least  answer
red    red    yes
amber  red    no
red    amber  yes
amber  amber  yes
green  amber  no
green  green  yes
none   green  no
-      green  no     # not scored: on no list
"""

CHANGES = """
before            now               change         gained  lost
# Each is the band, then the reasons. The list takes in amber and above.
-                 amber att2        new            att2    -
green eal1        amber eal1+sen1   new            sen1    -
amber att2        -                 left           -       att2   # not looked at any more, or not scored
amber att2        green att1        left           att1    att2   # points of one question: the one goes, the other comes
amber att2        red att2+fsm2     risen          fsm2    -
red att2+fsm2     amber fsm2        fallen         -       att2
amber att2        amber fsm2        other_reasons  fsm2    att2
amber att2        amber att2        same           -       -
green eal1        none              never_on       -       eal1
-                 green eal1        never_on       eal1    -
green eal1        -                 never_on       -       eal1
-                 -                 never_on       -       -
# A band that today's scheme has not got is neither above nor below.
high att2         amber att2        same           -       -
"""

TOLD = """
reasons      missing    told       points  band   possible       possible_band  knows_more
# Whoever may be told everything sees what the scoring made. Missing: custody could add 2.
att2         custody2   att        2       amber  2              amber          no     # custody is not theirs to ask
att2+care2   -          att        2       amber  2              amber          yes
att2+care2   -          att+care   2 + 2   red    2 + 2          red            no
care2+just2  -          att        0       none   0              none           yes    # two hidden reasons are said once
care2+just2  -          care       2       amber  2              amber          yes
att1         fsm2       att+fsm    1       green  1 + 2          amber          no
# A plan and support are one group: of the two the one that would give most counts, not their sum.
att1         plan2+sen1  att+plan+sen  1   green  1 + 2          amber          no
"""

ANSWERS = """
objected    answer_by
2026-01-15  2026-02-15
2026-01-31  2026-02-28    # February has no 31st: its last day
2024-01-31  2024-02-29
"""
