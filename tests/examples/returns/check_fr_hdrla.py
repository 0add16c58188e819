"""Check FR-HDRLA: the header names its councils, by codes in force on the period end."""

SOURCE = "docs/published-facts.md, Checks and layout: FR-HDRLA"

TABLE = """
base        period_end  source_las  lead_la  educated_la  codes
in_cumbria  2023-03-31  909         909      909          -
in_cumbria  2023-04-30  942 909     942      942          FR-HDRLA  # Cumbria ended on 31 March 2023
in_cumbria  2023-04-30  942 001     942      942          FR-HDRLA
in_cumbria  2023-04-30  -           942      942          FR-HDRLA
"""
