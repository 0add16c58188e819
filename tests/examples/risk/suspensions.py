"""How often somebody was suspended."""

SOURCE = "shared facts of the published approaches, service-practice.md 2.2"

TABLE = """
suspensions  suspension_sessions  value
2            -                    2
0            -                    0
-            0                    0     # no session missed, so never suspended
-            12                   1     # at least once: how often is not told
1            12                   1
-            -                    -
"""
