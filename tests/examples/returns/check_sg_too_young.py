"""Check SG-TOO-YOUNG: nobody below Year 11 has a guarantee offer."""

SOURCE = "docs/published-facts.md, Checks and layout: SG-TOO-YOUNG"

TABLE = """
base     birth_date  guarantee_11_status  guarantee_11_la  codes
year_11  2010-08-31  110                  343              -
year_11  2010-09-01  110                  343              10 SG-TOO-YOUNG  # Year 10
year_11  2010-09-01  159                  343              10               # not an offer
year_11  -           110                  343              8
"""
