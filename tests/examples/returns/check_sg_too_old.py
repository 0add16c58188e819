"""Check SG-TOO-OLD: nobody past the Year 12 guarantee has a guarantee offer."""

SOURCE = "docs/published-facts.md, Checks and layout: SG-TOO-OLD"

TABLE = """
period_end  birth_date  guarantee_11_status  guarantee_11_la  guarantee_12_status  guarantee_12_la  codes
2026-03-31  2008-03-15  -                    -                110                  343              -                      # Year 13 in March: last year's guarantee
2026-04-30  2008-03-15  -                    -                110                  343              SG-TOO-OLD             # Year 13 in April
2026-04-30  2008-03-15  110                  343              114                  343              SG-TOO-OLD SG-TOO-OLD
2026-04-30  2008-03-15  -                    -                140                  343              -                      # not an offer
2026-04-30  2009-03-15  -                    -                110                  343              -
2026-04-30  -           -                    -                110                  343              8
"""
