"""Check 19: the area where someone is educated has that code on the period end; 000 to 004 are allowed."""

SOURCE = "docs/published-facts.md, Checks and layout: 19"

TABLE = """
base          period_end  educated_la  codes
sixth_former  2026-01-31  343          -
sixth_former  2026-01-31  000          -
sixth_former  2026-01-31  004          -
sixth_former  2026-01-31  999          19
sixth_former  2026-01-31  909          19     # Cumbria ended on 31 March 2023
in_cumbria    2023-03-31  909          -
sixth_former  2026-01-31  -            -
"""
