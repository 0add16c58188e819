"""Whether somebody is a parent."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
parent  value
yes     yes
no      no
Y       yes    # as schools write it
0       no     # nought is a plain no, not an unknown
-       -      # nobody told us, which is not a no
"""
