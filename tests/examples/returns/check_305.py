"""Check 305: an activity is verified no later than the period end."""

SOURCE = "docs/published-facts.md, Checks and layout: 305"

TABLE = """
base          verified_date  codes
sixth_former  2026-01-31     -      # the period end itself
sixth_former  2026-02-01     305
in_2016       2016-02-01     -      # the check began on 1 April 2019
"""
