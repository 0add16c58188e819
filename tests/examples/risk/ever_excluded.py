"""Whether somebody was ever suspended or permanently excluded, in any list we were given."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
permanently_excluded  suspensions  suspension_sessions  value
yes                   -            -                    yes
-                     1            -                    yes
-                     -            1                    yes
no                    0            -                    no
no                    -            0                    no
-                     0            -                    -    # nobody told us of permanent exclusion
no                    -            -                    -    # nobody told us of suspensions
no                    0            1                    yes  # one yes is enough
-                     -            -                    -
"""
