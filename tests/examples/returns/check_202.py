"""Check 202: there is a start date."""

SOURCE = "docs/published-facts.md, Checks and layout: 202"

TABLE = """
start_date  codes
2025-09-08  -
-           202
"""
