"""Check 104: every characteristic is one of the published codes."""

SOURCE = "docs/published-facts.md, Checks and layout: 104"

TABLE = """
base             characteristics  gender  codes
sixth_former     -                F       -
sixth_former     110 160          F       -
sixth_former     110 999 111      F       104 104  # one for each
sixth_former     210              F       -        # in the list by 2021-22
year_11_in_2020  210              F       104
year_11_in_2020  200              F       -
"""
