"""Check 243: an activity that can lapse has its lapse date: every one but NEET and not known."""

SOURCE = "docs/published-facts.md, Checks and layout: 243"

TABLE = """
base          activity_code  due_to_lapse_date  neet_start_date  review_date  codes
sixth_former  210            2026-08-31         -                -            -
sixth_former  210            -                  -                -            243
sixth_former  310            -                  -                -            243
sixth_former  710            -                  -                2026-02-15   243
seeking       619            -                  2025-11-10       -            -      # NEET needs none
seeking       810            -                  -                -            -      # nor does not known
seeking       530            -                  -                -            243
"""
