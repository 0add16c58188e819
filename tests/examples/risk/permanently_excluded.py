"""Whether somebody was permanently excluded from a school."""

SOURCE = "src/towpath/standards/risk/SOURCES.md"

TABLE = """
permanently_excluded  value
yes                   yes
no                    no
-                     -
"""
