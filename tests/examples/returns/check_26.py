"""Check 26: the lead council is one of those that the header names."""

SOURCE = "docs/published-facts.md, Checks and layout: 26"

TABLE = """
lead_la  source_las  codes
343      343         -
343      341 343     -
341      343         26
343      -           FR-HDRLA  # a header that names none is told once
"""
