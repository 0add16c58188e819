"""
How far something that young people said has got, what is owed next and by when, and the days from said to did.

January 2026: the 1st, a Thursday, is a bank holiday; the 5th is a Monday. Working days are counted by hand along the
calendar. Three working days to look, ten to be heard, five to tell and to finish; the days to answer and to change by
are those that were set. All four parts: S space, V voice, A audience, I influence. Days from said to did and to an
answer are drawn as sums: what is left of the first month, and what went of the next.
"""

FROM_SAID_TO_DID = """
said        had         looked  filled  heard       reply       outcome      decided     by          changed     told        done        stage     owes    due         missing  answer  did
# Sent by the public form on Saturday the 3rd: Monday, Tuesday, Wednesday to look at it.
2026-01-03  2026-01-03  no      -       -           -           -            -           -           -           -           -           new       look    2026-01-07  SVAI     -       -
# Said at a group in December and written down on the 5th: ten days run from when we had it, 6-9, 12-16, 19.
2025-12-20  2026-01-05  yes     S       -           -           -            -           -           -           -           -           said      hear    2026-01-19  VAI      -       -
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  -            -           -           -           -           -           heard     answer  2026-01-26  I        -       -
# Decided on Thursday the 15th: tell by the 22nd, 16 and 19-22.
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  cannot       2026-01-15  -           -           -           -           decided   tell    2026-01-22  I        15-5    -
# Told why it cannot be: all four are filled, and somebody has five days to call it done, 20-23 and 26.
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  cannot       2026-01-15  -           -           2026-01-19  -           told      finish  2026-01-26  -        15-5    -
# A promise that was told is still a promise, and influence is missing until it is kept.
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  will_change  2026-01-15  2026-02-28  -           2026-01-19  -           promised  change  2026-02-28  I        15-5    -
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  will_change  2026-01-15  2026-02-28  -           -           -           decided   tell    2026-01-22  I        15-5    -
# Kept on the 20th, told of the promise the day before and not of the change: tell by the 27th, 21-23, 26, 27.
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  changed      2026-01-15  2026-02-28  2026-01-20  2026-01-19  -           decided   tell    2026-01-27  I        15-5    20-5
# Told on the very day of the change is told of it.
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  changed      2026-01-15  -           2026-01-20  2026-01-20  -           told      finish  2026-01-27  -        15-5    20-5
# Space was never filled in: told, and still not done.
2026-01-05  2026-01-05  yes     V       2026-01-12  2026-01-26  changed      2026-01-15  -           2026-01-20  2026-01-20  -           told      finish  2026-01-27  S        15-5    20-5
2026-01-05  2026-01-05  yes     SV      2026-01-12  2026-01-26  changed      2026-01-15  -           2026-01-20  2026-01-20  2026-01-21  done      -       -           -        15-5    20-5
# Said in a leap year's February, changed in March: 29-27 and 3.
2024-02-27  2024-02-27  yes     SV      2024-02-28  2024-03-08  changed      2024-03-01  -           2024-03-03  2024-03-03  2024-03-04  done      -       -           -        2+1     2+3
# Said and changed on one day is nought, and nought is not unknown.
2026-01-05  2026-01-05  yes     SV      2026-01-05  2026-01-05  changed      2026-01-05  -           2026-01-05  2026-01-05  2026-01-05  done      -       -           -        0       0
"""

COMPLAINTS = """
received    data  acknowledged  answered    owes         due
# Received on Saturday the 3rd: three working days to acknowledge, 5 to 7.
2026-01-03  no    -             -           acknowledge  2026-01-07
# Twenty working days to answer, run from when it came: 5-9, 12-16, 19-23, 26-30.
2026-01-03  no    2026-01-05    -           answer       2026-01-30
2026-01-03  no    2026-01-05    2026-01-09  -            -
# An answer needs no acknowledgement.
2026-01-03  no    -             2026-01-05  -            -
2026-01-03  yes   -             -           acknowledge  2026-01-07
"""

THE_LAW_COMES_FIRST = """
received    data  days  due
# Twenty-two working days from 19 December 2025: 25, 26 December and 1 January are holidays, so 22-24, 29-31, 2, 5-9,
# 12-16, 19-23. The law's thirty days, the 19th being the first, end on 17 January: 13 of December and 17.
2025-12-19  no    22    2026-01-23
2025-12-19  yes   22    2026-01-17
"""
