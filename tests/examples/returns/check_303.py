"""Check 303: the SEN support flag is stated."""

SOURCE = "docs/published-facts.md, Checks and layout: 303"

TABLE = """
base          sen_support_flag  codes
sixth_former  N                 -
sixth_former  -                 303
in_2016       -                 -      # the check began on 1 April 2019
"""
