"""Check 27: a guarantee status is one for that year group."""

SOURCE = "docs/published-facts.md, Checks and layout: 27"

TABLE = """
guarantee_11_status  guarantee_11_la  guarantee_12_status  guarantee_12_la  codes
110                  343              -                    -                -
114                  343              -                    -                27     # Year 12 only
115                  343              -                    -                27
-                    -                114                  343              -
-                    -                115                  343              -
124                  343              -                    -                -
199                  343              198                  343              27 27  # one for each part
"""
