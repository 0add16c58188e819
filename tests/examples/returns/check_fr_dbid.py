"""Check FR-DBID: the header names its databases, in digits."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-DBID"

TABLE = """
database_ids  codes
123           -
-             FR-DBID      # and not 903 for every record
12A           903 FR-DBID
123 12A       FR-DBID
"""
