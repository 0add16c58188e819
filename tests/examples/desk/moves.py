"""What goes of somebody who moves, and which moves may be written down on 31 January 2026 by Saltmarsh (343)."""

SOURCE = "docs/adr/0048-a-move-goes-as-a-sheet-and-a-letter.md"

GOES = """
chosen                     protected  limited  goes
-                          no         no       who, activity
address, reach             no         no       who, activity, address, reach
address, reach             yes        no       who, activity, reach        # kept from others: never
guarantee, support         no         no       who, activity, guarantee, support
address, reach             no         yes      who, address                # name, birth date and address alone
address                    yes        yes      who
"""

WRONG = """
council  moved       asks_for
341      2026-01-31  -
341      2026-02-01  moved_date   # tomorrow
343      2026-01-31  la_code      # our own
004      2026-01-31  la_code      # nobody may be handed to the unknown area
"""
