"""Check 262: an activity that must be reviewed has its review date."""

SOURCE = "docs/published-facts.md, Checks and layout: 262"

TABLE = """
base          activity_code  review_date  neet_start_date  codes
sixth_former  260            2026-07-01   -                -
sixth_former  260            -            -                262
sixth_former  290            -            -                262
sixth_former  350            -            -                262
sixth_former  710            -            -                262
seeking       616            -            2025-11-10       262
seeking       615            -            2025-11-10       -
sixth_former  310            -            -                -
"""
