"""Check 35: the place someone moved to is a council, or for those who left England one of 000 to 003."""

SOURCE = "docs/published-facts.md, Checks and layout: 35"

TABLE = """
cohort_status  transferred_to_la  codes
T              341                -
T              999                35
T              909                35     # Cumbria ended on 31 March 2023
T              001                35     # Wales is for status E
E              000                -
E              003                -
E              341                35
E              004                41     # the unknown area is check 41's to tell
"""
