"""Check 25: the Year 11 council is the one that the Year 11 guarantee names, where both are given."""

SOURCE = "docs/published-facts.md, Checks and layout: 25"

TABLE = """
year_11_la  guarantee_11_status  guarantee_11_la  codes
343         110                  343              -
341         110                  343              25
343         -                    -                -      # no guarantee to differ from
-           110                  343              -      # nothing that differs
"""
