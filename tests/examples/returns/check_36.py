"""Check 36: the Youth Contract indicator is Y or N."""

SOURCE = "docs/published-facts.md, Checks and layout: 36"

TABLE = """
base          youth_contract_indicator  codes
in_2016       N                         -
in_2016       Q                         36
sixth_former  Q                         -      # the check ended on 31 March 2016
"""
