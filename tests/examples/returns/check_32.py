"""Check 32: there is a postcode."""

SOURCE = "docs/published-facts.md, Checks and layout: 32"

TABLE = """
postcode  codes
ZZ99 9ZZ  -
-         32
"""
