"""How often somebody was suspended."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
suspensions  suspension_sessions  value
2            -                    2
0            -                    0
-            0                    0     # no session missed, so never suspended
-            12                   1     # at least once: how often is not told
1            12                   1
-            -                    -
"""
