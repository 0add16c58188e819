"""Check 302: an intended destination is one of the published codes."""

SOURCE = "docs/published-facts.md, Checks and layout: 302"

TABLE = """
base     intended_destination  codes
year_11  121                   -
year_11  611                   -
year_11  999                   302
year_11  110                   302    # last used in 2014-15
year_11  -                     -
"""
