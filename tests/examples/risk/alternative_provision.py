"""Whether somebody is taught away from school or in alternative provision."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
alternative_provision  value
yes                    yes
no                     no
Y                      yes    # as schools write it
0                      no     # nought is a plain no, not an unknown
-                      -      # nobody told us, which is not a no
"""
