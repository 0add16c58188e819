"""Check SG-Y12-ON-Y11: nobody in Year 11 has a Year 12 guarantee status."""

SOURCE = "docs/published-facts.md, Checks and layout: SG-Y12-ON-Y11"

TABLE = """
base          guarantee_12_status  guarantee_12_la  codes
year_11       -                    -                -
year_11       110                  343              SG-Y12-ON-Y11
sixth_former  140                  343              -
"""
