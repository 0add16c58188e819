"""
Confidence from 1 to 10, one pair "before>after" for each person; "-" where they did not answer.

Only those who answered both times are compared.
"""

SOURCE = "docs/adr, A programme is a plan"

CONFIDENCE = """
answers           both  before       after        higher  same  lower
3>6 4>4 5>7       3     (3+4+5)/3    (6+4+7)/3    2       1     0
3>6 9>-           1     3/1          6/1          1       0     0      # who left at 9 does not raise the mean before
->8 2>3           1     2/1          3/1          1       0     0      # who joined late does not raise the mean after
3>- ->8           0     -            -            0       0     0
5>4 5>5 1>10      3     (5+5+1)/3    (4+5+10)/3   1       1     1
1>2 1>2 2>2 2>2   4     (1+1+2+2)/4  (2+2+2+2)/4  2       2     0
"""
