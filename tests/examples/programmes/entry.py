"""
Who may join: each condition met, not met or not known. Anything but met asks for a reason, which is kept.

Multiply asked for 19 or over, living in the area, no maths at level 2. The run starts on 2024-09-09; "-" is not known.
"""

SOURCE = "docs/adr, A programme is a plan; Multiply's rules of entry as published by combined authorities"

ENTRY = """
born        lives_here  has_maths  least_age  residence  no_maths   reason
2005-09-09  yes         no         met        met        met        no      # 19 on the very day
2005-09-10  yes         no         not_met    met        met        yes     # 18 until tomorrow
2005-09-08  yes         no         met        met        met        no
-           yes         no         not_known  met        met        yes     # a parent of whom only the name is held
1980-01-01  no          no         met        not_met    met        yes
1980-01-01  -           no         met        not_known  met        yes     # no postcode
1980-01-01  yes         yes        met        met        not_met    yes
1980-01-01  yes         -          met        met        not_known  yes
2004-02-29  yes         no         met        met        met        no      # born on a leap day: 20
"""
