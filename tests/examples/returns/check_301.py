"""Check 301: someone in Year 11 has an intended destination."""

SOURCE = "docs/published-facts.md, Checks and layout: 301"

TABLE = """
base             birth_date  intended_destination  codes
year_11_in_2020  2004-03-15  611                   -
year_11_in_2020  2004-03-15  -                     301
year_11          2010-03-15  -                     -      # optional from the 2020-21 edition
"""
