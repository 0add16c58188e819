"""
Check 15: the lead council is a council on the period end.

A lead council is judged on the period end.
"""

SOURCE = "docs/published-facts.md, Checks and layout: 15"

TABLE = """
base        period_end  lead_la  source_las  educated_la  codes
in_cumbria  2023-03-31  909      909         909          -      # the last day of Cumbria's code
in_cumbria  2023-04-30  909      942         942          15 26  # no longer a council, and not in the header
in_cumbria  2023-04-30  942      942         942          -
in_cumbria  2023-03-31  942      909         909          15 26  # not yet
in_cumbria  2023-04-30  999      942         942          15 26
in_cumbria  2023-04-30  001      942         942          15 26  # Wales does not lead
in_cumbria  2023-04-30  702      702         942          -      # Service Children's Education
"""
