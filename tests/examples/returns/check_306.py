"""Check 306: the SEND flag and the SEN support flag are not both Y."""

SOURCE = "docs/published-facts.md, Checks and layout: 306"

TABLE = """
base             send_flag  sen_support_flag  codes
sixth_former     N          Y                 -
sixth_former     Y          N                 -
sixth_former     Y          Y                 306
year_11_in_2020  Y          Y                 -      # the check began on 1 April 2020
"""
