"""
What of a pot's spending may be told to its funder, when counts from 1 to 4 are hidden.

Each letter is a young person for whom that kind was paid. A kind is hidden whole: its payments, its people, its money.
"""

WHO_WAS_PAID_FOR = """
travel       clothing  food   hidden                total
abcdefghij   klmnop    -      -                     shown   # 10, 6 and nobody: nought is shown
abcdefghij   klmnop    qr     clothing food         shown   # food is 2; clothing too, or food is 18 less 10 and 6
abcdefghij   ab        ab     travel clothing food  shown   # 2 and 2 leave too little doubt, and are the same 2
abcdefgh     abc       def    clothing food travel  shown   # 3 of a 6 that anybody can work out leave too little doubt
abcdefgh     abc       defg   clothing food         shown   # 3 of 7, and behind them are seven people
abcdefgh     abcd      abcd   clothing food travel  shown   # 4 of 8, but behind them are the same four
abcd         -         -      travel                hidden  # four in all
abcd         abcd      abcd   travel clothing food  hidden  # the same four three times
abcde        -         -      -                     shown   # one more than is hidden
-            -         -      -                     shown   # nothing was paid
"""
