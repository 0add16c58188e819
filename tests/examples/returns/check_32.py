"""Check 32: there is a postcode."""

SOURCE = "nccis.md 12, 32"

TABLE = """
postcode  codes
ZZ99 9ZZ  -
-         32
"""
