"""Check 254: someone with activity 280 has the SEND flag."""

SOURCE = "docs/published-facts.md, Checks and layout: 254"

TABLE = """
activity_code  send_flag  codes
280            Y          -
280            N          254
280            -          103 254
210            N          -
"""
