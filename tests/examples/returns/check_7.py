"""Check 7: ethnicity is one of the published codes."""

SOURCE = "docs/published-facts.md, Checks and layout: 7"

TABLE = """
base             ethnicity  codes
sixth_former     WBRI       -
sixth_former     WXYZ       7
sixth_former     BBRI       -      # from the 2020-21 edition
year_11_in_2020  BBRI       7      # and not before it
"""
