"""Check 304: the SEN support flag is Y or N."""

SOURCE = "docs/published-facts.md, Checks and layout: 304"

TABLE = """
sen_support_flag  codes
N                 -
Y                 -
Q                 304
"""
