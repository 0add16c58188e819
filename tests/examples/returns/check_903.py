"""Check 903: an identifier begins with a database that the header names."""

SOURCE = "docs/published-facts.md, Checks and layout: 903"

TABLE = """
young_persons_id  database_ids  codes
1230000000001     123           -
1240000000001     123           903
1240000000001     123 124       -
"""
