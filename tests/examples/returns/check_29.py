"""Check 29: someone on the Youth Contract has its start date."""

SOURCE = "docs/published-facts.md, Checks and layout: 29"

TABLE = """
base          youth_contract_indicator  youth_contract_start_date  codes
in_2016       Y                         2015-10-01                 -
in_2016       Y                         -                          29
in_2016       N                         -                          -
sixth_former  Y                         -                          -      # the check ended on 31 March 2016
"""
