"""Check 255: someone with activity 460 has the SEND flag."""

SOURCE = "docs/published-facts.md, Checks and layout: 255"

TABLE = """
activity_code  send_flag  codes
460            Y          -
460            N          255
410            N          -
"""
