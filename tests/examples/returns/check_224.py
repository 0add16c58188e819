"""Check 224: someone who is NEET has the date on which that began."""

SOURCE = "docs/published-facts.md, Checks and layout: 224"

TABLE = """
base     activity_code  neet_start_date  review_date  characteristics  codes
seeking  619            2025-11-10       -            -                -
seeking  619            -                -            -                224
seeking  540            -                -            -                224    # volunteering without study is NEET
seeking  616            -                2026-02-02   -                224
seeking  680            -                -            -                224
seeking  810            -                -            -                -      # not known is not NEET
seeking  -              -                -            -                200    # no activity, so nothing to say of it
"""
