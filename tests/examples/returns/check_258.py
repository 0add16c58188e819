"""Check 258: an expected end is a date written CCYY-MM-DD."""

SOURCE = "docs/published-facts.md, Checks and layout: 258"

TABLE = """
predicted_end_date  codes
2027-07-31          -
2027-06-31          258    # no such day
July 2027           258    # and not 259: there is something there
"""
