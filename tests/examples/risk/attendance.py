"""How much of school somebody attended, in percent of possible sessions."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
attendance_percent  value
84                  84
84.9                84.9
85.0                85.0    # the edge is the scheme's business: the value is kept as told
90.0                90.0
0                   0       # none at all is known, and is not unknown
100                 100
-                   -       # no list gave it
"""
