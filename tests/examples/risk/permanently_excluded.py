"""Whether somebody was permanently excluded from a school."""

SOURCE = "shared facts of the published approaches, service-practice.md 2.2"

TABLE = """
permanently_excluded  value
yes                   yes
no                    no
-                     -
"""
