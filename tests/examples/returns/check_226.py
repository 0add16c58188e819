"""Check 226: only someone who is NEET has the date on which that began."""

SOURCE = "docs/published-facts.md, Checks and layout: 226"

TABLE = """
base          activity_code  neet_start_date  review_date  due_to_lapse_date  codes
sixth_former  210            -                -            2026-08-31         -
sixth_former  210            2025-09-01       -            2026-08-31         226
sixth_former  260            2025-09-01       2026-07-31   2026-08-31         226    # a gap year is not NEET
sixth_former  530            2025-09-01       -            2026-08-31         226    # nor is re-engagement
sixth_former  550            2025-09-01       -            2026-08-31         226    # nor is unpaid work with study
sixth_former  540            2025-09-01       -            -                  -      # unpaid work alone is
sixth_former  810            2025-09-01       -            -                  226
"""
