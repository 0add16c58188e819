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
341      2024-01-31  -            # two years ago to the day
341      2024-01-30  moved_date   # longer ago, so that before birth is too
341      0001-01-01  moved_date
343      2026-01-31  la_code      # our own
004      2026-01-31  la_code      # nobody may be handed to the unknown area
"""

SINCE_16 = """
born        group       how            last        goes
2009-08-31  EET         provider_list  -           yes   # goes on; they left school on 27 June 2025
2009-08-31  OTHER       partner        2025-06-28  yes   # reached the day after
2009-08-31  OTHER       partner        2025-06-27  no    # the last Friday in June itself
2009-09-01  OTHER       partner        2025-12-01  no    # a day younger, and at school until 26 June 2026
2009-08-31  COMPULSORY  provider_list  2025-08-31  no    # at school or in custody then; the term runs to August
2009-08-31  OTHER       youth_justice  -           no    # told in confidence, whenever it was
-           EET         provider_list  2025-06-01  yes   # nobody knows when they were 16
-           COMPULSORY  provider_list  -           no
"""
