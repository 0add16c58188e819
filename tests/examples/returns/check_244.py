"""Check 244: a lapse date is a date written CCYY-MM-DD."""

SOURCE = "docs/published-facts.md, Checks and layout: 244"

TABLE = """
due_to_lapse_date  codes
2026-08-31         -
31/08/2026         244    # and not 243: there is something there
2026-02-30         244    # no such day
20260831           244
2026-08-31Z        244
"""
