"""How many sessions somebody missed through suspension, two to a day."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
suspensions  suspension_sessions  value
-            20                   20
-            21                   21
-            0                    0
0            -                    0     # never suspended, so none missed
2            -                    -     # suspended, and nobody told us for how long
-            -                    -
"""
