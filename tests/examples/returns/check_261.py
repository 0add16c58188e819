"""Check 261: the council of a guarantee was one at some time from Year 11 to the period end."""

SOURCE = "docs/published-facts.md, Checks and layout: 261"

TABLE = """
birth_date  send_flag  guarantee_12_status  guarantee_12_la  codes
2009-03-15  N          140                  343              -
2009-03-15  N          140                  999              261
2009-03-15  N          140                  001              261    # no council
2007-08-31  Y          140                  909              -      # Year 11 from 1 September 2022: Cumbria stood until 31 March 2023
2007-09-01  Y          140                  909              261    # Year 11 from 1 September 2023
"""
