"""Check 259: education or training, save an apprenticeship, has an expected end."""

SOURCE = "docs/published-facts.md, Checks and layout: 259"

TABLE = """
base          activity_code  predicted_end_date  review_date  codes
sixth_former  210            2027-07-31          -            -
sixth_former  210            -                   -            259
sixth_former  260            -                   2026-07-01   259
sixth_former  410            -                   -            259
sixth_former  310            -                   -            -      # apprenticeships are exempt
sixth_former  330            -                   -            -
year_11       110            -                   -            259
"""
