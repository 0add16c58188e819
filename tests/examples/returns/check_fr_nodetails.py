"""Check FR-NODETAILS: every record has its personal details."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-NODETAILS"

TABLE = """
has_details  codes
yes          -
no           FR-NODETAILS  # and none of 1 to 32: one fault, told once
"""
