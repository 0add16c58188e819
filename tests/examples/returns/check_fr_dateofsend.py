"""Check FR-DATEOFSEND: the header has its date of sending."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-DATEOFSEND"

TABLE = """
send_date   codes
2026-02-05  -
-           FR-DATEOFSEND
05/02/2026  FR-DATEOFSEND
"""
