"""Check 236: someone with activity 720 has characteristic 130."""

SOURCE = "docs/published-facts.md, Checks and layout: 236"

TABLE = """
base     activity_code  characteristics  review_date  codes
in_2016  720            130              2016-03-01   -
in_2016  720            -                2016-03-01   236
in_2016  210            -                -            -
"""
