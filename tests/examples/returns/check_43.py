"""Check 43: a postcode has a postcode's shape, with one space."""

SOURCE = "docs/published-facts.md, Checks and layout: 43"

TABLE = """
postcode  codes
ZZ99 9ZZ  -
M1 1AA    -
EC1A 1BB  -
CR2 6XH   -
GIR 0AA   -
PR81AA    43     # no space
pr8 1aa   43     # small letters
PR8 1A    43
1PR 8AA   43
"""
