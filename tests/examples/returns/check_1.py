"""Check 1: the young person's identifier is 13 characters."""

SOURCE = "docs/published-facts.md, Checks and layout: 1"

TABLE = """
young_persons_id  codes
1230000000001     -
123000000001      1      # 3 + 9 = 12 characters
12300000000011    1      # 3 + 11 = 14
-                 1      # and not 903 as well: there are no first three digits
"""
